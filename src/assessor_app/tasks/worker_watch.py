"""Sees to it that nobody waits for ever: ends a job that is silent, takes too long, or is not wanted any more."""

import threading
import time
from collections.abc import Callable
from types import TracebackType


class Watch:
    """Around one job: a thread of its own that calls `end` once when time is up, and is gone with the `with` block."""

    def __init__(self, silence_s: float, longest_s: float, end: Callable[[], None]) -> None:
        self._silence_s = silence_s
        self._until = time.monotonic() + longest_s
        self._end = end
        self._heard_at = time.monotonic()
        self._wake = threading.Condition()
        self._is_over = self._is_cancelled = False
        self._thread = threading.Thread(target=self._watch, name="worker watch")
        self.reason = ""

    def heard(self) -> None:
        """It is alive."""
        self._heard_at = time.monotonic()

    def cancel(self) -> None:
        """Nobody wants it any more. From any thread, and of no effect once it is over."""
        with self._wake:
            self._is_cancelled = True
            self._wake.notify()

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._wake:
            self._is_over = True
            self._wake.notify()
        self._thread.join()

    def _watch(self) -> None:
        with self._wake:
            while not self._is_over and not self._is_time_up():
                self._wake.wait(self._left_s())
            if self._is_over:
                return
        self._end()

    def _left_s(self) -> float:
        return max(min(self._heard_at + self._silence_s, self._until) - time.monotonic(), 0.0)

    def _is_time_up(self) -> bool:
        now = time.monotonic()
        if self._is_cancelled:
            self.reason = "cancelled"
        elif now >= self._until:
            self.reason = "it took too long"
        elif now >= self._heard_at + self._silence_s:
            self.reason = f"no word for {self._silence_s:.0f} s"
        return bool(self.reason)
