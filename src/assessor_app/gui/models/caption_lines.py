"""Captions as table rows: when each is said and its words; only those that hold what is looked for."""

from bisect import bisect_left
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from assessor_app.domain.derived import Cue
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.widgets.time_text import format_us, spoken_us
from assessor_app.media.captions import find_words

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_Item = Qt.ItemDataRole


class LineColumn(IntEnum):
    TIME = 0
    WORDS = 1


class CaptionLines(QAbstractTableModel):
    """The line being said is bold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cues: tuple[Cue, ...] = ()
        self._places: tuple[int, ...] = ()
        self._said: frozenset[int] = frozenset()
        self.words = ""

    @property
    def total(self) -> int:
        return len(self._cues)

    def show(self, cues: tuple[Cue, ...]) -> None:
        """These, by start time."""
        self.beginResetModel()
        self._cues, self._said = cues, frozenset()
        self._places = find_words(cues, self.words)
        self.endResetModel()

    def look_for(self, words: str) -> None:
        self.beginResetModel()
        self.words = words
        self._places = find_words(self._cues, words)
        self.endResetModel()

    def say(self, places: tuple[int, ...]) -> None:
        """Which cues are on screen, by their place among all."""
        said = frozenset(places)
        changed, self._said = said ^ self._said, said
        for place in changed:
            row = bisect_left(self._places, place)
            if row < len(self._places) and self._places[row] == place:
                self.dataChanged.emit(self.index(row, 0), self.index(row, LineColumn.WORDS))

    def cue_at(self, row: int) -> Cue:
        return self._cues[self._places[row]]

    def first_from(self, at_us: int) -> int:
        """Return the first row that begins at that time or later; their number when there is none."""
        return bisect_left(self._places, at_us, key=lambda place: self._cues[place].start_us)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(LineColumn)

    def data(self, index: Index, role: int = _Item.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._places):
            return None
        cue = self.cue_at(index.row())
        if role == _Item.DisplayRole:
            is_time = index.column() == LineColumn.TIME
            return format_us(cue.start_us).removeprefix("00:") if is_time else " ".join(cue.text.split())
        if role == _Item.AccessibleTextRole:
            return f"{spoken_us(cue.start_us)}, {cue.text}"
        if role == _Item.ToolTipRole and index.column() == LineColumn.WORDS:
            return plain_tip(cue.text)
        if role == _Item.FontRole and self._places[index.row()] in self._said:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Item.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != _Item.DisplayRole:
            return None
        return (self.tr("Time"), self.tr("Caption"))[section] if 0 <= section < len(LineColumn) else None
