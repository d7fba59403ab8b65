"""How fast evidence may arrive: one bucket of bytes for all downloads, and writes always go first."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SLOWEST_BYTES_S = 8_000
"""No limit is lower: a download that is not even this fast would be given up as a broken line."""
LONGEST_STEP_S = 0.25
LONGEST_GIVING_WAY_S = 20.0
"""Evidence stands back for a write this long at most, so that its own connection does not end of it."""
_LARGEST_READ = 256 * 1024
_BYTES_A_KILOBIT = 125


class Bandwidth:
    """Shared by every connection of a profile; may be used from several threads.

    `limit_kbps` says the kilobits a second that evidence may take together, 0 for no limit; it is asked every time.
    """

    def __init__(
        self,
        limit_kbps: Callable[[], int] = lambda: 0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limit_kbps = limit_kbps
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at = 0.0
        self._writes = 0
        self._is_free_of_writes = threading.Event()
        self._is_free_of_writes.set()

    def bytes_at_once(self) -> int:
        """Return how many bytes to read in one go: little where it is slow, so that a cancel is noticed soon."""
        rate = self._rate()
        return _LARGEST_READ if rate is None else max(1024, min(_LARGEST_READ, int(rate * LONGEST_STEP_S)))

    def took(self, count: int) -> None:
        """Wait until `count` bytes of evidence that just arrived are paid for, and while a write is under way."""
        self._is_free_of_writes.wait(LONGEST_GIVING_WAY_S)
        rate = self._rate()
        if rate is None:
            return
        with self._lock:
            now = self._clock()
            self._free_at = max(self._free_at, now - LONGEST_STEP_S) + count / rate
            wait = self._free_at - now
        if wait > 0:
            self._sleep(wait)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While a score travels evidence stands back."""
        with self._lock:
            self._writes += 1
            self._is_free_of_writes.clear()
        try:
            yield
        finally:
            with self._lock:
                self._writes -= 1
                if not self._writes:
                    self._is_free_of_writes.set()

    def _rate(self) -> float | None:
        """Bytes a second, None without a limit."""
        limit = self._limit_kbps()
        return max(SLOWEST_BYTES_S, limit * _BYTES_A_KILOBIT) if limit > 0 else None
