"""The whole rubric as a table: a row for each criterion, its levels side by side, every descriptor in full."""

from collections.abc import Mapping, Sequence

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

from assessor_app.domain.rubric import Criterion, Level
from assessor_app.gui.models.bidi import apart, isolated, runs_left

_LEAST_COLUMN = 180
_STEP_LINES = 3
_MARGIN = 8
_Index = QModelIndex | QPersistentModelIndex


class RubricGrid(QTableWidget):
    """Arrows go from level to level; where a row is taller than the window, Up and Down first scroll through it."""

    def __init__(self, criteria: Sequence[Criterion], chosen: Mapping[str, str], parent: QWidget | None = None) -> None:
        columns = max((len(criterion.levels) for criterion in criteria), default=0)
        super().__init__(len(criteria), 1 + columns, parent)
        self.setAccessibleName(self.tr("Whole rubric"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setItemDelegate(_InItsOwnDirection(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = (self.tr("Criterion"), *(self.tr("Level {number}").format(number=n) for n in range(1, columns + 1)))
        self.setHorizontalHeaderLabels(heads)
        self._fill(criteria, chosen)

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

    def _fill(self, criteria: Sequence[Criterion], chosen: Mapping[str, str]) -> None:
        for row, criterion in enumerate(criteria):
            self.setItem(row, 0, self._item(self._criterion_words(criterion)))
            for column, level in enumerate(criterion.levels, start=1):
                is_chosen = chosen.get(criterion.criterion_id) == level.level_id
                self.setItem(row, column, self._item(self._level_words(criterion, level, is_chosen)))
            if not criterion.levels and self.columnCount() > 1:
                self.setItem(row, 1, self._item(self.tr("The issuer gave this criterion no levels.")))

    def _criterion_words(self, criterion: Criterion) -> str:
        head = f"{criterion.number}  {isolated(criterion.name)}"
        weight = self.tr("Weight {weight}").format(weight=f"{criterion.weight.normalize():f}")
        description = criterion.description if criterion.description != criterion.name else ""
        return "\n".join(part for part in (head, weight, description) if part)

    def _level_words(self, criterion: Criterion, level: Level, is_chosen: bool) -> str:
        marks = [self.tr("✓ chosen")] if is_chosen else []
        if level.level_id == criterion.required_level_id:
            marks.append(self.tr("required"))
        points = self.tr("Points: {points}").format(points=f"{level.score.normalize():f}")
        data = " · ".join((points, *marks))
        head = f"{isolated(level.name)} · {apart(data) if runs_left(level.name) else data}"
        return f"{head}\n{level.descriptor}" if level.descriptor else head

    @staticmethod
    def _item(words: str) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return item


class _InItsOwnDirection(QStyledItemDelegate):
    """Lays a text of a script that runs from the right out from the right, with room around it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        if runs_left(str(index.data() or "")):
            option.direction = Qt.LayoutDirection.RightToLeft

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + _MARGIN)
