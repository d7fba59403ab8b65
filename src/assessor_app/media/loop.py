"""A-B loop: which stretch is repeated, and when it is time to turn, told by painted frames alone."""

from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end of a frame, microseconds; the end is the next frame's start."""


@dataclass(frozen=True, slots=True)
class Loop:
    """From the start of one frame to the end of another; whichever comes first is the beginning."""

    a: Span | None = None
    b: Span | None = None

    @property
    def is_whole(self) -> bool:
        return self.a is not None and self.b is not None

    @property
    def start_us(self) -> int | None:
        if self.a is None or self.b is None:
            return self.a[0] if self.a is not None else None
        return min(self.a[0], self.b[0])

    @property
    def end_us(self) -> int | None:
        """None until both ends are set."""
        return max(self.a[1], self.b[1]) if self.a is not None and self.b is not None else None

    @property
    def stretch(self) -> Span | None:
        start, end = self.start_us, self.end_us
        return (start, end) if start is not None and end is not None else None

    def begun(self, frame: Span) -> "Loop":
        """The same with its first end at this frame; the other stays, unless that is this very frame."""
        return Loop(frame, self.b if self.b != frame else None)

    def ended(self, frame: Span) -> "Loop":
        """The same with its second end at this frame; without a first one it begins at zero.

        The frame of its beginning cannot be its end as well: a loop of one frame would be a standstill.
        """
        if self.a == frame:
            return Loop(self.a)
        return Loop(self.a or (0, min(frame[1], 1)), frame)

    @staticmethod
    def around(start_us: int, end_us: int) -> "Loop":
        """The loop of a stretch of media time."""
        return Loop((start_us, min(start_us + 1, end_us)), (max(end_us - 1, start_us), end_us))


class LoopWatch:
    """Hears of every painted frame while it plays and says when to go back.

    It turns only where playing itself crosses an end: whoever jumps out of the stretch may stay outside.
    """

    def __init__(self) -> None:
        self.loop = Loop()
        self._was_inside = False
        self._turning: bool | None = None  # on its way back, and whether that was asked for while running forwards

    def set(self, loop: Loop, shown: Span | None) -> None:
        """Repeat `loop` from now on; `shown` is the frame on the screen."""
        self.loop = loop
        self._turning = None
        self._was_inside = shown is not None and self._holds(shown)

    def painted(self, frame: Span, *, is_playing: bool, is_forwards: bool = True) -> int | None:
        """Return where to go now that `frame` was painted, microseconds, or None to play on."""
        if self.loop.stretch is None:
            return None
        start, end = self.loop.stretch
        was_inside, self._was_inside = self._was_inside, self._holds(frame)
        is_over = frame[1] >= end if is_forwards else frame[0] <= start
        if self._was_inside and not is_over:
            self._turning = None
        is_leaving = (was_inside or self._was_inside) and is_over
        if not is_playing or not is_leaving or self._turning is is_forwards:
            return None
        self._turning = is_forwards
        return start if is_forwards else end - 1

    def at_the_end(self) -> int | None:
        """Return where to go now that the media is over: playing may end inside the stretch."""
        stretch = self.loop.stretch
        return stretch[0] if stretch is not None and self._was_inside else None

    def _holds(self, frame: Span) -> bool:
        stretch = self.loop.stretch
        return stretch is not None and stretch[0] < frame[1] and frame[0] < stretch[1]
