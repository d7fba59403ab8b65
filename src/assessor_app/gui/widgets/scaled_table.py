"""A table of frozen rows: fixed row height for speed, columns that keep up with the text size."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from assessor_app.gui.tokens import BASE_POINT_SIZE

ROW_PADDING = 14
NARROWEST = 48
LEAST_RESCALE = 0.02
LEAST_STRETCHED = 150
"""At 100 percent: with less the table scrolls, so that nothing is cut down to a letter or two."""


class ScaledTable(QTableView):
    """`widths` are for text of 100 percent; `stretched` is the column that takes what is left.

    `opened` carries the index of Enter or a double click.
    """

    opened = Signal(QModelIndex)

    def __init__(
        self, model: QAbstractItemModel, widths: Mapping[Any, int], stretched: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._widths = dict(widths)
        self._scale = 1.0
        self._stretched = stretched
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._set_up_headers(stretched)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.follow_text_size()

    def follow_text_size(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
        scale = self.font().pointSizeF() / BASE_POINT_SIZE
        if abs(scale - self._scale) > LEAST_RESCALE:
            for column in self._widths:
                self.setColumnWidth(column, round(self.columnWidth(column) * scale / self._scale))
            self._scale = scale
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The stretched column takes what is left, but never less than can be read."""
        header, column = self.horizontalHeader(), self._stretched
        others = sum(header.sectionSize(each) for each in range(header.count()) if each != column)
        least = round(LEAST_STRETCHED * self._scale)
        if self.viewport().width() - others >= least:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, least)

    def _set_up_headers(self, stretched: int) -> None:
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        header.setMinimumSectionSize(NARROWEST)
        header.setHighlightSections(False)
        for column, width in self._widths.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.follow_text_size()
