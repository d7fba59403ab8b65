"""The rows of the inbox in order, with everything a filter or a search asks of them worked out beforehand.

10,000 rows are arranged in one go on whatever thread reads them; afterwards a key press in the search field and a page
that a sync brings touch only what they must, so that the window never waits.
"""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from assessor_app.gui.models.inbox_filter import Column, Filter, Sieve, filters_of, haystack, sort_key, tally
from assessor_app.services.views import InboxRow

Sorting = tuple[Column, Qt.SortOrder]
FEW = 200
FIRST_SORTING: Sorting = (Column.DUE, Qt.SortOrder.AscendingOrder)


@dataclass(slots=True)
class Facts:
    """What is known of one row: the filters it passes, what a search looks through, where it stands."""

    passes: tuple[Filter, ...]
    text: str
    key: tuple[Any, ...]


class Arrangement:
    """Built on any thread, then used on one. `rows` are by assignment id."""

    def __init__(self, rows: Iterable[InboxRow], now: datetime, sorting: Sorting = FIRST_SORTING) -> None:
        self.rows: dict[str, InboxRow] = {row.assignment_id: row for row in rows}
        self.sorting = sorting
        sieve, column = Sieve(now), sorting[0]
        self._facts = {
            assignment_id: Facts(sieve.filters_of(row), haystack(row), sort_key(row, column))
            for assignment_id, row in self.rows.items()
        }
        self.counts = tally(facts.passes for facts in self._facts.values())
        self.media_bytes = sum(row.media_done for row in self.rows.values())
        self._ids = list(self.rows)
        self._texts: list[str] | None = None
        self._order()

    def sort(self, sorting: Sorting) -> None:
        if sorting[0] is not self.sorting[0]:
            for assignment_id, row in self.rows.items():
                self._facts[assignment_id].key = sort_key(row, sorting[0])
        self.sorting = sorting
        self._order()

    def stays(self, row: InboxRow, now: datetime) -> bool:
        """Whether fresh `row` belongs where its old self is, for every filter and search."""
        known = self._facts.get(row.assignment_id)
        return known is not None and known == self._facts_of(row, now)

    def put_in_place(self, row: InboxRow) -> None:
        """Take in a row that stays."""
        self.media_bytes += row.media_done - self.rows[row.assignment_id].media_done
        self.rows[row.assignment_id] = row

    def replace(self, wanted: Iterable[str], fresh: Iterable[InboxRow], now: datetime) -> None:
        """Take in fresh rows for the ids wanted; an id without one leaves."""
        rows = {row.assignment_id: row for row in fresh}
        gone = {each for each in (*wanted, *rows) if each in self.rows}
        for assignment_id in gone:
            self._let_go(assignment_id)
        if gone:
            self._ids = [each for each in self._ids if each not in gone]
        for assignment_id, row in rows.items():
            facts = self._facts_of(row, now)
            self.rows[assignment_id], self._facts[assignment_id] = row, facts
            self.media_bytes += row.media_done
            for passed in facts.passes:
                self.counts[passed] += 1
        self._insert(rows)

    def shown(self, wanted: Filter, words: tuple[str, ...]) -> list[str]:
        """The ids of the rows of a filter that hold every word, in order."""
        ids, facts = self._ids, self._facts
        if words:
            if self._texts is None:
                self._texts = [facts[each].text for each in ids]
            first, *others = words
            ids = [each for each, text in zip(ids, self._texts, strict=True) if first in text]
            for word in others:
                ids = [each for each in ids if word in facts[each].text]
        if wanted is not Filter.ALL:
            ids = [each for each in ids if wanted in facts[each].passes]
        return list(ids) if ids is self._ids else ids

    def _facts_of(self, row: InboxRow, now: datetime) -> Facts:
        return Facts(filters_of(row, now), haystack(row), sort_key(row, self.sorting[0]))

    def _let_go(self, assignment_id: str) -> None:
        row = self.rows.pop(assignment_id, None)
        if row is not None:
            self.media_bytes -= row.media_done
            for passed in self._facts.pop(assignment_id).passes:
                self.counts[passed] -= 1

    def _insert(self, ids: Iterable[str]) -> None:
        """Each where it belongs: the others stay in order. Many at once are quicker sorted."""
        facts, new = self._facts, list(ids)
        self._texts = None
        if self.sorting[1] != Qt.SortOrder.AscendingOrder or len(new) > FEW:
            self._ids += new
            self._order()
            return
        for assignment_id in new:
            insort(self._ids, assignment_id, key=lambda each: facts[each].key)

    def _order(self) -> None:
        """By the column, ties by due date and code, these always ascending."""
        facts = self._facts
        self._texts = None
        if self.sorting[1] == Qt.SortOrder.AscendingOrder:
            self._ids.sort(key=lambda each: facts[each].key)
        else:
            self._ids.sort(key=lambda each: facts[each].key[1:])
            self._ids.sort(key=lambda each: facts[each].key[0], reverse=True)
