"""Lanes and the write gate: order, results, failures, closing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assessor_app.tasks.runner import Runner, RunnerClosed, Ticket
from assessor_app.tasks.write_gate import BULK, OWN_ACTS, WriteGate


def at_once(function: Callable[[], None]) -> None:
    function()


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner(at_once)
    yield made
    made.close()


def test_results_and_failures_come_back(runner: Runner) -> None:
    seen: list[Any] = []
    done = threading.Event()
    runner.submit("db", lambda _: 7, then=seen.append)

    def failed(error: Exception) -> None:
        seen.append(type(error))
        done.set()

    runner.submit("db", lambda _: 1 // 0, failed=failed)
    assert done.wait(5)
    assert seen == [7, ZeroDivisionError]


def test_a_lane_is_one_thread_and_lanes_do_not_wait_for_each_other(runner: Runner) -> None:
    gate, done = threading.Event(), threading.Event()
    names: list[str] = []
    runner.submit("media:s", lambda _: gate.wait(5))
    runner.submit("push:s", lambda _: names.append(threading.current_thread().name))
    runner.submit("push:s", lambda _: names.append(threading.current_thread().name), then=lambda _: done.set())
    assert done.wait(5), "a score waited behind video"
    gate.set()
    assert names == ["lane push:s", "lane push:s"]


def test_lower_rank_goes_first(runner: Runner) -> None:
    gate, done = threading.Event(), threading.Event()
    order: list[str] = []
    runner.submit("db", lambda _: gate.wait(5))
    runner.submit("db", lambda _: order.append("bulk"), rank=20)
    runner.submit("db", lambda _: order.append("last"), rank=30, then=lambda _: done.set())
    runner.submit("db", lambda _: order.append("own"), rank=0)
    gate.set()
    assert done.wait(5)
    assert order == ["own", "bulk", "last"]


def test_closing_finishes_what_was_handed_in_and_cancels_long_work() -> None:
    runner = Runner(at_once)
    started = threading.Event()
    ended: list[str] = []

    def long_work(ticket: Ticket) -> None:
        started.set()
        while not ticket.is_cancelled():
            time.sleep(0.002)
        ended.append("long")

    runner.submit("media:s", long_work)
    runner.submit("media:s", lambda _: ended.append("next"))
    started.wait(5)
    runner.close()
    runner.close()
    assert ended == ["long", "next"]
    with pytest.raises(RunnerClosed):
        runner.submit("db", lambda _: None)


def test_the_gate_lets_one_in_and_prefers_the_assessor() -> None:
    inside, most, order = 0, 0, []
    lock = threading.Lock()

    @contextmanager
    def unit() -> Iterator[Any]:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.01)
        yield None
        with lock:
            inside -= 1

    gate = WriteGate(unit)
    first_in = threading.Event()

    def hold() -> None:
        with gate.factory(BULK)():
            first_in.set()
            time.sleep(0.15)

    def enter(rank: int, name: str) -> None:
        with gate.factory(rank)():
            order.append(name)

    threads = [threading.Thread(target=hold)]
    threads[0].start()
    first_in.wait(5)
    for rank, name in ((BULK, "bulk"), (BULK, "bulk"), (OWN_ACTS, "own")):
        threads.append(threading.Thread(target=enter, args=(rank, name)))
        threads[-1].start()
        time.sleep(0.02)
    for thread in threads:
        thread.join(5)
    assert most == 1
    assert order == ["own", "bulk", "bulk"]


def test_the_gate_opens_again_after_a_failed_unit() -> None:
    @contextmanager
    def unit() -> Iterator[Any]:
        yield None

    gate = WriteGate(unit)
    with pytest.raises(ValueError, match="no"), gate.factory(BULK)():
        raise ValueError("no")
    with gate.factory(BULK)():
        pass
