"""Repository of the journal: acts in the order they began and what each changed, only ever added to."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from assessor_app.domain.journal import Act, JournalRow
from assessor_app.store.codec import dump, load_snapshot, snapshot_kind
from assessor_app.store.tables_work import ACT, JOURNAL
from assessor_app.store.upserts import insert_once, values_of

ACT_COLUMNS = ("act_id", "assignment_id", "kind", "label", "undoes")
_BEGIN = insert_once(ACT)
_ADD = insert(JOURNAL)
_ACTS = (
    select(ACT.c.act_id, ACT.c.kind, ACT.c.label)
    .where(ACT.c.assignment_id == bindparam("assignment_id"))
    .order_by(ACT.c.n.desc())
)
_ROWS_OF = (
    select(JOURNAL, ACT.c.assignment_id, ACT.c.kind, ACT.c.label, ACT.c.undoes)
    .join_from(JOURNAL, ACT, JOURNAL.c.act_id == ACT.c.act_id)
    .where(JOURNAL.c.act_id == bindparam("act_id"))
    .order_by(JOURNAL.c.n)
)
_ROWS = (
    select(JOURNAL, ACT.c.assignment_id, ACT.c.kind, ACT.c.label, ACT.c.undoes)
    .join_from(JOURNAL, ACT, JOURNAL.c.act_id == ACT.c.act_id)
    .where(ACT.c.assignment_id == bindparam("assignment_id"))
    .order_by(JOURNAL.c.n)
)
PAGE = 50


def journal_rows(connection: Connection, assignment_id: str) -> tuple[JournalRow, ...]:
    """Every change ever made to an assignment, oldest first."""
    return tuple(_journal_row(row) for row in connection.execute(_ROWS, {"assignment_id": assignment_id}))


class EmptyJournalRow(ValueError):
    """A journal row needs what was there before, or what came after."""


class SqlJournal:
    """An act keeps the place where it began, however late its last row is added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: JournalRow) -> None:
        known = row.after or row.before
        if known is None:
            raise EmptyJournalRow(row.act_id)
        self._connection.execute(_BEGIN, values_of(row, ACT_COLUMNS))
        change = {"before": dump(row.before), "after": dump(row.after), "entity_kind": snapshot_kind(known)}
        self._connection.execute(_ADD, values_of(row, ("act_id", "entity_id", "at")) | change)

    def acts(self, assignment_id: str) -> Iterator[Act]:
        """Newest first, read a page at a time: undo seldom looks further than a few acts back."""
        offset = 0
        while True:
            page = self._connection.execute(_ACTS.limit(PAGE).offset(offset), {"assignment_id": assignment_id}).all()
            yield from (Act(act_id, kind, label) for act_id, kind, label in page)
            if len(page) < PAGE:
                return
            offset += PAGE

    def rows(self, assignment_id: str) -> tuple[JournalRow, ...]:
        return journal_rows(self._connection, assignment_id)

    def rows_of(self, act_id: str) -> tuple[JournalRow, ...]:
        """In the order they were made."""
        return tuple(_journal_row(row) for row in self._connection.execute(_ROWS_OF, {"act_id": act_id}))


def _journal_row(row: Row[Any]) -> JournalRow:
    return JournalRow(
        act_id=row.act_id,
        assignment_id=row.assignment_id,
        kind=row.kind,
        label=row.label,
        entity_id=row.entity_id,
        before=load_snapshot(row.entity_kind, row.before),
        after=load_snapshot(row.entity_kind, row.after),
        at=row.at,
        undoes=row.undoes,
    )
