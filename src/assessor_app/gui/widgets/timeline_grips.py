"""Taking hold of marks: which part of one lies under the pointer, and where it goes when that part is dragged."""

from dataclasses import dataclass
from enum import Enum

from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_lanes import Lane
from assessor_app.gui.widgets.timeline_scale import TimelineScale
from assessor_app.gui.widgets.timeline_snap import Snap, Span

_EDGE_REACH = 5
_NARROW = 16
"""A range of fewer pixels is moved as a whole: its edges cannot be told apart."""


class Part(Enum):
    START = "start"
    END = "end"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Grip:
    """A mark held at `held_us`, `part` of it."""

    mark: Mark
    part: Part
    held_us: int

    def span_at(self, at_us: int, snap: Snap) -> Span:
        """Return start and end when the pointer has come to `at_us`."""
        span = (self.mark.start_us, self.mark.end_us)
        by_us = at_us - self.held_us
        if self.part is Part.START:
            return snap.with_start(span, span[0] + by_us)
        if self.part is Part.END:
            return snap.with_end(span, span[1] + by_us)
        if self.mark.is_point:
            return snap.point_at(span, span[0] + by_us)
        return snap.range_at(span, span[0] + by_us)

    def shown_us(self, span: Span) -> int:
        """Return the time whose frame tells whether the edge is right: the last one inside for an end."""
        return span[1] - 1 if self.part is Part.END else span[0]


def mark_near(lane: Lane, scale: TimelineScale, x: float) -> Mark | None:
    """Return the nearest point under pixel `x`, else the range whose edge is nearest, else the one begun last."""
    from_us, to_us = scale.us_at(x - look.REACH), scale.us_at(x + look.REACH)
    points = list(lane.marks.points_in(from_us, to_us))
    if points:
        return min(points, key=lambda mark: abs(scale.x_of(mark.start_us) - x))
    ranges = list(lane.marks.ranges_in(from_us, to_us))
    edges = [mark for mark in ranges if _part_at(mark, scale, x) is not Part.WHOLE]
    if edges:
        return min(edges, key=lambda mark: min(abs(end - x) for end in look.bar_of(mark, scale)))
    return ranges[-1] if ranges else None


def grip_at(mark: Mark, scale: TimelineScale, x: float) -> Grip:
    return Grip(mark, _part_at(mark, scale, x), scale.us_at(x))


def _part_at(mark: Mark, scale: TimelineScale, x: float) -> Part:
    left, right = look.bar_of(mark, scale)
    if mark.is_point or right - left < _NARROW:
        return Part.WHOLE
    if abs(x - left) <= _EDGE_REACH:
        return Part.START
    return Part.END if abs(x - right) <= _EDGE_REACH else Part.WHOLE
