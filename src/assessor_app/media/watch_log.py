"""Notes which stretches of a recording really ran past the assessor, from one painted frame to the next."""

import time
from collections.abc import Callable

from assessor_app.domain.annotation import TimeSpan
from assessor_app.domain.coverage import Coverage, Span

SLACK_US = 150_000
"""How far the pictures may run ahead of the clock: the screen refreshes unevenly."""
_FORGIVEN = 0.25
"""How much of the time that passes is taken off what they were ahead."""
LONGEST_GAP_US = 1_000_000
"""A laptop that paints less often than that shows no lesson."""


class WatchLog:
    """Tell it of each frame as it is painted. `clock` gives seconds that only go on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before: tuple[TimeSpan, float] | None = None
        self._ahead_us = 0.0
        self._running: Span | None = None
        self._done: list[Span] = []

    def painted(self, frame: TimeSpan, rate: float) -> None:
        """A frame while it plays. One that comes too early was jumped to: a new stretch begins.

        How early is added up: who is dragged on by a little with every picture watches nothing either.
        """
        now, before = self._clock(), self._before
        self._before = (frame, now)
        if before is None or not self._follows(before[0], frame, (now - before[1]) * rate * 1_000_000):
            self._end_stretch()
            return
        start = before[0].start_us if self._running is None else self._running[0]
        self._running = (start, frame.end_us)

    def stopped(self) -> None:
        """It no longer plays: what comes next begins anew, wherever it is."""
        self._before = None
        self._ahead_us = 0.0
        self._end_stretch()

    def take(self) -> Coverage:
        """Return what ran since this was last asked; a stretch that goes on is told up to here."""
        spans, self._done = self._done, []
        if self._running is not None:
            spans.append(self._running)
            self._running = None
        return Coverage.of(spans)

    def _end_stretch(self) -> None:
        if self._running is not None:
            self._done.append(self._running)
            self._running = None

    def _follows(self, before: TimeSpan, frame: TimeSpan, elapsed_us: float) -> bool:
        """Whether playing alone led from one to the other."""
        step = frame.start_us - before.start_us
        if step < 0 or frame.start_us - before.end_us > LONGEST_GAP_US:
            self._ahead_us = 0.0
            return False
        ahead_us = max(self._ahead_us + step - elapsed_us * (1 + _FORGIVEN), 0.0)
        self._ahead_us = min(ahead_us, SLACK_US)
        return ahead_us <= SLACK_US
