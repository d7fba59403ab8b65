"""Two hands for one download: one thread takes from the network while another one proves, seals and writes."""

import queue
import threading
from collections.abc import Callable

Beside = Callable[[Callable[[], None]], bool]
"""Runs the work on another thread and returns True, or False when there is none to run it."""
_CHUNKS_BETWEEN = 8


def nobody_beside(_: Callable[[], None]) -> bool:
    return False


class Conveyor:
    """Hands chunks to `take` in their order, on the other thread where there is one.

    What `take` raises comes out of the next `put`, or of `finish`; chunks behind it are let go.
    """

    def __init__(self, take: Callable[[bytes], None], beside: Beside) -> None:
        self._take = take
        self._chunks: queue.Queue[bytes | None] = queue.Queue(_CHUNKS_BETWEEN)
        self._error: Exception | None = None
        self._is_done = threading.Event()
        self._is_beside = beside(self._work)

    def put(self, chunk: bytes) -> None:
        if not self._is_beside:
            self._take(chunk)
            return
        if self._error is not None:
            raise self._error
        self._chunks.put(chunk)

    def end(self) -> None:
        """Wait until everything was taken, whatever came of it."""
        if self._is_beside and not self._is_done.is_set():
            self._chunks.put(None)
            self._is_done.wait()

    def finish(self) -> None:
        self.end()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        """Empties the belt even after an error, so that nobody waits for room on it for ever."""
        while (chunk := self._chunks.get()) is not None:
            if self._error is None:
                try:
                    self._take(chunk)
                except Exception as error:  # noqa: BLE001 - it belongs to whoever puts
                    self._error = error
        self._is_done.set()
