"""After a pull, and never breaking it: what became of finished work, and what an adjudicator compares."""

from collections.abc import Callable
from functools import partial

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.submission import Assignment
from assessor_app.services.exchange_ports import NotOffered, ServerClient, ServerUnreachable, SignInRequired
from assessor_app.services.ports import UnitOfWorkFactory

AT_MOST = 20
"""Outcomes asked for in one pull; where more are awaited, the next pull asks for others."""
_AWAY = (ServerUnreachable, SignInRequired)


def refresh(
    factory: UnitOfWorkFactory,
    client: ServerClient,
    server_id: str,
    *,
    publish: Callable[[Changes], None],
    is_cancelled: Callable[[], bool],
) -> None:
    """Fetch what is new; what cannot be fetched now is asked for with the next pull."""
    with factory() as uow:
        awaited = uow.outcomes.awaited(server_id, AT_MOST)
        cases = [uow.remote.assignment(assignment_id) for assignment_id in uow.comparisons.awaited(server_id)]
    steps = [partial(_compare, factory, client, case) for case in cases]
    steps += [partial(_outcome, factory, client, assignment_id) for assignment_id in awaited]
    for step in steps:
        if is_cancelled():
            return
        try:
            changes = step()
        except NotOffered:
            continue
        except _AWAY:
            return
        if changes:
            publish(changes)


def _outcome(factory: UnitOfWorkFactory, client: ServerClient, assignment_id: str) -> Changes:
    found = client.outcome(assignment_id)
    with factory() as uow:
        if found is None or found == uow.outcomes.get(assignment_id):
            return Changes()
        uow.outcomes.put(found)
    return _touched(assignment_id)


def _compare(factory: UnitOfWorkFactory, client: ServerClient, case: Assignment) -> Changes:
    """Finals do not change: what is here for these very inputs stays."""
    wanted = {(given.assignment_id, given.assessment_id) for given in case.inputs}
    with factory() as uow:
        here = uow.comparisons.of_assignment(case.assignment_id)
    if {(each.assignment_id, each.assessment_id) for each in here} == wanted:
        return Changes()
    compared = client.compared(case)
    with factory() as uow:
        uow.comparisons.put(case.assignment_id, compared)
    return _touched(case.assignment_id)


def _touched(assignment_id: str) -> Changes:
    return Changes.of(
        Touched(Kind.OUTCOME, assignment_id, assignment_id), Touched(Kind.ASSIGNMENT, assignment_id, assignment_id)
    )
