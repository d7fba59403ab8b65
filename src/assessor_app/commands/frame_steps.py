"""Where the edges of a mark may lie, and where a nudge takes them: on the times of the recording's own frames."""

import sys
from dataclasses import dataclass, replace
from typing import Protocol

from assessor_app.domain.annotation import TimeSelector, TimeSpan

SOUND_STEP_US = 40_000


class Frames(Protocol):
    """The part of `media.frame_times.FrameTimes` that is used here."""

    def __len__(self) -> int: ...
    def index_at(self, at_us: int) -> int: ...
    def nearest(self, at_us: int) -> int: ...
    def span(self, index: int) -> tuple[int, int]: ...


@dataclass(frozen=True, slots=True)
class RealFrames:
    """Steps of a recording whose frames are known, however long each of them is.

    A mark that lies beside a frame's time is first put on the nearest one.
    """

    frames: Frames

    def moved_start(self, selector: TimeSelector, by: int) -> TimeSelector:
        """A point takes its end along. Raises InvalidSelector when nothing would be left of a stretch."""
        start_us, end_us = self.frames.span(self._clamped(self.frames.nearest(selector.start_us) + by))
        if selector.is_point:
            return TimeSelector(start_us, end_us)
        return replace(selector, start_us=start_us, end_us=self._edge(self._edge_near(selector.end_us)))

    def moved_end(self, selector: TimeSelector, by: int) -> TimeSelector:
        """A point becomes a stretch. Raises InvalidSelector when nothing would be left of it."""
        start_us = self.frames.span(self.frames.nearest(selector.start_us))[0]
        end_us = self._edge(max(self._edge_near(selector.end_us) + by, 0))
        return TimeSelector(start_us, end_us, is_point=False)

    def earlier(self, at: TimeSpan, by_us: int) -> TimeSpan:
        """The frame that was on screen `by_us` of the recording before this one; after it with a negative `by_us`."""
        start_us, end_us = self.frames.span(self.frames.index_at(max(at.start_us - by_us, 0)))
        return replace(at, start_us=start_us, end_us=end_us)

    def placed(self, selector: TimeSelector) -> TimeSelector:
        """Put a typed time on the nearest frame: a point becomes that frame, a stretch ends before a frame."""
        start_us, after_us = self.frames.span(self.frames.nearest(selector.start_us))
        if selector.is_point:
            return TimeSelector(start_us, after_us)
        return TimeSelector(start_us, self._edge(self._edge_near(selector.end_us)), is_point=False)

    def _clamped(self, index: int) -> int:
        return min(max(index, 0), len(self.frames) - 1)

    def _edge(self, number: int) -> int:
        """Edge 0 is the start of the first frame, edge n the end of the last one."""
        last = len(self.frames) - 1
        return self.frames.span(last)[1] if number > last else self.frames.span(number)[0]

    def _edge_near(self, at_us: int) -> int:
        last = len(self.frames) - 1
        start_us, end_us = self.frames.span(last)
        return last + 1 if at_us - start_us > end_us - at_us else self.frames.nearest(at_us)


@dataclass(frozen=True, slots=True)
class EvenSteps:
    """Steps of sound, which has no frames: `step_us` each, between 0 and `duration_us` (0: not known)."""

    step_us: int
    duration_us: int

    def moved_start(self, selector: TimeSelector, by: int) -> TimeSelector:
        """As `RealFrames.moved_start`."""
        return self._from(selector, selector.start_us + by * self.step_us)

    def moved_end(self, selector: TimeSelector, by: int) -> TimeSelector:
        """As `RealFrames.moved_end`."""
        end_us = min(selector.end_us + by * self.step_us, self._limit(selector.end_us))
        return TimeSelector(selector.start_us, end_us, is_point=False)

    def earlier(self, at: TimeSpan, by_us: int) -> TimeSpan:
        """What was heard `by_us` before this; after it with a negative `by_us`."""
        length_us = at.end_us - at.start_us
        start_us = max(min(at.start_us - by_us, self._limit(at.end_us) - length_us), 0)
        return replace(at, start_us=start_us, end_us=start_us + length_us)

    def placed(self, selector: TimeSelector) -> TimeSelector:
        """Keep a typed time inside the recording. Raises InvalidSelector for a stretch beyond its end."""
        beyond_us = max(selector.end_us - (self.duration_us or selector.end_us), 0)
        start_us = max(selector.start_us - beyond_us, 0) if selector.is_point else selector.start_us
        return replace(selector, start_us=start_us, end_us=selector.end_us - beyond_us)

    def _from(self, selector: TimeSelector, start_us: int) -> TimeSelector:
        if not selector.is_point:
            return replace(selector, start_us=max(start_us, 0))
        length_us = selector.end_us - selector.start_us
        start_us = max(min(start_us, self._limit(selector.end_us) - length_us), 0)
        return replace(selector, start_us=start_us, end_us=start_us + length_us)

    def _limit(self, end_us: int) -> int:
        """Where the recording ends; a mark that already lies beyond it stays where it is."""
        return max(self.duration_us, end_us) if self.duration_us else sys.maxsize


Steps = RealFrames | EvenSteps
