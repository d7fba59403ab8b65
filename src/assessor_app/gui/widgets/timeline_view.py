"""The timeline: a lane per criterion with the marks on it and the playhead across."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QToolTip, QWidget

from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.mark_words import mark_type_word, place_text
from assessor_app.gui.widgets.time_text import US_PER_MS, format_us
from assessor_app.gui.widgets.timeline_canvas import FOOT, TimelineCanvas
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_layers import Lane
from assessor_app.gui.widgets.timeline_scale import TimelineScale

_ZOOM_STEP = 1.25
_WHEEL_STEP = 120
_SCROLL_SHARE = 0.1
_LEAD_SHARE = 0.08
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TimelineView(TimelineCanvas):
    """Asks for seeks and jumps, does none itself. Times are microseconds."""

    marker_activated = Signal(str)
    """Click or Enter: jump there."""
    marker_selected = Signal(str)
    """Moved onto with the keyboard."""
    seek_requested = Signal(object)
    """An int, as an object: a signal's own int has 32 bits, some 36 minutes of microseconds."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent, tokens)
        self._is_dragging = False
        self._scroll = QScrollBar(Qt.Orientation.Horizontal, self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(self.tr("Scroll the timeline"))
        self._scroll.valueChanged.connect(self._on_scrolled)
        self._scroll.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def set_position(self, at_us: int) -> None:
        scale = self._scale
        was_shown = scale.start_us <= self._position_us <= scale.end_us
        if scale.zoom > 1 and was_shown and not self._is_dragging and not scale.start_us <= at_us <= scale.end_us:
            self._set_scale(scale.scrolled_to(at_us - round(scale.visible_us * _LEAD_SHARE)))
        super().set_position(at_us)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll.setGeometry(look.GUTTER, self.height() - FOOT + 1, self.width() - look.GUTTER, FOOT - 2)
        self._fit_scroll_bar()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or event.position().x() < look.GUTTER:
            return
        mark = self._mark_at(event.position())
        if mark is not None:
            self.set_selected(mark.annotation_id)
            self.marker_activated.emit(mark.annotation_id)
        elif self._scale.duration_us:
            self._is_dragging = True
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging:
            self._drag_to(event.position().x())
            return
        is_on_mark = self._mark_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_on_mark else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_dragging = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = (event.angleDelta().y() or event.angleDelta().x()) / _WHEEL_STEP
        scale = self._scale
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._set_scale(scale.zoomed(_ZOOM_STEP**turns, event.position().x()))
        else:
            self._set_scale(scale.scrolled_to(scale.start_us - round(turns * scale.visible_us * _SCROLL_SHARE)))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _STEPS:
            self._select_neighbour(_STEPS[key])
        elif key in _ENTER and self._order.get(self._selected_id):
            self.marker_activated.emit(self._selected_id)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and (ends := self._order.ends()):
            self._select(ends[0 if key == Qt.Key.Key_Home else 1])
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _words_at(self, at: QPointF) -> str:
        mark = self._mark_at(at)
        if mark is not None:
            note = mark.annotation.text
            kind = f"{place_text(mark.annotation.selector)} \N{MIDDLE DOT} {mark_type_word(mark.annotation.mark_type)}"
            return f"{kind}\n{note}" if note else kind
        lane = self._lane_at(at.y())
        if at.x() >= look.GUTTER:
            return format_us(self._scale.us_at(at.x())) if self._scale.duration_us else ""
        if lane is None:
            return ""
        return f"{lane.number}  {lane.name}" if lane.number else lane.name

    def _lane_at(self, y: float) -> Lane | None:
        return next((lane for lane in self._lanes if lane.top <= y < lane.top + lane.height), None)

    def _mark_at(self, at: QPointF) -> Mark | None:
        """The mark under the pointer: the nearest point, else the range that begins last."""
        lane = self._lane_at(at.y())
        if lane is None or at.x() < look.GUTTER:
            return None
        near = lane.marks.touching(self._scale.us_at(at.x() - look.REACH), self._scale.us_at(at.x() + look.REACH))
        found = list(near)
        points = [mark for mark in found if mark.is_point]
        if points:
            return min(points, key=lambda mark: abs(self._scale.x_of(mark.start_us) - at.x()))
        return found[-1] if found else None

    def _drag_to(self, x: float) -> None:
        at_us = self._scale.us_at(x)
        self.set_position(at_us)
        self.seek_requested.emit(at_us)

    def _select_neighbour(self, step: int) -> None:
        chosen = self._order.get(self._selected_id)
        key = chosen.key if chosen else (self._position_us, "")
        mark = self._order.neighbour(key, step)
        if mark is not None:
            self._select(mark)

    def _select(self, mark: Mark) -> None:
        self.set_selected(mark.annotation_id)
        if not self._scale.start_us <= mark.start_us <= self._scale.end_us:
            self._set_scale(self._scale.scrolled_to(mark.start_us - self._scale.visible_us // 2))
        self.marker_selected.emit(mark.annotation_id)

    def _set_scale(self, scale: TimelineScale) -> None:
        super()._set_scale(scale)
        self._fit_scroll_bar()

    def _fit_scroll_bar(self) -> None:
        scale = self._scale
        self._scroll.blockSignals(True)
        self._scroll.setRange(0, scale.last_start_us // US_PER_MS)
        self._scroll.setPageStep(max(scale.visible_us // US_PER_MS, 1))
        self._scroll.setValue(scale.start_us // US_PER_MS)
        self._scroll.blockSignals(False)
        self._scroll.setVisible(scale.zoom > 1)

    def _on_scrolled(self, start_ms: int) -> None:
        super()._set_scale(self._scale.scrolled_to(start_ms * US_PER_MS))
