"""Exact seeking over an engine that only knows milliseconds: aim inside a frame, look what came, aim again."""

from dataclasses import dataclass

from assessor_app.media.frame_times import FrameTimes, millisecond_inside

MOST_AIMS = 3
_NEAR_US = 500_000
# Farther off than any rounding of a millisecond can explain.
_LATE_US = 100_000
_FIRST_STEP_BACK_US = 500_000


@dataclass(frozen=True, slots=True)
class Landing:
    """What to do with a frame that arrived: show it or not, and where to move next (None: stay)."""

    is_shown: bool
    move_to_ms: int | None = None


class SeekQueue:
    """One seek under way at a time; of those asked for meanwhile only the last is kept (times from frame zero)."""

    def __init__(self) -> None:
        self.zero_us = 0
        self.times: FrameTimes | None = None
        self._target: int | None = None
        self._attempt = 0
        self._before_us = 0
        self._next: int | None = None

    @property
    def is_busy(self) -> bool:
        return self._target is not None

    @property
    def goal_us(self) -> int | None:
        """Where all that was asked for will end."""
        return self._target if self._next is None else self._next

    def hold(self, at_us: int | None) -> None:
        """Keep for later: nothing can be shown yet."""
        self._next = at_us

    def ask(self, at_us: int) -> int | None:
        """Return the millisecond to move to now, None while another seek is under way."""
        self._next = at_us
        return None if self.is_busy else self.begin_next()

    def begin_next(self) -> int | None:
        """Drop what is under way and return the millisecond of what waits, if anything does."""
        self._target, self._next, self._attempt, self._before_us = self._next, None, 0, 0
        return self._aim()

    def arrived(self, start_us: int, end_us: int, *, is_playing: bool) -> Landing:
        if self._target is None:
            return Landing(is_shown=True)
        if is_playing:
            is_here = self._target - _NEAR_US < start_us < self._target + _NEAR_US
            return Landing(is_shown=True, move_to_ms=self.begin_next() if is_here else None)
        if self._is_exact(start_us, end_us):
            return Landing(is_shown=True, move_to_ms=self.begin_next())
        self._attempt += 1
        if self._next is not None:
            return Landing(is_shown=True, move_to_ms=self.begin_next())
        if start_us > self._target + _LATE_US and self.is_there_room_before:
            return Landing(is_shown=False, move_to_ms=self.go_before())
        if self._before_us or self._attempt >= self._most_aims:
            return Landing(is_shown=True, move_to_ms=self.begin_next())
        return Landing(is_shown=False, move_to_ms=self._aim())

    @property
    def is_there_room_before(self) -> bool:
        """Whether a seek is under way that could be aimed at an earlier place than it was."""
        return self._target is not None and self._before_us < self._target

    def go_before(self) -> int | None:
        """Return an earlier millisecond: some containers are entered at the keyframe *after* the place asked for."""
        self._before_us = max(2 * self._before_us, _FIRST_STEP_BACK_US)
        return self._aim()

    @property
    def _most_aims(self) -> int:
        # Without frame times the same millisecond would be tried again.
        return MOST_AIMS if self.times else 1

    def _is_exact(self, start_us: int, end_us: int) -> bool:
        assert self._target is not None
        if self.times:
            return self.times.nearest(start_us) == self.times.index_at(self._target)
        return start_us <= self._target < end_us

    def _aim(self) -> int | None:
        if self._target is None:
            return None
        target = max(self._target - self._before_us, 0)
        if self.times:
            start, end = self.times.span(self.times.index_at(target))
            return millisecond_inside(self.zero_us + start, self.zero_us + end, self._attempt)
        return -(-(self.zero_us + target) // 1_000)
