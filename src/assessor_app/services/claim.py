"""Claim an assignment, so that it is ours while we are offline."""

from dataclasses import replace
from datetime import datetime

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Assignment, AssignmentState
from assessor_app.services.done import Done
from assessor_app.services.exchange_ports import (
    ClaimContested,
    NotOffered,
    RemoteChange,
    ServerClient,
    ServerUnreachable,
)
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory

GONE = "The server does not offer this submission to you any more. Sync to see why."
LOST = (
    "{server} was set back, and {codes} is claimed by another assessor there now. "
    "Your work is kept. Ask the issuing organisation before you go on."
)


def claim(factory: UnitOfWorkFactory, client: ServerClient, assignment_id: str) -> Done[Assignment]:
    """Take or renew the lease and remember until when it runs; the next sync brings the rest.

    Raises ClaimContested, ServerUnreachable, SignInRequired, UnknownAssignment.
    """
    try:
        return _claimed(factory, client, assignment_id)
    except NotOffered as error:
        raise ServerUnreachable(GONE) from error


def take_again(
    factory: UnitOfWorkFactory, client: ServerClient, server: IssuingServer, now: datetime
) -> tuple[str, ...]:
    """After a server was restored: claim what this laptop holds a lease of; returns what to tell a person.

    Claiming what is still ours renews it, so a stop in between may repeat all of it.
    Raises ServerUnreachable, SignInRequired.
    """
    with factory() as uow:
        held = _held(uow, server.server_id, now)
    contested = []
    for assignment in held:
        try:
            _claimed(factory, client, assignment.assignment_id)
        except ClaimContested:
            contested.append(assignment.code)
        except NotOffered:
            continue  # it is not there any more: the compare that follows says why
    return (LOST.format(server=server.name, codes=", ".join(contested)),) if contested else ()


def _held(uow: UnitOfWork, server_id: str, now: datetime) -> list[Assignment]:
    ids = [item for kind, item, _ in uow.remote.visible(server_id) if kind == "assignment"]
    found = (uow.remote.assignment(item) for item in ids)
    live = (AssignmentState.OPEN, AssignmentState.RETURNED)
    return [
        each for each in found if each.state in live and each.lease_until_at is not None and each.lease_until_at > now
    ]


def _claimed(factory: UnitOfWorkFactory, client: ServerClient, assignment_id: str) -> Done[Assignment]:
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
