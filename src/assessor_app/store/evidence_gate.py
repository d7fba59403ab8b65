"""Who may look: the assignments that open a piece of evidence, and why it stays closed when none does."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from assessor_app.domain.declaration import must_declare
from assessor_app.domain.policy import Policy
from assessor_app.domain.submission import AssignmentState
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.refusals import EvidenceLocked, Lock, NotReceived
from assessor_app.store.documents import newest
from assessor_app.store.tables import ARTIFACT, ASSIGNMENT, SERVER
from assessor_app.store.tables_integrity import DECLARATION, HAND_BACK

_SAID_FIRST = (Lock.UNDECLARED, Lock.REMOTE, Lock.OFFLINE_LEASE, Lock.HANDED_BACK, Lock.WITHDRAWN)
_GIVEN = (
    select(
        ASSIGNMENT.c.assignment_id,
        ASSIGNMENT.c.code,
        ASSIGNMENT.c.state,
        ASSIGNMENT.c.role,
        ASSIGNMENT.c.policy_id,
        DECLARATION.c.declared_at,
        HAND_BACK.c.kind.label("handed_back"),
        SERVER.c.server_id,
        SERVER.c.name.label("server_name"),
        SERVER.c.policies,
        SERVER.c.server_time_at,
        SERVER.c.met_at,
        SERVER.c.suspected_at,
        SERVER.c.is_locked,
    )
    .join_from(ARTIFACT, ASSIGNMENT, ASSIGNMENT.c.submission_id == ARTIFACT.c.submission_id)
    .join(SERVER, SERVER.c.server_id == ASSIGNMENT.c.server_id)
    .outerjoin(DECLARATION, DECLARATION.c.assignment_id == ASSIGNMENT.c.assignment_id)
    .outerjoin(HAND_BACK, HAND_BACK.c.assignment_id == ASSIGNMENT.c.assignment_id)
    .where(ARTIFACT.c.artifact_id == bindparam("artifact_id"))
    .order_by(ASSIGNMENT.c.assignment_id)
)


def showing(connection: Connection, artifact_id: str, lease: OfflineLease) -> tuple[str, ...]:
    """Return the assignments that may show this artifact now."""
    rows = connection.execute(_GIVEN, {"artifact_id": artifact_id})
    return tuple(row.assignment_id for row in rows if _lock(connection, row, lease) is None)


def must_be_open(connection: Connection, artifact_id: str, lease: OfflineLease) -> None:
    """Raises EvidenceLocked unless an assignment of its submission may show it, NotReceived when none is here."""
    rows = connection.execute(_GIVEN, {"artifact_id": artifact_id}).all()
    locks = {_lock(connection, row, lease): row for row in rows}
    if None in locks:
        return
    for lock in _SAID_FIRST:
        if lock in locks:
            row = locks[lock]
            raise EvidenceLocked(row.code, lock, row.server_name, lease.days(row))
    raise NotReceived("artifact", artifact_id)


def _lock(connection: Connection, row: Any, lease: OfflineLease) -> Lock | None:
    """Return what keeps one assignment from showing its evidence, None for nothing."""
    if row.handed_back is not None:
        return Lock.HANDED_BACK
    if row.state is AssignmentState.WITHDRAWN:
        return Lock.WITHDRAWN
    standing = lease.standing(row)
    if standing.is_locked:
        return Lock.REMOTE
    if standing.is_over:
        return Lock.OFFLINE_LEASE
    is_needed = must_declare(row.role, _policy(connection, row.policy_id))
    return Lock.UNDECLARED if is_needed and row.declared_at is None else None


def _policy(connection: Connection, policy_id: str) -> Policy:
    """Where the rules have not come yet, the usual ones hold, and they ask for a declaration."""
    try:
        return newest(connection, Policy, policy_id)
    except NotReceived:
        return Policy(policy_id, "", "")
