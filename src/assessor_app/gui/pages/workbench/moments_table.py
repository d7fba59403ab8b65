"""The table of moments: one row each, no grid, and it tells a person's moves from the program's."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from assessor_app.gui.models.moments import Column

_ROW_HEIGHT = 28
_WIDTHS = {Column.TIME: 164, Column.CRITERION: 44, Column.TYPE: 76, Column.CITED: 36}
Index = QModelIndex | QPersistentModelIndex


class MomentsTable(QTableView):
    """`moved_to` when a person moved to another row (by key or not), never when the program did."""

    moved_to = Signal(QModelIndex, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_quiet = False
        self._is_pressed = False
        self.setProperty("look", "flat")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Moments"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().hide()

    def name_columns(self) -> None:
        """Once the model is set: fixed widths, the note takes the rest."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, header.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.TEXT, header.ResizeMode.Stretch)

    def quietly_select(self, index: QModelIndex) -> None:
        self._is_quiet = True
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._is_quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_quiet and current.isValid() and self.hasFocus():
            self.moved_to.emit(self.currentIndex(), not self._is_pressed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressed = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_pressed = False
