"""The inbox as a Qt table: frozen rows, filtered and sorted in plain Python so that 10,000 stay quick."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assessor_app.domain.submission import AssignmentState
from assessor_app.gui import wording
from assessor_app.gui.models.certification_words import why_not
from assessor_app.gui.models.inbox_arrangement import Arrangement, Sorting
from assessor_app.gui.models.inbox_filter import Column, Filter
from assessor_app.gui.models.lease_words import is_over
from assessor_app.gui.models.media_words import laptop_explained, laptop_words
from assessor_app.gui.models.outcome_words import decision_name
from assessor_app.gui.plain_words import plain_tip
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.views import InboxRow

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
MANY_AT_ONCE = 50
_ROLE = Qt.ItemDataRole


def _due(row: InboxRow, now: datetime) -> str:
    return wording.day_and_time(row.due_at, now) if row.due_at else wording.tr("No date")


def _evidence(row: InboxRow, _: datetime) -> str:
    parts = (wording.minutes(row.media_duration_us), wording.size(row.media_size) if row.media_size else "")
    return " · ".join(part for part in parts if part)


def _state(row: InboxRow, _: datetime) -> str:
    if row.decision and not row.is_handed_back:
        return wording.tr("Decided: {decision}").format(decision=decision_name(row.decision))
    if row.needs_decision:
        return wording.tr("Needs you")
    if row.is_read_only:
        return wording.tr("Read only")
    return wording.state(row.assignment_state, row.assessment_state, is_handed_back=row.is_handed_back)


_WORDS: dict[Column, Callable[[InboxRow, datetime], str]] = {
    Column.MICRO_CREDENTIAL: lambda row, _: row.micro_credential,
    Column.CODE: lambda row, _: row.code,
    Column.ATTEMPT: lambda row, _: str(row.attempt),
    Column.SERVER: lambda row, _: row.server_name,
    Column.ROLE: lambda row, _: wording.role(row.role),
    Column.DUE: _due,
    Column.EVIDENCE: _evidence,
    Column.STATE: _state,
}


class Role(IntEnum):
    ROW = _ROLE.UserRole + 1
    ASSIGNMENT_ID = _ROLE.UserRole + 2


class InboxModel(QAbstractTableModel):
    """`now` is asked at every paint of a due date, so that "in 2 hours" stays true."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = now
        self._arranged = Arrangement((), now())
        self._shown: list[InboxRow] = []
        self._places: dict[str, int] = {}
        self._media: dict[str, MediaProgress] = {}
        self._filter = Filter.ALL
        self._words: tuple[str, ...] = ()

    # ---- what is shown ----
    def set_rows(self, rows: Iterable[InboxRow]) -> None:
        """Take in the whole inbox; selection, current row and scrolling stay where they are."""
        self.set_arranged(Arrangement(rows, self.now(), self.sorted_by))

    def set_arranged(self, arranged: Arrangement) -> None:
        """The same, with the work done already, on whatever thread."""
        if arranged.sorting != self.sorted_by:
            arranged.sort(self.sorted_by)
        self._arranged = arranged
        self._rearrange()

    def update_rows(self, wanted: Iterable[str], rows: Iterable[InboxRow]) -> None:
        """Take in fresh `rows` for the ids `wanted`; an id without a row has left the inbox."""
        fresh = {row.assignment_id: row for row in rows}
        wanted, now = tuple(wanted), self.now()
        here = [each for each in fresh if self.row_of(each) >= 0]
        if fresh.keys() >= set(wanted) and all(self._arranged.stays(row, now) for row in fresh.values()):
            for row in fresh.values():
                self._put_in_place(row)
        else:
            self._arranged.replace(wanted, fresh.values(), now)
            self._rearrange()
        for assignment_id in here:
            place = self.row_of(assignment_id)
            if place >= 0:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def set_media(self, news: Mapping[str, MediaProgress | None]) -> None:
        """Take in how evidence is arriving; None: not in the queue any more. Only cells that show it are painted."""
        for assignment_id, progress in news.items():
            if progress is None:
                self._media.pop(assignment_id, None)
            else:
                self._media[assignment_id] = progress
        if len(news) > MANY_AT_ONCE:
            self._repaint_media(0, len(self._shown) - 1)
            return
        for assignment_id in news:
            place = self.row_of(assignment_id)
            if place >= 0:
                self._repaint_media(place, place)

    def progress_of(self, row: InboxRow) -> MediaProgress | None:
        return self._media.get(row.assignment_id)

    def set_filter(self, wanted: Filter) -> None:
        self._filter = wanted
        self._rearrange()

    def set_search(self, text: str) -> None:
        """Show rows that hold every word of `text`."""
        self._words = tuple(text.casefold().split())
        self._rearrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(Column):
            self._arranged.sort((Column(column), order))
            self._rearrange()

    # ---- what is asked ----
    @property
    def media_bytes(self) -> int:
        """Bytes of evidence on this laptop."""
        return self._arranged.media_bytes

    @property
    def counts(self) -> dict[Filter, int]:
        """How many rows pass each filter."""
        return self._arranged.counts

    @property
    def sorted_by(self) -> Sorting:
        return self._arranged.sorting

    @property
    def rows(self) -> tuple[InboxRow, ...]:
        """Every row, shown or not."""
        return tuple(self._arranged.rows.values())

    def row_at(self, place: int) -> InboxRow:
        return self._shown[place]

    def row_of(self, assignment_id: str) -> int:
        """Return where an assignment is shown, -1 when it is not."""
        return self._places.get(assignment_id, -1)

    def neighbour(self, assignment_id: str, step: int) -> str | None:
        place = self.row_of(assignment_id) + step
        return self._shown[place].assignment_id if 0 <= place < len(self._shown) else None

    # ---- Qt's side ----
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return self._titles()[section]
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == _ROLE.DisplayRole:
            return self.text(row, Column(index.column()))
        if role == Role.ROW:
            return row
        if role == Role.ASSIGNMENT_ID:
            return row.assignment_id
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            explained = self._explained(row, Column(index.column()))
            return plain_tip(explained) if role == _ROLE.ToolTipRole else explained
        return None

    def text(self, row: InboxRow, column: Column) -> str:
        """Return the words of one cell."""
        if column is Column.LAPTOP:
            return laptop_words(row, self.progress_of(row), self.now())
        return _WORDS[column](row, self.now())

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Micro-credential"),
            self.tr("Submission"),
            self.tr("Attempt"),
            self.tr("Issuing server"),
            self.tr("Your role"),
            self.tr("Due"),
            self.tr("Evidence"),
            self.tr("On this laptop"),
            self.tr("State"),
        )

    def _explained(self, row: InboxRow, column: Column) -> str:
        text = self.text(row, column)
        if column is Column.ATTEMPT:
            return self.tr("Attempt {number}").format(number=row.attempt)
        if column is Column.LAPTOP:
            return laptop_explained(row, self.progress_of(row), self.now())
        if column is Column.DUE:
            return self._due_explained(row)
        return self._state_explained(row, text) if column is Column.STATE else text

    def _state_explained(self, row: InboxRow, state: str) -> str:
        words = self.tr("{state}: {reason}")
        if row.is_read_only:
            name = row.micro_credential or self.tr("this micro-credential")
            return words.format(state=state, reason=why_not(row.certification, row.role, name, row.server_name))
        if row.assignment_state is AssignmentState.RETURNED and row.returned_reason:
            return words.format(state=state, reason=row.returned_reason)
        return state

    def _due_explained(self, row: InboxRow) -> str:
        lines = []
        if row.due_at is not None:
            when = f"{wording.full_time(row.due_at)} ({wording.relative(row.due_at, self.now())})"
            lines.append(self.tr("Due {when}").format(when=when))
        if row.lease_until_at is not None:
            is_gone = is_over(row.lease_until_at, self.now())
            words = self.tr("Yours until {when}")
            if is_gone:
                words = self.tr("It was yours until {when}; sent now it goes to review")
            lines.append(words.format(when=wording.full_time(row.lease_until_at)))
        return "\n".join(lines) or self.tr("No date")

    # ---- arranging ----
    def _repaint_media(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, Column.LAPTOP), self.index(last, Column.LAPTOP))

    def _put_in_place(self, row: InboxRow) -> None:
        self._arranged.put_in_place(row)
        if self.row_of(row.assignment_id) >= 0:
            self._shown[self.row_of(row.assignment_id)] = row

    def _arrange(self) -> None:
        ids, rows = self._arranged.shown(self._filter, self._words), self._arranged.rows
        self._shown = [rows[each] for each in ids]
        self._places = dict(zip(ids, range(len(ids)), strict=True))

    def _rearrange(self) -> None:
        """Arrange anew; selection and current row stay with their submissions."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._shown[index.row()].assignment_id for index in before]
        self._arrange()
        after = [self._moved(assignment_id, index.column()) for assignment_id, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _moved(self, assignment_id: str, column: int) -> QModelIndex:
        place = self.row_of(assignment_id)
        return self.index(place, column) if place >= 0 else QModelIndex()
