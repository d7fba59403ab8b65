"""Keeps each row of the inbox as one picture: painting it again is one call, however busy other threads are."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QTableView

from assessor_app.gui.models.inbox import InboxModel
from assessor_app.gui.models.inbox_filter import Column
from assessor_app.gui.pages.inbox.delegate import InboxDelegate
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.views import InboxRow

MOST_PICTURES = 150
"""Some screens full; a row takes up to 200 kB."""
METRES_PER_INCH = 0.0254
Span = tuple[Column, int, int]
"""A column, its left edge within the row and its width, in pixels."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all rows of one paint have in common; their dates are told by the minute."""

    spans: tuple[Span, ...]
    height: int
    ratio: float
    font: str
    minute: datetime


@dataclass(frozen=True, slots=True)
class _Kept:
    row: InboxRow
    shared: _Shared
    progress: MediaProgress | None
    picture: QPixmap


class RowPictures:
    """For one view. `made` counts the pictures drawn so far."""

    def __init__(self, view: QTableView, model: InboxModel, cells: InboxDelegate) -> None:
        self._view, self._model, self._cells = view, model, cells
        self._kept: dict[tuple[str, bool], _Kept] = {}
        self.made = 0

    @property
    def kept(self) -> int:
        return len(self._kept)

    def forget(self) -> None:
        self._kept.clear()

    def paint(self, painter: QPainter, dirty: QRect) -> None:
        """Paint the rows that `dirty` touches, in coordinates of the viewport."""
        first, last = self._view.rowAt(dirty.top()), self._view.rowAt(dirty.bottom())
        if first < 0:
            return
        last = self._model.rowCount() - 1 if last < 0 else last
        shared, left = self._shared()
        height, chosen = self._view.verticalHeader().defaultSectionSize(), self._view.selectionModel()
        top = self._view.rowViewportPosition(first)
        for place in range(first, last + 1):
            is_selected = chosen.isRowSelected(place, QModelIndex())
            painter.drawPixmap(left, top, self._of(self._model.row_at(place), shared, is_selected=is_selected))
            top += height
        current = self._view.currentIndex().row()
        if first <= current <= last:
            self._paint_ring(painter, current)

    def _paint_ring(self, painter: QPainter, place: int) -> None:
        for column in Column:
            index = self._model.index(place, column)
            self._cells.paint_ring(painter, self._view.visualRect(index), index)

    def _shared(self) -> tuple[_Shared, int]:
        """What the rows look like now, and where their left edge is."""
        view = self._view
        shown = [column for column in Column if not view.isColumnHidden(column)]
        lefts = [view.columnViewportPosition(column) for column in shown]
        left, height = min(lefts, default=0), view.verticalHeader().defaultSectionSize()
        spans = tuple((column, at - left, view.columnWidth(column)) for column, at in zip(shown, lefts, strict=True))
        minute = self._model.now().replace(second=0, microsecond=0)
        return _Shared(spans, height, view.devicePixelRatioF(), view.font().key(), minute), left

    def _of(self, row: InboxRow, shared: _Shared, *, is_selected: bool) -> QPixmap:
        """Return the picture of a row, drawn anew only when it looks different."""
        name, progress = (row.assignment_id, is_selected), self._model.progress_of(row)
        kept = self._kept.pop(name, None)
        if kept is None or kept.shared != shared or kept.progress != progress or kept.row != row:
            kept = _Kept(row, shared, progress, self._drawn(row, shared, is_selected=is_selected))
        self._kept[name] = kept  # the one used last comes last
        if len(self._kept) > MOST_PICTURES:
            del self._kept[next(iter(self._kept))]
        return kept.picture

    def _drawn(self, row: InboxRow, shared: _Shared, *, is_selected: bool) -> QPixmap:
        self.made += 1
        size = QSize(max(left + width for _, left, width in shared.spans), shared.height)
        image = QImage(size * shared.ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(shared.ratio)
        image.setDotsPerMeterX(round(self._view.logicalDpiX() / METRES_PER_INCH))  # letters of the view's size
        image.setDotsPerMeterY(round(self._view.logicalDpiY() / METRES_PER_INCH))
        painter = QPainter(image)
        self._cells.paint_ground(painter, QRect(QPoint(0, 0), size), is_selected=is_selected, is_first=False)
        font = self._view.font()
        for column, left, width in shared.spans:
            box = QRect(left, 0, width, shared.height)
            if is_selected and column == 0:
                self._cells.paint_ground(painter, box, is_selected=True, is_first=True)
            self._cells.paint_cell(painter, box, row, column, font)
        painter.end()
        return QPixmap.fromImage(image)
