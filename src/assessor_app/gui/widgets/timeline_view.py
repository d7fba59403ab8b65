"""The timeline: a lane per criterion with its marks, the playhead across, and all that mouse and keys do there."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.derived import Thumbnail
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_drags import ChooseRange, Drag, MoveMark, Overview, RubberBand, Scrub
from assessor_app.gui.widgets.timeline_escape import EscapeWatch
from assessor_app.gui.widgets.timeline_grips import grip_at
from assessor_app.gui.widgets.timeline_hover import TimelineHover
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_pointing import Pointing
from assessor_app.gui.widgets.timeline_scale import TimelineScale
from assessor_app.gui.widgets.timeline_stage import TimelineStage

_ZOOM_NOTCH = 1.35
_ZOOM_KEY = 2.0
_WHEEL_STEP = 120
_SCROLL_SHARE = 0.1
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class TimelineView(TimelineStage):
    """Asks for seeks, jumps and changes, does none itself. Times are microseconds, as objects in signals:

    a signal's own int has 32 bits, some 36 minutes of microseconds.
    """

    marker_activated = Signal(str)
    """Click or Enter: jump there."""
    marker_selected = Signal(str)
    """Moved onto with the keyboard, or taken hold of: the only one selected now."""
    selection_changed = Signal(tuple)
    """Ids, the primary one first: a person chose several, or other ones."""
    seek_requested = Signal(object)
    edge_moved = Signal(str, object, object)
    """Annotation id, start and end: an edge, a point or a range was dragged there and let go of."""
    range_chosen = Signal(object, object)
    """Start and end of a stretch drawn across the ruler with Shift."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        self._drag: Drag | None = None
        self._pressed_at: QPointF | None = None
        self._pressed_mark: Mark | None = None
        self._pressed_with = Qt.KeyboardModifier.NoModifier
        self._is_editable = False
        self._hover: TimelineHover | None = None
        super().__init__(parent, tokens)
        self._escape = EscapeWatch(self, self.cancel_drag)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # ---- what is told ------------------------------------------------------------------------

    def set_editable(self, *, is_editable: bool) -> None:
        """Whether marks can be dragged."""
        self._is_editable = is_editable
        if not is_editable:
            self.cancel_drag()

    def set_duration(self, duration_us: int) -> None:
        if not duration_us:
            self.cancel_drag()
        super().set_duration(duration_us)
        self._describe()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        if self._hover is not None:
            self._hover.set_tokens(tokens)

    def set_thumbnails(self, thumbnails: tuple[Thumbnail, ...]) -> None:
        super().set_thumbnails(thumbnails)
        if self._hover is not None:
            self._hover.set_thumbnails(self._recording.thumbnails)

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        self.cancel_drag()  # it may have been of another recording
        self.show_ghost(None)
        super().set_annotations(annotations)

    def insert_or_update(self, annotation: Annotation) -> None:
        if self._pressed_mark is not None and self._pressed_mark.annotation_id == annotation.annotation_id:
            self.cancel_drag()  # what is being dragged is no longer what was taken hold of
        super().insert_or_update(annotation)

    def remove(self, annotation_id: str) -> None:
        if self._pressed_mark is not None and self._pressed_mark.annotation_id == annotation_id:
            self.cancel_drag()
        super().remove(annotation_id)

    def set_position(self, at_us: int) -> None:
        scale = self._scale
        was_shown = scale.keeps(self._position_us)
        if scale.zoom > 1 and was_shown and self._drag is None and not scale.keeps(at_us):
            self._set_scale(scale.paged_to(at_us))
        super().set_position(at_us)

    def zoom_by(self, steps: int) -> None:
        """Closer (+) or further (-) about the playhead; 0 shows all of the recording."""
        scale = self._scale
        if steps == 0:
            self._set_scale(scale.of_duration(scale.duration_us))
            return
        if not scale.keeps(self._position_us):
            scale = scale.centred(self._position_us)
        self._set_scale(scale.zoomed(_ZOOM_KEY**steps, scale.x_of(self._position_us)))

    def select_neighbour(self, step: int) -> bool:
        """Select the mark after (+1) or before (-1) the selected one, else the playhead; False without one."""
        chosen = self._selection.primary
        mark = self._order.neighbour(chosen.key if chosen else (self._position_us, ""), step)
        if mark is not None:
            self._select(mark)
        return mark is not None

    def cancel_drag(self) -> None:
        """Put everything back to where it was before the button went down."""
        drag, self._drag = self._drag, None
        self._pressed_at = self._pressed_mark = None
        if drag is not None:
            self._escape.end()
            drag.cancel()

    # ---- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton or at.x() < look.GUTTER or not self._scale.duration_us:
            return
        self.cancel_drag()
        rows = self._rows
        if rows.overview.holds(at.y()):
            self._begin(Overview(self, at) if self._scale.zoom > 1 else self._scrub(), at)
        elif any(band.holds(at.y()) for band in rows.scrub):
            is_choosing = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._begin(ChooseRange(self, at, self.range_chosen.emit) if is_choosing else self._scrub(), at)
        else:
            self._pressed_at, self._pressed_mark, self._pressed_with = at, self.mark_at(at), event.modifiers()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag is None and self._pressed_at is not None:
            if (at - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self._begin_in_lanes(self._pressed_at, self._pressed_with)
        if self._drag is not None:
            self._drag.to(at)
        elif not event.buttons():
            self._point_at(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, at, mark = self._drag, self._pressed_at, self._pressed_mark
        self._drag = self._pressed_at = self._pressed_mark = None
        if drag is not None:
            self._escape.end()
            drag.drop()
        elif at is not None:
            self._click(at, mark, self._pressed_with)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / _WHEEL_STEP
        sideways = event.angleDelta().x() / _WHEEL_STEP
        scale, x = self._scale, event.position().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or (sideways and not turns):
            self._set_scale(
                scale.scrolled_to(scale.start_us - round((turns or sideways) * scale.visible_us * _SCROLL_SHARE))
            )
        elif x < look.GUTTER and self._rows.hidden:
            self._scroll_lanes(self._lanes_scrolled - round(turns * self._rows.lane_height))
        elif turns:
            self._set_scale(scale.zoomed(_ZOOM_NOTCH**turns, max(x, scale.left)))
        event.accept()

    # ---- keys, and what is said --------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _STEPS:
            self.select_neighbour(_STEPS[key])
        elif key in _ENTER and (primary := self._selection.primary):
            self.marker_activated.emit(primary.annotation_id)
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
            QToolTip.showText(event.globalPos(), self._pointing().words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    # ---- inside ------------------------------------------------------------------------------

    def _pointing(self) -> Pointing:
        return Pointing(self, self._rows, is_editable=self._is_editable)

    def _begin(self, drag: Drag, at: QPointF) -> None:
        self._drag = drag
        self._escape.begin()
        drag.to(at)

    def _begin_in_lanes(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        mark = self._pressed_mark
        if mark is not None and self._is_editable and not modifiers & _ADDING and self.is_loose(mark):
            self._select(mark)
            grip = grip_at(mark, self._scale, at.x())
            self._begin(MoveMark(self, grip, self._seek, self._position_us, self.edge_moved.emit), at)
            return
        self._pressed_mark = None
        before = self._selection.ids if modifiers & _ADDING else ()
        self._begin(RubberBand(self, at, lambda ids: self._choose((*before, *ids))), at)

    def _click(self, at: QPointF, mark: Mark | None, modifiers: Qt.KeyboardModifier) -> None:
        if mark is None:
            if len(self._selection.ids) > 1:
                self._choose(())
            self._seek(self._scale.us_at(at.x()))
        elif modifiers & _ADDING:
            others = tuple(each for each in self._selection.ids if each != mark.annotation_id)
            is_added = len(others) == len(self._selection.ids)
            self._choose((mark.annotation_id, *others) if is_added else others)
        else:
            self.set_selected(mark.annotation_id)
            self.marker_activated.emit(mark.annotation_id)

    def _scrub(self) -> Scrub:
        return Scrub(self, self._seek, self._position_us)

    def _seek(self, at_us: int) -> None:
        self.set_position(at_us)
        self.seek_requested.emit(at_us)

    def _choose(self, annotation_ids: tuple[str, ...]) -> None:
        self.set_selection(tuple(dict.fromkeys(annotation_ids)))
        self.selection_changed.emit(self._selection.ids)

    def _select(self, mark: Mark) -> None:
        self.set_selected(mark.annotation_id)
        self._bring_lane(mark.number)
        if not self._scale.keeps(mark.start_us):
            self._set_scale(self._scale.centred(mark.start_us))
        self.marker_selected.emit(mark.annotation_id)
        self.selection_changed.emit((mark.annotation_id,))

    def _point_at(self, at: QPointF) -> None:
        pointing = self._pointing()
        self.setCursor(pointing.cursor_at(at))
        words, at_us = pointing.time_at(at)
        if not words:
            self._hide_hover()
            return
        if self._hover is None:
            self._hover = TimelineHover(self)
            self._hover.set_tokens(self._tokens)
            self._hover.set_thumbnails(self._recording.thumbnails)
        self._hover.show_at(round(at.x()), at_us, words)

    def _hide_hover(self) -> None:
        if self._hover is not None:
            self._hover.hide()

    def _set_scale(self, scale: TimelineScale) -> None:
        if scale != self._scale:
            super()._set_scale(scale)
            self._hide_hover()
            self._describe()
