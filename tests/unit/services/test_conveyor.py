"""Several hands for one download: everything is taken in order, and whatever goes wrong comes back to whoever puts."""

import threading
from collections.abc import Callable

import pytest

from assessor_app.services.conveyor import Conveyor


class HelpingThreads:
    """Threads as the lanes give them; all have ended when `join` returns."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []

    def start(self, work: Callable[[], None]) -> bool:
        self._threads.append(threading.Thread(target=work))
        self._threads[-1].start()
        return True

    def join(self) -> None:
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()


def alone(_: Callable[[], None]) -> bool:
    return False


@pytest.mark.parametrize("has_help", [True, False])
def test_everything_is_taken_in_its_order(has_help: bool) -> None:
    helpers, taken = HelpingThreads(), list[int]()
    conveyor = Conveyor(taken.append, helpers.start if has_help else alone, 2)
    for number in range(100):
        conveyor.put(number)
    conveyor.finish()
    helpers.join()
    assert taken == list(range(100))


@pytest.mark.parametrize("has_help", [True, False])
def test_what_taking_raises_reaches_whoever_puts_and_nothing_behind_it_is_taken(has_help: bool) -> None:
    helpers, taken = HelpingThreads(), list[int]()

    def take(number: int) -> None:
        if number == 3:
            raise OSError("full")
        taken.append(number)

    def put_all() -> None:
        for number in range(100):
            conveyor.put(number)
        conveyor.finish()

    conveyor = Conveyor(take, helpers.start if has_help else alone, 2)
    with pytest.raises(OSError, match="full"):
        put_all()
    conveyor.end()
    conveyor.end()
    helpers.join()
    assert taken == [0, 1, 2]


def test_the_end_waits_for_what_is_under_way() -> None:
    helpers, may_go, taken = HelpingThreads(), threading.Event(), list[int]()

    def take(number: int) -> None:
        may_go.wait(10)
        taken.append(number)

    conveyor = Conveyor(take, helpers.start, 4)
    conveyor.put(1)
    conveyor.put(2)
    may_go.set()
    conveyor.finish()
    assert taken == [1, 2]
    helpers.join()
