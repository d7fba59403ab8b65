"""The table of moments: one row each, no grid, and it tells a person's moves from the program's."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QComboBox, QLineEdit, QTableView, QWidget

from assessor_app.gui.models.moments import Column
from assessor_app.gui.pages.workbench.moments_editors import MomentDelegate

# The widest words a column holds, and what is beside them (cell padding, a marker, the arrow of the order).
_WIDEST = {Column.TIME: "00:00.000–00:00.000", Column.CRITERION: "00", Column.TYPE: "question", Column.CITED: ""}
_BESIDE = {Column.TIME: 24, Column.CRITERION: 38, Column.TYPE: 24, Column.CITED: 24}
_BESIDE_NAME = 20
_ROW_PADDING = 10
_LEAST = 64
_SELECT = QItemSelectionModel.SelectionFlag
Index = QModelIndex | QPersistentModelIndex


class MomentsTable(QTableView):
    """`moved_to` when a person moved to another row (by key or not), `chosen` when one selected other rows;
    neither when the program did.
    """

    moved_to = Signal(QModelIndex, bool)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = 0
        self._is_pressed = False
        self.editors = MomentDelegate(self)
        self.setProperty("look", "flat")
        self.setItemDelegate(self.editors)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Moments"))
        self.verticalHeader().hide()

    def name_columns(self) -> None:
        """Once the model is set: fixed widths, the note takes the rest; a click on a name sorts."""
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for column in _WIDEST:
            header.setSectionResizeMode(column, header.ResizeMode.Fixed)
        self._fit()
        header.setSectionResizeMode(Column.TEXT, header.ResizeMode.Stretch)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """What changes meanwhile was done by the program."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    @property
    def selected_rows(self) -> list[int]:
        """The current one first, the others from the top."""
        # Not selectedRows(): that asks the model about every cell of every row.
        spans = self.selectionModel().selection()
        found = (spans.at(place) for place in range(spans.size()))
        rows = sorted({row for span in found for row in range(span.top(), span.bottom() + 1)})
        current = self.currentIndex().row()
        return [current, *(row for row in rows if row != current)] if current in rows else rows

    def quietly_select(self, rows: Iterable[int]) -> None:
        """Select these, the first one becomes the current one; none clears the selection."""
        listed = list(rows)
        with self.quiet():
            model, selection = self.model(), QItemSelection()
            for first, last in _runs(listed):
                selection.select(model.index(first, 0), model.index(last, len(Column) - 1))
            current = model.index(listed[0], Column.TIME) if listed else QModelIndex()
            self.selectionModel().setCurrentIndex(current, _SELECT.NoUpdate)
            self.selectionModel().select(selection, _SELECT.ClearAndSelect)
            if current.isValid():
                self.scrollTo(current)

    def edit_at(self, row: int, column: Column) -> None:
        """Open a cell; other rows that are selected stay so."""
        self.selectionModel().setCurrentIndex(self.model().index(row, column), _SELECT.NoUpdate)
        self.edit(self.currentIndex())

    @property
    def open_editor(self) -> QLineEdit | QComboBox | None:
        """The cell that is being edited."""
        fields: list[QLineEdit | QComboBox] = [*self.viewport().findChildren(QLineEdit)]
        fields += self.viewport().findChildren(QComboBox)
        return next((field for field in fields if not field.isHidden()), None)

    def finish_edit(self) -> None:
        """Hand over what is open in a cell, as if the cell had been left."""
        editor = self.open_editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def leave_edit(self) -> QWidget | None:
        """Close the cell that is open and keep what it held before; return its field."""
        editor = self.open_editor
        if editor is not None:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return editor

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self._fit()

    def _fit(self) -> None:
        """Columns and rows grow with the size of the text."""
        metrics = self.fontMetrics()
        for column, words in _WIDEST.items():
            name = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            beside_name = metrics.horizontalAdvance(name) + _BESIDE_NAME
            needed = max(metrics.horizontalAdvance(words) + _BESIDE[column], beside_name)
            self.setColumnWidth(column, min(needed, self._widest()))
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
        is_other = current.row() != previous.row()
        if is_other and not self._quiet and current.isValid() and self.hasFocus():
            self.moved_to.emit(self.currentIndex(), not self._is_pressed)

    def _tell_chosen(self) -> None:
        if not self._quiet:
            self.chosen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressed = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_pressed = False


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of rows without a gap."""
    first = last = -1
    for row in sorted(set(rows)):
        if row != last + 1 or last < 0:
            if last >= 0:
                yield first, last
            first = row
        last = row
    if last >= 0:
        yield first, last
