"""Repository of conflicts: what stood against the assessor's work, and how they settled it."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Conflict, ConflictKind
from assessor_app.domain.outbox import OutboxState
from assessor_app.store.codec import dump, load
from assessor_app.store.tables_safety import CONFLICT
from assessor_app.store.tables_work import OUTBOX
from assessor_app.store.upserts import upsert, values_of

_COLUMNS = ("op_id", "assignment_id", "kind", "met_at", "their_revision", "settled_at", "choice")
_PUT = upsert(CONFLICT, (*_COLUMNS, "theirs"), "op_id")
_GET = select(CONFLICT).where(CONFLICT.c.op_id == bindparam("op_id"))
_PARKED = (
    select(CONFLICT)
    .join(OUTBOX, OUTBOX.c.op_id == CONFLICT.c.op_id)
    .where(CONFLICT.c.settled_at.is_(None), OUTBOX.c.state == OutboxState.PARKED)
    .order_by(CONFLICT.c.met_at, CONFLICT.c.op_id)
)
_OPEN = _PARKED.where(CONFLICT.c.assignment_id == bindparam("assignment_id"))
_AWAITING = _PARKED.where(
    OUTBOX.c.server_id == bindparam("server_id"),
    CONFLICT.c.kind == ConflictKind.OTHER_LAPTOP,
    CONFLICT.c.theirs.is_(None),
)


def open_conflicts(connection: Connection, assignment_id: str) -> tuple[Conflict, ...]:
    """Unsettled ones of an assignment, oldest first."""
    return tuple(_conflict(row) for row in connection.execute(_OPEN, {"assignment_id": assignment_id}))


class SqlConflicts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, op_id: str) -> Conflict | None:
        row = self._connection.execute(_GET, {"op_id": op_id}).first()
        return None if row is None else _conflict(row)

    def put(self, conflict: Conflict) -> None:
        theirs = None if conflict.theirs is None else dump(conflict.theirs)
        self._connection.execute(_PUT, values_of(conflict, _COLUMNS) | {"theirs": theirs})

    def open_of(self, assignment_id: str) -> tuple[Conflict, ...]:
        return open_conflicts(self._connection, assignment_id)

    def awaiting(self, server_id: str) -> tuple[Conflict, ...]:
        return tuple(_conflict(row) for row in self._connection.execute(_AWAITING, {"server_id": server_id}))


def _conflict(row: Row[Any]) -> Conflict:
    values = dict(row._mapping)
    theirs = values.pop("theirs")
    return Conflict(**values, theirs=None if theirs is None else load(ComparedAssessment, theirs))
