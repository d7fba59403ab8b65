"""The painted half of the timeline: criteria, marks, playhead, and repainting no more than what changed."""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets import timeline_layers as layers
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.mark_words import spoken_mark
from assessor_app.gui.widgets.timeline_lane import Mark, MarkOrder, mark_of
from assessor_app.gui.widgets.timeline_layers import Ink, Lane
from assessor_app.gui.widgets.timeline_scale import TimelineScale

FOOT = 12
_PLAYHEAD_MS = 33
_LANE, _LOWEST_LANE, _HIGHEST_LANE = 24, 16, 34
_FEWEST_LANES = 3


class TimelineCanvas(QWidget):
    """Knows nothing of mouse and keys: `TimelineView` adds these."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._scale = TimelineScale()
        self._number_of: dict[str, int] = {}
        self._lanes: list[Lane] = []
        self._order = MarkOrder()
        self._top = look.header_height(self.font())
        self._header: QPixmap | None = None
        self._gutters: QPixmap | None = None
        self._selected_id: str | None = None
        self._position_us = 0
        self._shown_us = 0
        self._since_playhead = QElapsedTimer()
        self._late_playhead = QTimer(self)
        self._late_playhead.setSingleShot(True)
        self._late_playhead.timeout.connect(self._show_playhead)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Timeline: a lane for each criterion"))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._repaint_all()

    def set_criteria(self, criteria: tuple[tuple[int, str, str], ...]) -> None:
        """(number, criterion_id, name), in the rubric's order."""
        self._number_of = {criterion_id: number for number, criterion_id, _ in criteria}
        self._lanes = [Lane(number, name) for number, _, name in criteria]
        self.set_annotations(tuple(mark.annotation for mark in self._order))

    def set_duration(self, duration_us: int) -> None:
        self._set_scale(self._scale.of_duration(duration_us))

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """All marks of the artifact on show; those without a time are left out."""
        marks = [mark for annotation in annotations if (mark := self._mark(annotation))]
        self._order.fill(marks)
        self._lanes = [lane for lane in self._lanes if lane.number]
        if any(mark.number == 0 for mark in marks) or not self._lanes:
            self._lanes.append(self._open_lane())
        for lane in self._lanes:
            lane.marks.fill([mark for mark in marks if mark.number == lane.number])
        self._place_lanes()

    def insert_or_update(self, annotation: Annotation) -> None:
        self.remove(annotation.annotation_id)
        mark = self._mark(annotation)
        if mark is None:
            return
        self._order.put(mark)
        lane = self._lane(mark.number)
        if lane is None:
            # The first mark without criterion: its lane has to be made room for.
            self.set_annotations(tuple(other.annotation for other in self._order))
            return
        lane.marks.put(mark)
        layers.add(lane, self._ink(), mark)
        self._update_part(lane.touched(mark, self._scale))

    def remove(self, annotation_id: str) -> None:
        mark = self._order.take(annotation_id)
        lane = self._lane(mark.number) if mark else None
        if mark is None or lane is None:
            return
        lane.marks.take(annotation_id)
        rect = lane.touched(mark, self._scale)
        layers.touch_up(lane, self._ink(), rect)
        self._update_part(rect)

    def set_position(self, at_us: int) -> None:
        """Move the playhead, at most 30 times a second."""
        self._position_us = at_us
        if self._late_playhead.isActive():
            return
        since = self._since_playhead.elapsed() if self._since_playhead.isValid() else _PLAYHEAD_MS
        if since >= _PLAYHEAD_MS:
            self._show_playhead()
        else:
            self._late_playhead.start(_PLAYHEAD_MS - since)

    def set_selected(self, annotation_id: str | None) -> None:
        if annotation_id == self._selected_id:
            return
        before, self._selected_id = self._selected_id, annotation_id
        chosen = self._order.get(annotation_id)
        self.setAccessibleDescription(spoken_mark(chosen.annotation, chosen.number) if chosen else "")
        for mark in (self._order.get(before), chosen):
            lane = self._lane(mark.number) if mark else None
            if mark and lane:
                self._update_part(lane.touched(mark, self._scale))

    def sizeHint(self) -> QSize:
        return QSize(640, self._height_of(_LANE))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self._height_of(_LOWEST_LANE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width() - look.GUTTER - 2 * look.PAD
        self._scale = self._scale.resized(look.GUTTER + look.PAD, width).scrolled_to(self._scale.start_us)
        self._place_lanes()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._top = look.header_height(self.font())
            self._place_lanes()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._header_picture())
        painter.drawPixmap(QPointF(0, self._top), self._gutter_picture())
        for lane in self._lanes:
            if QRectF(event.rect()).intersects(QRectF(0, lane.top, self.width(), lane.height)):
                painter.drawPixmap(QPointF(look.GUTTER, lane.top), layers.picture_of(lane, self._ink()))
        self._paint_lines(painter)
        painter.setClipRect(event.rect() & QRect(look.GUTTER, 0, self.width() - look.GUTTER, self.height()))
        self._paint_selected(painter)
        if self._scale.duration_us and self._scale.start_us <= self._shown_us <= self._scale.end_us:
            x = self._scale.x_of(self._shown_us)
            look.paint_playhead(painter, x, self._top, self._lanes_bottom(), self._tokens)
        if self.hasFocus():
            painter.setClipRect(event.rect())
            look.paint_focus(painter, QRectF(self.rect()), self._tokens)
        painter.end()

    def _paint_lines(self, painter: QPainter) -> None:
        """Lines between lanes, and the ground below them."""
        bottom = self._lanes_bottom()
        painter.fillRect(QRectF(0, bottom, self.width(), self.height() - bottom), QColor(self._tokens.ground))
        painter.setPen(QPen(QColor(self._tokens.line), 1))
        for edge in [lane.top for lane in self._lanes] + [bottom]:
            y = round(edge) + 0.5
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.drawLine(QPointF(look.GUTTER - 0.5, self._top), QPointF(look.GUTTER - 0.5, bottom))

    def _paint_selected(self, painter: QPainter) -> None:
        mark = self._order.get(self._selected_id)
        lane = self._lane(mark.number) if mark else None
        if mark and lane:
            look.paint_selected(painter, mark, self._scale, lane.middle, self._tokens)

    def _header_picture(self) -> QPixmap:
        if self._header is None:
            self._header = self._blank(self._top)
            painter = QPainter(self._header)
            painter.setFont(look.small_font(self.font()))
            look.paint_header(painter, QRectF(0, 0, self.width(), self._top), self._scale, self._tokens)
            painter.end()
        return self._header

    def _gutter_picture(self) -> QPixmap:
        if self._gutters is None:
            self._gutters = self._blank(max(round(self._lanes_bottom()) - self._top, 1), look.GUTTER)
            painter = QPainter(self._gutters)
            painter.translate(0, -self._top)
            for lane in self._lanes:
                rect = QRectF(0, lane.top, look.GUTTER, lane.height)
                look.paint_gutter(painter, rect, lane.number, self._tokens, look.small_font(self.font()))
            painter.end()
        return self._gutters

    def _blank(self, height: int, width: int = 0) -> QPixmap:
        density = self.devicePixelRatioF()
        picture = QPixmap(round((width or self.width()) * density), round(height * density))
        picture.setDevicePixelRatio(density)
        picture.fill(QColor(self._tokens.ground))
        return picture

    def _ink(self) -> Ink:
        return Ink(self._scale, self._tokens, self.width() - look.GUTTER, self.devicePixelRatioF())

    def _mark(self, annotation: Annotation) -> Mark | None:
        return mark_of(annotation, self._number_of.get(annotation.criterion_id or "", 0))

    def _lane(self, number: int) -> Lane | None:
        return next((lane for lane in self._lanes if lane.number == number), None)

    def _open_lane(self) -> Lane:
        return Lane(0, self.tr("Without criterion"))

    def _lanes_bottom(self) -> float:
        return self._lanes[-1].top + self._lanes[-1].height if self._lanes else float(self._top)

    def _height_of(self, lane_height: int) -> int:
        return self._top + max(len(self._lanes), _FEWEST_LANES) * lane_height + FOOT

    def _place_lanes(self) -> None:
        room = self.height() - self._top - FOOT
        height = min(max(room // max(len(self._lanes), 1), _LOWEST_LANE), _HIGHEST_LANE)
        for place, lane in enumerate(self._lanes):
            lane.top, lane.height = self._top + place * height, height
        self.updateGeometry()
        self._repaint_all()

    def _set_scale(self, scale: TimelineScale) -> None:
        if scale != self._scale:
            self._scale = scale
            self._repaint_all()

    def _repaint_all(self) -> None:
        self._header = self._gutters = None
        for lane in self._lanes:
            lane.picture = None
        self.update()

    def _show_playhead(self) -> None:
        """Repaint the strip it leaves and the one it enters, if these differ at all."""
        self._since_playhead.start()
        before, after = self._scale.x_of(self._shown_us), self._scale.x_of(self._position_us)
        self._shown_us = self._position_us
        if round(before) != round(after):
            for x in (before, after):
                self._update_part(QRectF(x - look.HANDLE - 2, 0, 2 * look.HANDLE + 4, self.height()))

    def _update_part(self, rect: QRectF) -> None:
        self.update(rect.toAlignedRect())
