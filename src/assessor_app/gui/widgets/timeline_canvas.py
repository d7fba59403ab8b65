"""The painted half of the timeline: lanes of marks, playhead, and repainting no more than what changed."""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_backing import parts_of
from assessor_app.gui.widgets.timeline_lane import Mark, MarkOrder, mark_of
from assessor_app.gui.widgets.timeline_lanes import Lane, LanePainter
from assessor_app.gui.widgets.timeline_recording import TimelineRecording
from assessor_app.gui.widgets.timeline_rows import Band
from assessor_app.gui.widgets.timeline_ruler import Ruler
from assessor_app.gui.widgets.timeline_scale import TimelineScale
from assessor_app.gui.widgets.timeline_selection import Selection
from assessor_app.gui.widgets.timeline_strips import Run, Strips, overview_scale, paint_overview, taken_pixels
from assessor_app.gui.widgets.timeline_words import spoken_timeline

_PLAYHEAD_MS = 33


class TimelineCanvas(TimelineRecording):
    """Knows nothing of mouse and keys: `TimelineView` adds these."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        self._lanes: list[Lane] = []
        super().__init__(parent, tokens)
        self._number_of: dict[str, int] = {}
        self._order = MarkOrder()
        self._selection = Selection(self._order)
        self._lane_painter = LanePainter(tokens, 1.0)
        self._taken: tuple[TimelineScale, list[Run]] | None = None
        self._lanes_scrolled = 0
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
        self._spoil()

    def set_criteria(self, criteria: tuple[tuple[int, str, str], ...]) -> None:
        """(number, criterion_id, name), in the rubric's order."""
        self._number_of = {criterion_id: number for number, criterion_id, _ in criteria}
        self._lanes = [Lane(number, name) for number, _, name in criteria]
        self.set_annotations(tuple(mark.annotation for mark in self._order))

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """All marks of the artifact on show; those without a time are left out."""
        marks = [mark for annotation in annotations if (mark := self._mark(annotation))]
        self._order.fill(marks)
        self._marks_changed()
        self._lanes = [lane for lane in self._lanes if lane.number]
        if any(mark.number == 0 for mark in marks) or not self._lanes:
            self._lanes.append(self._open_lane())
        of_number: dict[int, list[Mark]] = {}
        for mark in marks:
            of_number.setdefault(mark.number, []).append(mark)
        for lane in self._lanes:
            lane.marks.fill(of_number.get(lane.number, ()))
        self._lay_out()

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
        self._update_mark(lane, mark)
        if self._selection.primary == mark:
            self._describe()

    def remove(self, annotation_id: str) -> None:
        mark = self._order.take(annotation_id)
        lane = self._lane(mark.number) if mark else None
        if mark is None or lane is None:
            return
        lane.marks.take(mark)
        self._update_mark(lane, mark)

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
        """Select this one alone, or none."""
        self.set_selection(() if annotation_id is None else (annotation_id,))

    def set_selection(self, annotation_ids: tuple[str, ...]) -> None:
        """Select several, the primary one first."""
        if annotation_ids == self._selection.ids:
            return
        touched = self._selection.become(annotation_ids)
        if touched is None:
            self.update()
        for mark in touched or ():
            lane = self._lane(mark.number)
            if lane is not None:
                self._update_part(lane.touched(mark, self._scale))
        self._describe()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
        super().changeEvent(event)

    # ---- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._lane_painter.tokens != self._tokens or self._lane_painter.ratio != ratio:
            self._lane_painter = LanePainter(self._tokens, ratio)
        picture = self._backing.fresh(self.size(), ratio, self._paint_part)
        painter = QPainter(self)
        painter.setFont(look.small_font(self.font()))
        # Two strips of the playhead may lie far apart: what is between them stays as it is.
        for part in parts_of(event.region()):
            painter.setClipRect(part)
            painter.drawPixmap(0, 0, picture)
            self._paint_over(painter, part)
        if self.hasFocus():
            painter.setClipRect(event.rect())
            look.paint_focus(painter, QRectF(self.rect()), self._tokens)
        painter.end()

    def _paint_part(self, painter: QPainter, part: QRect) -> None:
        """Paint what changes seldom."""
        rows = self._rows
        painter.setFont(look.small_font(self.font()))
        left, right = max(part.left() - 1, look.GUTTER), part.right() + 2
        strips = Strips(self._scale, self._tokens, left, right)
        if part.top() < rows.lanes.top:
            self._paint_above(painter, strips)
        if part.bottom() >= rows.lanes.top and part.top() < rows.lanes.bottom:
            painter.setClipRect(part & self._lanes_window())
            self._paint_lanes(painter, QRectF(part), left, right)
            painter.setClipRect(part)
        if part.bottom() >= rows.lanes.bottom:
            self._paint_below(painter, strips)
        if part.left() <= look.GUTTER:
            painter.fillRect(QRectF(0, 0, look.GUTTER, rows.lanes.top), QColor(self._tokens.ground))
            self._paint_gutter(painter, part)

    def _paint_above(self, painter: QPainter, strips: Strips) -> None:
        rows, known = self._rows, self._recording
        header = QRectF(look.GUTTER, rows.header.top, self.width() - look.GUTTER, rows.header.height)
        self._ruler().paint(painter, header, strips.left, strips.right)
        if known.peaks is not None:
            strips.waveform(painter, rows.waveform, known.peaks)
        if known.captions:
            strips.captions(painter, rows.captions, known.captions, known.spoken)

    def _paint_lanes(self, painter: QPainter, part: QRectF, left: float, right: float) -> None:
        for lane in self._lanes:
            if lane.top < part.bottom() and lane.top + lane.height > part.top():
                self._lane_painter.paint(painter, lane, self._scale, left, right)
                painter.fillRect(QRectF(left, lane.top, right - left, 1), QColor(self._tokens.line))

    def _paint_below(self, painter: QPainter, strips: Strips) -> None:
        rows, known = self._rows, self._recording
        below = QRectF(0, rows.lanes.bottom, self.width(), self.height() - rows.lanes.bottom)
        painter.fillRect(below, QColor(self._tokens.ground))
        if known.coverage is not None:
            strips.coverage(painter, rows.coverage, known.watched)
        painter.fillRect(QRectF(0, rows.lanes.bottom, self.width(), 1), QColor(self._tokens.line))
        paint_overview(painter, rows.overview, self._scale, self._tokens, self._taken_pixels())

    def _taken_pixels(self) -> list[Run]:
        whole = overview_scale(self._scale)
        if self._taken is None or self._taken[0] != whole:
            marks = [times for lane in self._lanes for times in (lane.marks.points.starts, lane.marks.ranges.starts)]
            self._taken = (whole, taken_pixels(whole, marks))
        return self._taken[1]

    def _paint_gutter(self, painter: QPainter, part: QRect) -> None:
        painter.save()
        painter.setClipRect(part & self._lanes_window())
        for lane in self._lanes:
            rect = QRectF(0, lane.top, look.GUTTER, lane.height)
            look.paint_gutter(painter, rect, lane.number, self._tokens, painter.font())
            painter.fillRect(QRectF(0, lane.top, look.GUTTER, 1), QColor(self._tokens.line))
        painter.restore()
        line = QRectF(
            look.GUTTER - 1, self._rows.header.bottom, 1, self._rows.coverage.bottom - self._rows.header.bottom
        )
        painter.fillRect(line, QColor(self._tokens.line))

    def _paint_over(self, painter: QPainter, part: QRect) -> None:
        """What changes often, and lies across all parts."""
        rows = self._rows
        painter.setClipRect(part & self._lanes_window() & self._beside_gutter())
        self._paint_chosen(painter, part)
        painter.setClipRect(part & self._beside_gutter())
        self._ruler().paint_loop(painter, self._recording.loop, rows.header.bottom, rows.lanes.bottom)
        if not self._scale.duration_us:
            return
        if self._scale.keeps(self._shown_us):
            x = self._scale.x_of(self._shown_us)
            look.paint_playhead(painter, x, rows.header.bottom, rows.coverage.bottom, self._tokens)
        x = round(overview_scale(self._scale).x_of(self._shown_us))
        painter.fillRect(QRectF(x, rows.overview.top, 2, rows.overview.height), QColor(self._tokens.accent))

    def _paint_chosen(self, painter: QPainter, part: QRect) -> None:
        self._selection.paint(painter, self._scale, self._tokens, self._spot_of, (part.left(), part.right()))

    def _ruler(self) -> Ruler:
        return Ruler(self._scale, self._tokens, self._recording.frame_times)

    # ---- lanes -------------------------------------------------------------------------------

    def _mark(self, annotation: Annotation) -> Mark | None:
        return mark_of(annotation, self._number_of.get(annotation.criterion_id or "", 0))

    def _lane(self, number: int) -> Lane | None:
        return next((lane for lane in self._lanes if lane.number == number), None)

    def _spot_of(self, number: int) -> look.Spot | None:
        lane = self._lane(number)
        return lane.spot if lane else None

    def _open_lane(self) -> Lane:
        return Lane(0, self.tr("Without criterion"))

    def _lane_count(self) -> int:
        return len(self._lanes)

    def _beside_gutter(self) -> QRect:
        return QRect(look.GUTTER, 0, self.width() - look.GUTTER, self.height())

    def _lanes_window(self) -> QRect:
        lanes = self._rows.lanes
        return QRect(0, int(lanes.top), self.width(), int(lanes.height))

    def _lay_out(self) -> None:
        super()._lay_out()
        self._scroll_lanes(self._lanes_scrolled)

    def _scroll_lanes(self, to: int) -> None:
        rows = self._rows
        self._lanes_scrolled = min(max(to, 0), rows.hidden)
        for place, lane in enumerate(self._lanes):
            lane.top = rows.lanes.top + place * rows.lane_height - self._lanes_scrolled
            lane.height = rows.lane_height
        self._update_band(rows.lanes)

    # ---- what changed ------------------------------------------------------------------------

    def _update_mark(self, lane: Lane, mark: Mark) -> None:
        self._marks_changed()
        if not mark.is_point and lane.may_merge_bars(self._scale):
            self._spoil(QRectF(0, lane.top, self.width(), lane.height))
        else:
            self._spoil(lane.touched(mark, self._scale))
        if self._rows.overview.is_there:
            x = overview_scale(self._scale).x_of(mark.start_us)
            self._spoil(QRectF(x - 2, self._rows.overview.top, 4, self._rows.overview.height))

    def _marks_changed(self) -> None:
        self._selection.order_changed()
        self._taken = None

    def _describe(self) -> None:
        primary = self._selection.primary
        self.setAccessibleDescription(spoken_timeline(self._scale, primary, len(self._selection.ids)))

    def _show_playhead(self) -> None:
        """Repaint the strips it leaves and enters, if these differ at all."""
        self._since_playhead.start()
        rows = self._rows
        self._move_line(self._scale, Band(0, rows.coverage.bottom), look.HANDLE + 2)
        self._move_line(overview_scale(self._scale), rows.overview, 3)
        self._shown_us = self._position_us

    def _move_line(self, scale: TimelineScale, band: Band, reach: int) -> None:
        before, after = scale.x_of(self._shown_us), scale.x_of(self._position_us)
        if round(before) != round(after):
            for x in (before, after):
                self._update_part(QRectF(x - reach, band.top, 2 * reach, band.height))

    def _update_part(self, rect: QRectF) -> None:
        self.update(rect.toAlignedRect())
