"""What a pressed mouse button does until it is let go of: each drag shows what will come of it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF

from assessor_app.gui.widgets.timeline_grips import Grip
from assessor_app.gui.widgets.timeline_snap import Span
from assessor_app.gui.widgets.timeline_stage import Stretch, TimelineStage
from assessor_app.gui.widgets.timeline_strips import overview_scale

Seek = Callable[[int], None]
_EDGE_PULL = 0.25


class Drag(Protocol):
    def to(self, at: QPointF) -> None: ...
    def drop(self) -> None:
        """Let go of: what is shown becomes true."""

    def cancel(self) -> None:
        """Esc: everything is as it was."""


class Scrub:
    """Moves the playhead along."""

    def __init__(self, stage: TimelineStage, seek: Seek, before_us: int) -> None:
        self._stage = stage
        self._seek = seek
        self._before_us = before_us

    def to(self, at: QPointF) -> None:
        self._seek(self._stage.scale.us_at(at.x()))

    def drop(self) -> None:
        """It already is where it was dragged to."""

    def cancel(self) -> None:
        self._seek(self._before_us)


class MoveMark:
    """Drags an edge, a point or a whole range from frame to frame; the picture shows the frame at the edge."""

    def __init__(
        self,
        stage: TimelineStage,
        grip: Grip,
        seek: Seek,
        before_us: int,
        moved: Callable[[str, int, int], None],
    ) -> None:
        self._stage = stage
        self._grip = grip
        self._seek = seek
        self._before_us = before_us
        self._moved = moved
        self._span: Span = (grip.mark.start_us, grip.mark.end_us)
        self._at: QPointF | None = None
        self._has_sought = False

    def to(self, at: QPointF) -> None:
        pull(self._stage, at)
        self._at = at
        self._follow(at)

    def _follow(self, at: QPointF) -> None:
        span = self._grip.span_at(self._stage.scale.time_at(at.x()), self._stage.snap)
        if span != self._span:
            self._span = span
            self._stage.show_ghost(self._grip.mark, span)
            self._has_sought = True
            self._seek(self._grip.shown_us(span))

    def drop(self) -> None:
        mark = self._grip.mark
        if self._at is not None:
            self._follow(self._at)  # where the frames lie may have become known only while it was dragged
        if self._span == (mark.start_us, mark.end_us):
            self.cancel()
        else:
            # The ghost stays until the mark itself comes back from the disk.
            self._moved(mark.annotation_id, *self._span)

    def cancel(self) -> None:
        self._stage.show_ghost(None)
        if self._has_sought:
            self._seek(self._before_us)


class RubberBand:
    """Draws a rectangle over lanes; what it touches is chosen."""

    def __init__(self, stage: TimelineStage, origin: QPointF, chosen: Callable[[tuple[str, ...]], None]) -> None:
        self._stage = stage
        self._chosen = chosen
        at_us = stage.scale.us_at(origin.x())
        self._stretch = Stretch(at_us, at_us, origin.y(), origin.y())

    def to(self, at: QPointF) -> None:
        pull(self._stage, at)
        start = self._stretch
        self._stretch = Stretch(start.from_us, self._stage.scale.us_at(at.x()), start.top, at.y())
        self._stage.show_stretch(self._stretch)

    def drop(self) -> None:
        self.cancel()
        self._chosen(tuple(mark.annotation_id for mark in self._stage.marks_inside(self._stretch)))

    def cancel(self) -> None:
        self._stage.show_stretch(None)


class ChooseRange:
    """Draws a stretch of time across the ruler, from frame to frame."""

    def __init__(self, stage: TimelineStage, origin: QPointF, chosen: Callable[[int, int], None]) -> None:
        self._stage = stage
        self._chosen = chosen
        at_us = stage.snap.start_of(stage.scale.us_at(origin.x()))
        self._stretch = Stretch(at_us, at_us)

    def to(self, at: QPointF) -> None:
        pull(self._stage, at)
        self._stretch = Stretch(self._stretch.from_us, self._stage.snap.start_of(self._stage.scale.us_at(at.x())))
        self._stage.show_stretch(self._stretch)

    def drop(self) -> None:
        self.cancel()
        start, end = self._stretch.span
        if end > start:
            self._chosen(start, end)

    def cancel(self) -> None:
        self._stage.show_stretch(None)


class Overview:
    """Moves the window of what is on show over the whole recording."""

    def __init__(self, stage: TimelineStage, at: QPointF) -> None:
        self._stage = stage
        self._before_us = stage.scale.start_us
        scale = stage.scale
        pointed_us = overview_scale(scale).us_at(at.x())
        is_inside = scale.start_us <= pointed_us <= scale.end_us
        self._held_us = pointed_us - scale.start_us if is_inside else scale.visible_us // 2

    def to(self, at: QPointF) -> None:
        self._stage.show_from(overview_scale(self._stage.scale).us_at(at.x()) - self._held_us)

    def drop(self) -> None:
        """It already shows what it was dragged to."""

    def cancel(self) -> None:
        self._stage.show_from(self._before_us)


def pull(stage: TimelineStage, at: QPointF) -> None:
    """Dragged beyond the edge of what is on show: the recording comes along, the faster the further."""
    scale = stage.scale
    right = scale.left + scale.width
    beyond = at.x() - min(max(at.x(), scale.left), right)
    if beyond and scale.zoom > 1:
        stage.show_from(scale.start_us + round(beyond * scale.us_per_pixel * _EDGE_PULL))
