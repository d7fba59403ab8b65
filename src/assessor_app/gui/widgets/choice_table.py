"""A reading table with two sides to choose from: Left and Right choose for the row in focus, a click for its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from assessor_app.domain.conflict import Side
from assessor_app.gui.widgets.reading_table import ReadingTable

MINE_COLUMN, THEIRS_COLUMN = 1, 2
_KEYS = {Qt.Key.Key_Left: Side.MINE, Qt.Key.Key_Right: Side.THEIRS}
_COLUMNS = {MINE_COLUMN: Side.MINE, THEIRS_COLUMN: Side.THEIRS}


class ChoiceTable(ReadingTable):
    """`chosen` carries a row and a Side. Up and Down go from row to row."""

    chosen = Signal(int, object)

    def __init__(self, rows: int, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(rows, columns, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.cellClicked.connect(self._click)

    def put(self, row: int, column: int, words: str) -> None:
        """Say something else in a cell without letting go of what is selected."""
        item = self.item(row, column)
        if item is None:
            super().put(row, column, words)
        else:
            item.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = _KEYS.get(Qt.Key(event.key()))
        if side is not None and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            side = None
        if side is None:
            super().keyPressEvent(event)
        elif self.currentRow() >= 0:
            self.chosen.emit(self.currentRow(), side)

    def _click(self, row: int, column: int) -> None:
        if column in _COLUMNS:
            self.chosen.emit(row, _COLUMNS[column])

    def words_at(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def emphasize(self, row: int, column: int, *, is_strong: bool) -> None:
        """Set a cell in bold, or not."""
        item = self.item(row, column)
        if item is not None:
            font = item.font()
            font.setBold(is_strong)
            item.setFont(font)
