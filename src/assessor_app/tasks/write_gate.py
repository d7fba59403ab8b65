"""One writer at a time, the assessor's own acts first: SQLite's busy waiting never delays a key press."""

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory

OWN_ACTS = 0
DELIVERY = 1
BULK = 2


class WriteGate:
    """Hands out the write turn by rank, then by arrival. Held for one unit of work, never across a network call."""

    def __init__(self, factory: UnitOfWorkFactory) -> None:
        self._factory = factory
        self._condition = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._turns = itertools.count()
        self._is_taken = False

    def factory(self, rank: int) -> UnitOfWorkFactory:
        """Return a factory whose units of work wait for their turn at `rank`."""
        return lambda: self._enter(rank)

    @contextmanager
    def _enter(self, rank: int) -> Iterator[UnitOfWork]:
        self._acquire((rank, next(self._turns)))
        try:
            with self._factory() as unit:
                yield unit
        finally:
            self._release()

    def _acquire(self, place: tuple[int, int]) -> None:
        with self._condition:
            heapq.heappush(self._waiting, place)
            while self._is_taken or self._waiting[0] != place:
                self._condition.wait()
            heapq.heappop(self._waiting)
            self._is_taken = True

    def _release(self) -> None:
        with self._condition:
            self._is_taken = False
            self._condition.notify_all()
