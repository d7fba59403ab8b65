"""The table of moments: one row each, no grid, and it tells a person's moves from the program's."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from assessor_app.gui.models.moments import Column

# The widest words a column holds, and what is beside them (cell padding, a marker).
_WIDEST = {Column.TIME: "00:00.000–00:00.000", Column.CRITERION: "00", Column.TYPE: "question", Column.CITED: ""}
_BESIDE = {Column.TIME: 24, Column.CRITERION: 38, Column.TYPE: 24, Column.CITED: 36}
_ROW_PADDING = 12
_LEAST = 64
Index = QModelIndex | QPersistentModelIndex


class NoteDelegate(QStyledItemDelegate):
    """What is being typed is newer than anything the list is told meanwhile."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)


class MomentsTable(QTableView):
    """`moved_to` when a person moved to another row (by key or not), never when the program did."""

    moved_to = Signal(QModelIndex, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_quiet = False
        self._is_pressed = False
        self.setProperty("look", "flat")
        self.setItemDelegate(NoteDelegate(self))
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
        self.horizontalHeader().hide()

    def name_columns(self) -> None:
        """Once the model is set: fixed widths, the note takes the rest."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        for column in _WIDEST:
            header.setSectionResizeMode(column, header.ResizeMode.Fixed)
        self._fit()
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

    def finish_edit(self) -> None:
        """Hand over the note that is open in its row, as if the row had been left."""
        for editor in self.viewport().findChildren(QLineEdit):
            if not editor.isHidden():
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self._fit()

    def _fit(self) -> None:
        """Columns and rows grow with the size of the text."""
        metrics = self.fontMetrics()
        for column, words in _WIDEST.items():
            self.setColumnWidth(column, min(metrics.horizontalAdvance(words) + _BESIDE[column], self._widest()))
        self.verticalHeader().setDefaultSectionSize(metrics.lineSpacing() + _ROW_PADDING)

    def _widest(self) -> int:
        """Large text may shorten a stretch's end, but never leaves the notes without room."""
        return max(_LEAST, self.viewport().width() * 34 // 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self._fit()

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
