"""The outbox and receipts as a Qt table."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assessor_app.gui import wording
from assessor_app.gui.models.outbox_entries import Entry, Standing, standing_words, what
from assessor_app.gui.plain_words import plain_tip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
ENTRY_ROLE = _ROLE.UserRole + 1


class Column(IntEnum):
    STANDING = 0
    WHAT = 1
    CODE = 2
    SERVER = 3
    WHEN = 4
    TRIES = 5
    NEXT_TRY = 6
    RECEIPT = 7


class OutboxModel(QAbstractTableModel):
    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._all: tuple[Entry, ...] = ()
        self._shown: tuple[Entry, ...] = ()
        self._standings: frozenset[Standing] = frozenset(Standing)

    def set_entries(self, entries: Iterable[Entry]) -> None:
        self.beginResetModel()
        self._all = tuple(entries)
        self._choose()
        self.endResetModel()

    def show_only(self, standings: Iterable[Standing]) -> None:
        self.beginResetModel()
        self._standings = frozenset(standings)
        self._choose()
        self.endResetModel()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every line, shown or not."""
        return self._all

    def entry_at(self, place: int) -> Entry:
        return self._shown[place]

    def row_of(self, key: str) -> int:
        """Return where the line `key` is shown, -1 when it is not."""
        return next((place for place, entry in enumerate(self._shown) if entry.key == key), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return self._titles()[section]
        if role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self.text(entry, Column(index.column()))
        if role == ENTRY_ROLE:
            return entry
        if role == _ROLE.ToolTipRole:
            return plain_tip(entry.words or self.text(entry, Column(index.column())))
        return None

    def text(self, entry: Entry, column: Column) -> str:
        """Return the words of one cell."""
        now = self._now()
        next_try = wording.day_and_time(entry.next_try_at, now) if entry.next_try_at else ""
        return {
            Column.STANDING: standing_words(entry),
            Column.WHAT: what(entry),
            Column.CODE: entry.code,
            Column.SERVER: entry.server_name,
            Column.WHEN: wording.day_and_time(entry.at, now),
            Column.TRIES: str(entry.tries) if entry.tries else "",
            Column.NEXT_TRY: next_try,
            Column.RECEIPT: entry.receipts[0].short_code if len(entry.receipts) == 1 else "",
        }[column]

    def _choose(self) -> None:
        self._shown = tuple(entry for entry in self._all if entry.standing in self._standings)

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("State"),
            self.tr("What"),
            self.tr("Submission"),
            self.tr("Issuing server"),
            self.tr("When"),
            self.tr("Tries"),
            self.tr("Next try"),
            self.tr("Receipt"),
        )
