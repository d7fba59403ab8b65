"""The desk of the window: what is on its way to the disk is counted until it is told what became of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assessor_app.domain.annotation import InvalidSelector
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.services.done import Done
from assessor_app.tasks.desk import LaneDesk
from assessor_app.tasks.writes import WritesUnderWay

MARKED = Done("mark", Changes.of(Touched(Kind.ANNOTATION, "mark"), act_id="act"))
FULL = OSError("The disk is full.")


class SlowLane:
    """A runner whose work is done when the test says so."""

    def __init__(self) -> None:
        self._jobs: list[Callable[[], None]] = []

    def submit(self, _: str, work: Any, then: Any, failed: Any, rank: int = 0) -> None:
        def run() -> None:
            try:
                value = work(None)
            except OSError as error:
                failed(error)
            else:
                then(value)

        self._jobs.append(run)

    def do_next(self) -> None:
        self._jobs.pop(0)()


@pytest.fixture
def lane() -> SlowLane:
    return SlowLane()


@pytest.fixture
def complaints() -> list[Exception]:
    return []


@pytest.fixture
def desk(lane: SlowLane, complaints: list[Exception]) -> LaneDesk:
    @contextmanager
    def begin() -> Iterator[None]:
        yield

    gate = SimpleNamespace(factory=lambda _: begin)
    line = SimpleNamespace(runner=lane, gate=gate, publish=lambda _: None, tools=None, vault=None)
    exchange = SimpleNamespace(when_arrived=lambda _: None)
    return LaneDesk(cast(Any, line), cast(Any, exchange), complaints.append)


def refuse(_: object) -> Done[str]:
    raise FULL


def test_a_write_is_under_way_until_whoever_asked_has_heard_of_it(desk: LaneDesk, lane: SlowLane) -> None:
    seen: list[int] = []
    desk.writes.listen(lambda: seen.append(desk.writes.under_way))
    heard: list[int] = []
    desk.write(lambda _: MARKED, lambda _: heard.append(desk.writes.under_way))
    desk.write(lambda _: MARKED)
    lane.do_next()
    lane.do_next()
    assert heard == [2]
    assert seen == [1, 2, 1, 0]
    assert desk.writes.failure is None


def test_a_refused_write_is_told_until_one_is_committed(
    desk: LaneDesk, lane: SlowLane, complaints: list[Exception]
) -> None:
    desk.write(refuse)
    lane.do_next()
    assert complaints == [FULL]
    assert (desk.writes.under_way, desk.writes.failure) == (0, FULL)
    desk.write(lambda _: Done(None, Changes()))
    lane.do_next()
    assert desk.writes.failure is FULL  # nothing was changed: the disk may be as full as before
    desk.write(lambda _: MARKED)
    lane.do_next()
    assert desk.writes.failure is None


def test_whoever_is_told_may_fail_and_the_count_stays_right(desk: LaneDesk, lane: SlowLane) -> None:
    def stumble(_: object) -> None:
        raise LookupError

    desk.write(lambda _: MARKED, stumble)
    with pytest.raises(LookupError):
        lane.do_next()
    assert desk.writes.under_way == 0


def test_what_a_rule_says_no_to_is_no_failure_of_the_disk() -> None:
    writes = WritesUnderWay()
    writes.begin()
    writes.end(InvalidSelector("a moment that ends before it begins"))
    assert (writes.under_way, writes.failure) == (0, None)
