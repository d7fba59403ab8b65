"""Repository of the outbox: one line per assignment, its head first, and the base revision of the next write."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, update

from assessor_app.domain.outbox import OutboxItem, OutboxState
from assessor_app.services.refusals import UnknownItem
from assessor_app.store.tables_work import OPEN_STATES, OUTBOX, SERVER_REVISION
from assessor_app.store.types import time_text
from assessor_app.store.upserts import upsert, values_of

LONGEST_WAIT = timedelta(hours=2)
"""No wait is as long: one that ends later was noted by a clock that has been set back since, and is over."""
_LAST = datetime.max.replace(tzinfo=UTC)
COLUMNS = tuple(field.name for field in fields(OutboxItem))
MOVING = ("base_revision", "state", "tries", "not_before_at", "cause", "server_words")

_ROWS = select(*(OUTBOX.c[name] for name in COLUMNS))
_GET = _ROWS.where(OUTBOX.c.op_id == bindparam("op_id"))
_OPEN_OF = _ROWS.where(OUTBOX.c.entity_id == bindparam("entity_id"), text(OPEN_STATES)).order_by(OUTBOX.c.seq)
_LINE = _ROWS.where(
    OUTBOX.c.server_id == bindparam("server_id"),
    OUTBOX.c.assignment_id == bindparam("assignment_id"),
    text(OPEN_STATES),
).order_by(OUTBOX.c.seq)
_ADD = insert(OUTBOX)
_UPDATE = update(OUTBOX).where(OUTBOX.c.op_id == bindparam("item"))
_REVISION = select(SERVER_REVISION.c.revision).where(SERVER_REVISION.c.entity_id == bindparam("entity_id"))
_PUT_REVISION = upsert(SERVER_REVISION, ("entity_id", "revision"), "entity_id")
_FORGET_REVISION = delete(SERVER_REVISION).where(SERVER_REVISION.c.entity_id == bindparam("entity_id"))
_OPEN_FINALS = _ROWS.where(text("verb IN ('put-final', 'return')"), text(OPEN_STATES)).order_by(OUTBOX.c.seq)
_UNSENT = select(func.count()).where(
    OUTBOX.c.server_id == bindparam("server_id"),
    text(OPEN_STATES),
    text("NOT (verb = 'post-events' AND state = 'parked')"),  # refused, and nobody is asked what to do about it
)
_REBASE = (
    update(OUTBOX)
    .where(OUTBOX.c.entity_id == bindparam("entity"), OUTBOX.c.tries == 0, text(OPEN_STATES))
    .values(base_revision=bindparam("base"))
)
_RESTART = (
    update(OUTBOX).where(OUTBOX.c.state == OutboxState.SENDING, text(OPEN_STATES)).values(state=OutboxState.PENDING)
)
# Walks from assignment to assignment along the index, however many items each has. A final is always taken by
# its server, and a hand-back must not wait: while one does, what was parked before it is stepped over; but for what
# stands against another laptop's version, which the final would pass unseen.
# Events stand in a line of their own, behind the work: nothing waits for them.
DUE = text(f"""
WITH RECURSIVE line(assignment_id) AS (
  SELECT min(assignment_id) FROM outbox WHERE server_id = :server_id AND {OPEN_STATES}
  UNION ALL
  SELECT (SELECT min(assignment_id) FROM outbox
          WHERE server_id = :server_id AND assignment_id > line.assignment_id AND {OPEN_STATES})
  FROM line WHERE line.assignment_id IS NOT NULL)
SELECT {", ".join(COLUMNS)} FROM outbox
WHERE seq IN (
    SELECT (SELECT min(seq) FROM outbox
            WHERE server_id = :server_id AND assignment_id = line.assignment_id AND {OPEN_STATES}
              AND verb <> 'post-events'
              AND (state <> 'parked' OR verb IN ('put-final', 'return') OR op_id IN (
                   SELECT op_id FROM conflict WHERE kind = 'other-laptop' AND settled_at IS NULL
                     AND conflict.assignment_id = line.assignment_id) OR NOT EXISTS (
                   SELECT 1 FROM outbox
                   WHERE server_id = :server_id AND assignment_id = line.assignment_id AND {OPEN_STATES}
                     AND state = 'pending' AND verb IN ('put-final', 'return'))))
    FROM line WHERE line.assignment_id IS NOT NULL
    UNION ALL
    SELECT (SELECT min(seq) FROM outbox
            WHERE server_id = :server_id AND assignment_id = line.assignment_id AND {OPEN_STATES}
              AND verb = 'post-events' AND state <> 'parked')
    FROM line WHERE line.assignment_id IS NOT NULL)
  AND state = 'pending' AND (:is_forced OR not_before_at IS NULL OR not_before_at <= :now OR not_before_at > :horizon)
ORDER BY verb = 'post-events', seq
""").columns(*(OUTBOX.c[name] for name in COLUMNS))
_DELIVERED = text(f"""
SELECT {", ".join(COLUMNS)} FROM outbox
WHERE seq IN (
    SELECT max(seq) FROM outbox WHERE server_id = :server_id AND state IN ('accepted', 'held')
    GROUP BY entity_id, CASE verb WHEN 'post-events' THEN op_id END)
ORDER BY seq
""").columns(*(OUTBOX.c[name] for name in COLUMNS))


class SqlOutbox:
    """Bytes, path and op id of an item never change once it is added; only its fate does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, item: OutboxItem) -> int:
        """Return the place in line; `item.seq` is ignored."""
        values = values_of(item, [name for name in COLUMNS if name != "seq"])
        return int(self._connection.execute(_ADD, values).lastrowid)

    def get(self, op_id: str) -> OutboxItem:
        """Raises UnknownItem."""
        row = self._connection.execute(_GET, {"op_id": op_id}).first()
        if row is None:
            raise UnknownItem(op_id)
        return _item(row)

    def update(self, item: OutboxItem) -> None:
        """Write what may move: state, tries, base revision, times and words. Raises UnknownItem."""
        values = values_of(item, MOVING) | {"item": item.op_id}
        if self._connection.execute(_UPDATE, values).rowcount == 0:
            raise UnknownItem(item.op_id)

    def open_of(self, entity_id: str) -> tuple[OutboxItem, ...]:
        return tuple(_item(row) for row in self._connection.execute(_OPEN_OF, {"entity_id": entity_id}))

    def line(self, server_id: str, assignment_id: str) -> tuple[OutboxItem, ...]:
        """Return every open item of one assignment, oldest first."""
        key = {"server_id": server_id, "assignment_id": assignment_id}
        return tuple(_item(row) for row in self._connection.execute(_LINE, key))

    def due(self, server_id: str, now: datetime, *, is_forced: bool = False) -> tuple[OutboxItem, ...]:
        """Return at most one item per assignment: its oldest open one, when that is pending and its time has come.

        Behind these, at most one batch of events per assignment.

        A parked one blocks what stands behind it, but not when a final is waiting there: then the line moves on.
        """
        horizon = now + LONGEST_WAIT if now < _LAST - LONGEST_WAIT else _LAST
        when = {"now": time_text(now), "is_forced": int(is_forced), "horizon": time_text(horizon)}
        return tuple(_item(row) for row in self._connection.execute(DUE, {"server_id": server_id} | when))

    def open_finals(self) -> tuple[OutboxItem, ...]:
        return tuple(_item(row) for row in self._connection.execute(_OPEN_FINALS))

    def restart(self) -> int:
        """What was being sent when the program ended is sent again: the same key makes it safe."""
        return self._connection.execute(_RESTART).rowcount

    def delivered(self, server_id: str) -> tuple[OutboxItem, ...]:
        """Return the newest item of each entity that the server has taken, and every batch of events, oldest first."""
        return tuple(_item(row) for row in self._connection.execute(_DELIVERED, {"server_id": server_id}))

    def server_revision(self, entity_id: str) -> int | None:
        return self._connection.execute(_REVISION, {"entity_id": entity_id}).scalar()

    def set_server_revision(self, entity_id: str, revision: int | None) -> None:
        """Later writes build on it; untried ones that already wait are rebased. None: it is not on the server."""
        if revision is None:
            self._connection.execute(_FORGET_REVISION, {"entity_id": entity_id})
        else:
            self._connection.execute(_PUT_REVISION, {"entity_id": entity_id, "revision": revision})
        self._connection.execute(_REBASE, {"entity": entity_id, "base": revision})

    def count_unsent(self, server_id: str) -> int:
        return int(self._connection.execute(_UNSENT, {"server_id": server_id}).scalar_one())


def _item(row: Row[Any]) -> OutboxItem:
    return OutboxItem(**row._mapping)
