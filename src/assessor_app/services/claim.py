"""Claim an assignment, so that it is ours while we are offline."""

from dataclasses import replace

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.submission import Assignment
from assessor_app.services.done import Done
from assessor_app.services.exchange_ports import RemoteChange, ServerClient
from assessor_app.services.ports import UnitOfWorkFactory


def claim(factory: UnitOfWorkFactory, client: ServerClient, assignment_id: str) -> Done[Assignment]:
    """Take or renew the lease and remember until when it runs; the next sync brings the rest.

    Raises ClaimContested, ServerUnreachable, SignInRequired, UnknownAssignment.
    """
    with factory() as uow:
        uow.remote.assignment(assignment_id)
    until_at = client.claim(assignment_id)
    with factory() as uow:
        assignment = replace(uow.remote.assignment(assignment_id), lease_until_at=until_at)
        change = RemoteChange(
            "assignment", assignment_id, assignment.revision, is_withdrawal=False, document=assignment
        )
        uow.remote.put(assignment.server_id, change)
    return Done(assignment, Changes.of(Touched(Kind.ASSIGNMENT, assignment_id, assignment_id)))
