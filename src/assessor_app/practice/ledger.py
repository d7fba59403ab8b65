"""What each assessor sees, entry by entry, in the order it changed: the rows behind changes, snapshot and digest."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert

from assessor_app.practice import facts
from assessor_app.practice.tables import VISIBLE
from assessor_app.wire.changes import UPSERT, WITHDRAW


def show(connection: Connection, assessor_id: str, kind: str, object_id: str, revision: int) -> None:
    """Make a thing visible at this revision, as the newest change."""
    _record(connection, assessor_id, kind, object_id, revision=revision, op=UPSERT, reason=None)


def show_if_unseen(connection: Connection, assessor_id: str, kind: str, object_id: str, revision: int) -> None:
    if not is_visible(connection, assessor_id, kind, object_id):
        show(connection, assessor_id, kind, object_id, revision)


def take_away(
    connection: Connection, assessor_id: str, kind: str, object_id: str, *, revision: int, reason: str
) -> None:
    """Leave a tombstone: the laptop never concludes anything from a thing being absent."""
    _record(connection, assessor_id, kind, object_id, revision=revision, op=WITHDRAW, reason=reason)


def entry(connection: Connection, assessor_id: str, kind: str, object_id: str) -> Row[Any] | None:
    query = select(VISIBLE).where(
        VISIBLE.c.assessor_id == assessor_id, VISIBLE.c.kind == kind, VISIBLE.c.object_id == object_id
    )
    return connection.execute(query).one_or_none()


def is_visible(connection: Connection, assessor_id: str, kind: str, object_id: str) -> bool:
    row = entry(connection, assessor_id, kind, object_id)
    return row is not None and row.op == UPSERT


def viewers(connection: Connection, kind: str, object_id: str) -> Sequence[str]:
    query = select(VISIBLE.c.assessor_id).where(
        VISIBLE.c.kind == kind, VISIBLE.c.object_id == object_id, VISIBLE.c.op == UPSERT
    )
    return connection.execute(query.order_by(VISIBLE.c.assessor_id)).scalars().all()


def _record(
    connection: Connection, assessor_id: str, kind: str, object_id: str, *, revision: int, op: str, reason: str | None
) -> None:
    news = {"revision": revision, "seq": facts.take_seqs(connection), "op": op, "reason": reason}
    row = insert(VISIBLE).values(assessor_id=assessor_id, kind=kind, object_id=object_id, **news)
    connection.execute(row.on_conflict_do_update(index_elements=["assessor_id", "kind", "object_id"], set_=news))
