"""The timeline with what a drag shows before it is done, and the answers to what lies under the pointer."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_canvas import TimelineCanvas
from assessor_app.gui.widgets.timeline_grips import mark_near
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_lanes import Lane
from assessor_app.gui.widgets.timeline_scale import TimelineScale
from assessor_app.gui.widgets.timeline_snap import Snap, Span

_BAR_WIDTH = 10
_FAINT = 0.12


@dataclass(frozen=True, slots=True)
class Stretch:
    """A rectangle being drawn: times across, pixels of the lanes down; `top` None for all of the height."""

    from_us: int
    to_us: int
    top: float | None = None
    bottom: float = 0.0

    @property
    def span(self) -> Span:
        return min(self.from_us, self.to_us), max(self.from_us, self.to_us)


class TimelineStage(TimelineCanvas):
    """`ghost` is a mark where it would lie if let go of now."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        self._ghost: Mark | None = None
        self._stretch: Stretch | None = None
        self._bar: QScrollBar | None = None
        super().__init__(parent, tokens)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.setAccessibleName(self.tr("More criteria"))
        self._bar.valueChanged.connect(self._scroll_lanes)
        self._bar.hide()

    def insert_or_update(self, annotation: Annotation) -> None:
        if self._ghost is not None and self._ghost.annotation_id == annotation.annotation_id:
            self.show_ghost(None)
        super().insert_or_update(annotation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()

    # ---- what a drag shows -------------------------------------------------------------------

    @property
    def scale(self) -> TimelineScale:
        return self._scale

    @property
    def knows_frames(self) -> bool:
        return bool(self._recording.frame_times)

    @property
    def snap(self) -> Snap:
        return Snap(self._recording.frame_times, self._scale.duration_us)

    def show_ghost(self, mark: Mark | None, span: Span | None = None) -> None:
        """Show a mark at another place than it is; None when it is there, or stays where it was."""
        before = self._ghost
        self._ghost = replace(mark, start_us=span[0], end_us=span[1]) if mark and span else None
        for each in (before, self._ghost):
            lane = self._lane(each.number) if each else None
            if each and lane:
                self._update_part(lane.touched(each, self._scale))

    def show_stretch(self, stretch: Stretch | None) -> None:
        if stretch != self._stretch:
            self._stretch = stretch
            self.update()

    def show_from(self, start_us: int) -> None:
        """Scroll so that the time on show begins there."""
        self._set_scale(self._scale.scrolled_to(start_us))

    # ---- what lies where ---------------------------------------------------------------------

    def lane_at(self, y: float) -> Lane | None:
        if not self._rows.lanes.holds(y):
            return None
        return next((lane for lane in self._lanes if lane.top <= y < lane.top + lane.height), None)

    def mark_at(self, at: QPointF) -> Mark | None:
        lane = self.lane_at(at.y())
        return mark_near(lane, self._scale, at.x()) if lane is not None and at.x() >= look.GUTTER else None

    def is_loose(self, mark: Mark) -> bool:
        """Whether it is painted for itself, so that one sees what one takes hold of."""
        lane = self._lane(mark.number)
        return lane is not None and not lane.is_crowded(mark, self._scale)

    def marks_inside(self, stretch: Stretch) -> list[Mark]:
        """Marks a rectangle touches, by start."""
        top, (start, end) = stretch.top, stretch.span
        if top is None:
            return []
        high, low = min(top, stretch.bottom), max(top, stretch.bottom)
        lanes = [lane for lane in self._lanes if lane.top < low and lane.top + lane.height > high]
        found = [mark for lane in lanes for mark in lane.marks.touching(start, end)]
        return sorted(found, key=lambda mark: mark.key)

    # ---- painting ----------------------------------------------------------------------------

    def _paint_chosen(self, painter: QPainter, part: QRect) -> None:
        super()._paint_chosen(painter, part)
        spot = self._spot_of(self._ghost.number) if self._ghost else None
        if self._ghost is not None and spot is not None:
            look.paint_selected(painter, self._ghost, self._scale, spot, self._tokens)

    def _paint_over(self, painter: QPainter, part: QRect) -> None:
        super()._paint_over(painter, part)
        if self._stretch is not None:
            start, end = self._stretch.span
            top, bottom = self._stretch.top, self._stretch.bottom
            if top is None:
                top, bottom = self._rows.header.bottom, self._rows.coverage.bottom
            left, right = (self._scale.near(self._scale.x_of(at_us)) for at_us in (start, end))
            accent = QColor(self._tokens.accent)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            accent.setAlphaF(_FAINT)
            painter.setBrush(accent)
            painter.drawRect(QRectF(round(left), min(top, bottom), round(right - left), abs(bottom - top)))

    # ---- more lanes than fit -----------------------------------------------------------------

    def _lay_out(self) -> None:
        super()._lay_out()
        self._place_bar()

    def _scroll_lanes(self, to: int) -> None:
        super()._scroll_lanes(to)
        if self._bar is not None and self._bar.value() != self._lanes_scrolled:
            self._bar.setValue(self._lanes_scrolled)

    def _place_bar(self) -> None:
        if self._bar is None:
            return
        rows = self._rows
        self._bar.setVisible(rows.hidden > 0)
        lanes = QRect(self.width() - _BAR_WIDTH, int(rows.lanes.top), _BAR_WIDTH, int(rows.lanes.height))
        self._bar.setGeometry(lanes)
        self._bar.setRange(0, rows.hidden)
        self._bar.setPageStep(max(int(rows.lanes.height), 1))
        self._bar.setSingleStep(rows.lane_height)

    def _bring_lane(self, number: int) -> None:
        """Scroll the lanes so that this one is seen."""
        lane, lanes = self._lane(number), self._rows.lanes
        if lane is None:
            return
        if lane.top < lanes.top:
            self._scroll_lanes(self._lanes_scrolled - int(lanes.top - lane.top))
        elif lane.top + lane.height > lanes.bottom:
            self._scroll_lanes(self._lanes_scrolled + int(lane.top + lane.height - lanes.bottom))
