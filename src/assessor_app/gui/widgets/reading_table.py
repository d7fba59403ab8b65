"""A table of long texts to read: columns of one width, rows as high as their text, keys that scroll through a row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from assessor_app.gui.models.bidi import runs_left

_LEAST_COLUMN = 180
_STEP_LINES = 3
_MARGIN = 8
_PADDING = 24
"""What the style sheet and the focus frame take from a cell's width (px): the style's own measure forgets them."""
_Index = QModelIndex | QPersistentModelIndex


class ReadingTable(QTableWidget):
    """Arrows go from cell to cell; where a row is taller than the window, Up and Down first scroll through it."""

    def __init__(self, rows: int, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(rows, columns, parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setItemDelegate(_InItsOwnDirection(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def put(self, row: int, column: int, words: str) -> None:
        item = QTableWidgetItem(words)
        item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setItem(row, column, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() // max(1, self.columnCount())
        for column in range(self.columnCount()):
            self.setColumnWidth(column, max(_LEAST_COLUMN, room))
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._scroll_within(step):
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1100, 600)

    def _scroll_within(self, step: int) -> bool:
        """Scroll on while the row in focus goes beyond the edge; whether there was more of it to see."""
        row = self.currentRow()
        if row < 0:
            return False
        top = self.rowViewportPosition(row)
        beyond = top + self.rowHeight(row) - self.viewport().height() if step > 0 else -top
        if beyond <= 0:
            return False
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + step * min(beyond, _STEP_LINES * self.fontMetrics().lineSpacing()))
        return bar.value() != before


class _InItsOwnDirection(QStyledItemDelegate):
    """Lays a text of a script that runs from the right out from the right, with room around it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        if runs_left(str(index.data() or "")):
            option.direction = Qt.LayoutDirection.RightToLeft

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        narrower = QStyleOptionViewItem(option)
        if option.rect.width() > _PADDING:
            narrower.rect.setWidth(option.rect.width() - _PADDING)
        hint = super().sizeHint(narrower, index)
        return QSize(hint.width() + _PADDING, hint.height() + _MARGIN)
