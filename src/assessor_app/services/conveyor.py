"""Several hands for one download: one thread takes from the network, one proves and seals, one waits for the disk."""

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Beside = Callable[[str, Callable[[], None]], bool]
"""Runs the work on the thread of that name and returns True, or False when there is none to run it."""
SEALING, SYNCING = "sealing", "syncing"
CHUNKS_BETWEEN = 4
"""1 MiB: neither side waits for the other's every step, and a kill costs little."""


def nobody_beside(_: str, __: Callable[[], None]) -> bool:
    return False


class Conveyor(Generic[T]):
    """Hands things to `take` in their order, on the other thread where there is one, at most `room` ahead of it.

    What `take` raises comes out of the next `put`, or of `finish`; what is behind it is let go.
    """

    def __init__(self, take: Callable[[T], None], start: Callable[[Callable[[], None]], bool], room: int) -> None:
        self._take = take
        self._belt: queue.Queue[tuple[T] | None] = queue.Queue(room)
        self._error: Exception | None = None
        self._is_done = threading.Event()
        self._is_beside = start(self._work)

    def put(self, thing: T) -> None:
        if not self._is_beside:
            self._take(thing)
            return
        if self._error is not None:
            raise self._error
        self._belt.put((thing,))

    def end(self) -> None:
        """Wait until everything was taken, whatever came of it."""
        if self._is_beside and not self._is_done.is_set():
            self._belt.put(None)
            self._is_done.wait()

    def finish(self) -> None:
        self.end()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        """Empties the belt even after an error, so that nobody waits for room on it for ever."""
        while (held := self._belt.get()) is not None:
            if self._error is None:
                try:
                    self._take(held[0])
                except Exception as error:  # noqa: BLE001 - it belongs to whoever puts
                    self._error = error
        self._is_done.set()
