"""Where an edge may lie: on the times of frames, in order, and at least one frame apart."""

from assessor_app.media.frame_times import FrameTimes

_LEAST_US = 1_000
Span = tuple[int, int]


class Snap:
    """Moves marks to frames. Without frame times (sound, or not known yet) to whole milliseconds."""

    def __init__(self, frame_times: FrameTimes | None, duration_us: int) -> None:
        self._frames = frame_times if frame_times is not None and len(frame_times) else None
        self._duration_us = duration_us

    def start_of(self, at_us: int) -> int:
        """Return the start of the frame nearest to that time."""
        at_us = min(max(at_us, 0), self._duration_us)
        if self._frames is None:
            return round(at_us / _LEAST_US) * _LEAST_US
        return self._frames.span(self._frames.nearest(at_us))[0]

    def frame_from(self, start_us: int, length_us: int) -> int:
        """Return where the frame on screen at `start_us` ends; without frame times `length_us` later."""
        if self._frames is None:
            return start_us + max(length_us, _LEAST_US)
        return self._frames.span(self._frames.index_at(start_us))[1]

    def with_start(self, span: Span, at_us: int) -> Span:
        """Move the start, not beyond the last frame before the end."""
        start, end = self.start_of(at_us), span[1]
        if self._frames is None:
            return max(min(start, end - _LEAST_US), 0), end
        last = self._frames.span(self._frames.index_at(max(end - 1, 0)))[0]
        return min(start, last), end

    def with_end(self, span: Span, at_us: int) -> Span:
        """Move the end (the time of the frame after the last one inside), not before the first frame's end."""
        start, least = span[0], self.frame_from(span[0], _LEAST_US)
        return start, max(self._end_near(at_us), least, start + 1)

    def point_at(self, span: Span, at_us: int) -> Span:
        """Move a point: it is one frame, wherever it goes."""
        start = self.start_of(at_us)
        return start, self.frame_from(start, span[1] - span[0])

    def range_at(self, span: Span, at_us: int) -> Span:
        """Move a whole range and keep its length as near as the frames let it."""
        length = span[1] - span[0]
        start = self.start_of(min(at_us, max(self._duration_us - length, 0)))
        return self.with_end((start, start + length), start + length)

    def _end_near(self, at_us: int) -> int:
        if self._frames is None:
            return self.start_of(at_us)
        start, after = self._frames.span(self._frames.nearest(at_us))
        is_last = self._frames.span(len(self._frames) - 1)[0] == start
        return after if is_last and at_us - start > after - at_us else start
