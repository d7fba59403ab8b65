"""After a server was restored from a backup: send again what it has lost, once per epoch."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.ids import new_id
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.reach import Reach
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Assignment, AssignmentState
from assessor_app.services.exchange_ports import NotOffered, ServerClient, ServerUnreachable
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory

Standing = tuple[int, str | None] | None
MOST_EPOCHS = 50
UNSTEADY = (
    "{server} shows two different states in turn, as if two servers answered for one. Nothing more was sent or "
    "fetched; your work is safe on this laptop. Tell those who run it: each time it is set back, it needs a new epoch."
)


def requeue_lost(
    factory: UnitOfWorkFactory,
    client: ServerClient,
    server: IssuingServer,
    epoch: str,
    *,
    now: Callable[[], datetime],
) -> int:
    """Compare what was received with what the server has now; queue the rest again and note the new epoch.

    Returns how many writes wait again. Nothing is decided before everything was asked, and all of it commits at
    once: a stop in between repeats the whole compare. Raises ServerUnreachable, also for an epoch of the past.
    """
    must_be_new(server, epoch)
    with factory() as uow:
        delivered = uow.outbox.delivered(server.server_id)
    standings = [(item, _standing(client, item)) for item in delivered]
    failpoint("reconcile.compared")
    with factory() as uow:
        requeued = sum(_requeue(uow, item, standing, now()) for item, standing in standings)
        failpoint("reconcile.requeued")
        past = json.dumps([*json.loads(server.past_epochs), server.server_epoch][-MOST_EPOCHS:])
        uow.servers.put(replace(uow.servers.get(server.server_id), server_epoch=epoch, past_epochs=past))
    return requeued


def must_be_new(server: IssuingServer, epoch: str) -> None:
    """An epoch is followed once. One that was left behind and comes back stops everything, until there is a third.

    Raises ServerUnreachable.
    """
    if epoch in json.loads(server.past_epochs):
        raise ServerUnreachable(UNSTEADY.format(server=server.name), Reach.PUT_RIGHT)


def _standing(client: ServerClient, item: OutboxItem) -> Standing:
    """Events cannot be asked for; a hand-back is there when the assignment is no longer open to us."""
    if item.verb is OutboxVerb.POST_EVENTS:
        return None
    if item.verb is not OutboxVerb.RETURN:
        return client.standing(item.path)
    try:
        document = client.object("assignment", item.assignment_id).document
    except NotOffered:
        return (0, item.op_id)
    is_open = isinstance(document, Assignment) and document.state is AssignmentState.OPEN
    return None if is_open else (0, item.op_id)


def _requeue(uow: UnitOfWork, item: OutboxItem, standing: Standing, now: datetime) -> bool:
    known = uow.outbox.server_revision(item.entity_id)
    is_over = item.verb is OutboxVerb.RETURN and uow.declarations.hand_back(item.assignment_id) is None
    if is_over or (standing is not None and _is_there(item, standing, known)):
        return False
    base = standing[0] if standing is not None else None
    uow.outbox.set_server_revision(item.entity_id, base)
    is_newer = _rebase(uow, item.entity_id, base)
    if is_newer or _is_taken_up(uow, item) or (item.verb is OutboxVerb.DELETE_ANNOTATION and standing is None):
        return False
    again = replace(
        item,
        op_id=new_id(),
        base_revision=base,
        state=OutboxState.PENDING,
        tries=0,
        created_at=now,
        not_before_at=None,
        cause="",
        server_words="",
    )
    uow.outbox.add(again)
    assessment = uow.assessments.get(item.assignment_id) if item.verb is OutboxVerb.PUT_FINAL else None
    if assessment is not None:
        uow.assessments.put(replace(assessment, state=AssessmentState.QUEUED))
    return item.verb is not OutboxVerb.POST_EVENTS


def _is_taken_up(uow: UnitOfWork, item: OutboxItem) -> bool:
    """A final that was returned is a draft again: what its assessor makes of it goes, not what it was."""
    if item.verb is not OutboxVerb.PUT_FINAL:
        return False
    assessment = uow.assessments.get(item.assignment_id)
    return assessment is not None and assessment.state.is_open


def _rebase(uow: UnitOfWork, entity_id: str, base: int | None) -> bool:
    """Let newer work on the same thing take the place of what was lost; return whether there is any.

    What the server does not have is not taken back from it either.
    """
    waiting = uow.outbox.open_of(entity_id)
    is_there = base is not None
    for each in waiting:
        is_there = is_there or each.verb is not OutboxVerb.DELETE_ANNOTATION
        dropped = replace(each, state=OutboxState.SUPERSEDED)
        uow.outbox.update(replace(each, base_revision=base) if is_there else dropped)
    return bool(waiting)


def _is_there(item: OutboxItem, standing: tuple[int, str | None], known: int | None) -> bool:
    if item.verb is OutboxVerb.DELETE_ANNOTATION:
        return False
    revision, op_id = standing
    if op_id is not None:
        return op_id == item.op_id
    return known is not None and revision >= known
