"""Which servers answer, and when those that do not are tried again."""

from datetime import timedelta

import pytest

from assessor_app.domain.reach import Reach
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.tasks.connectivity import Connectivity
from tests.fakes.store_factory import Clock

RIVERSIDE, LAKELAND = "riverside", "lakeland"


class Bench:
    def __init__(self, share: float = 1.0) -> None:
        self.wall, self.seconds, self.told = Clock(), 1000.0, 0
        self.connectivity = Connectivity(
            self.wall.now, lambda: self.seconds, lambda low, high: low + share * (high - low)
        )
        self.connectivity.listen(self._tell)

    def _tell(self) -> None:
        self.told += 1

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall.advance(seconds)

    def miss(self, reach: Reach = Reach.SERVER_AWAY, retry_after_s: float | None = None) -> float:
        """Fail once it is due; return the seconds until the next try."""
        self.pass_by(self.connectivity.due_in_s() or 0.0)
        self.connectivity.missed(RIVERSIDE, ServerUnreachable("Away.", reach, retry_after_s=retry_after_s))
        wait = self.connectivity.due_in_s()
        assert wait is not None
        return wait


def test_waits_grow_from_two_seconds_to_a_quarter_of_an_hour():
    longest = Bench()
    assert [round(longest.miss()) for _ in range(11)] == [4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert {Bench(share=0.0).miss() for _ in range(5)} == {2.0}, "full jitter: the shortest wait is always possible"


@pytest.mark.parametrize(("wish", "wait"), [(30.0, 30.0), (1.0, 4.0), (1e9, 3600.0)])
def test_the_servers_wish_is_obeyed_up_to_an_hour(wish: float, wait: float):
    assert Bench().miss(retry_after_s=wish) == wait


def test_what_fails_together_is_one_try():
    bench = Bench()
    bench.miss()
    for _ in range(5):
        bench.connectivity.missed(RIVERSIDE, ServerUnreachable("A page.", Reach.CAPTIVE))
    standing = bench.connectivity.standing(RIVERSIDE)
    assert (standing.tries, standing.reach, standing.words) == (1, Reach.CAPTIVE, "A page.")


def test_a_server_is_left_alone_until_its_time():
    bench = Bench()
    assert bench.connectivity.may_try(RIVERSIDE), "nobody spoke to it yet"
    bench.miss()
    assert not bench.connectivity.may_try(RIVERSIDE)
    assert bench.connectivity.may_try(LAKELAND)
    assert bench.connectivity.due() == ()
    bench.pass_by(4)
    assert bench.connectivity.due() == (RIVERSIDE,)
    assert bench.connectivity.reached(RIVERSIDE), "it had been away"
    assert not bench.connectivity.reached(RIVERSIDE)
    assert (bench.connectivity.due_in_s(), bench.connectivity.worst()) == (None, None)


def test_another_network_ends_all_waiting():
    bench = Bench()
    for _ in range(6):
        bench.miss()
    bench.connectivity.hurry()
    assert bench.connectivity.due() == (RIVERSIDE,)
    assert bench.miss() == 4.0, "and it begins with short waits"


def test_a_clock_that_is_set_decides_nothing():
    bench = Bench()
    bench.miss()
    bench.wall.time -= timedelta(days=3)
    bench.seconds += 5
    assert bench.connectivity.due() == (RIVERSIDE,)
    bench.wall.time += timedelta(days=3653)
    bench.miss()
    assert bench.connectivity.due() == ()


def test_a_person_hears_first_what_a_person_can_change():
    bench = Bench()
    bench.connectivity.missed(LAKELAND, ServerUnreachable("Away."))
    bench.connectivity.missed(RIVERSIDE, ServerUnreachable("A page.", Reach.CAPTIVE))
    worst = bench.connectivity.worst()
    assert worst is not None
    assert (worst.server_id, worst.words) == (RIVERSIDE, "A page.")
    assert worst.next_try_at == bench.wall.now() + timedelta(seconds=4)
    bench.connectivity.keep_only({LAKELAND})
    assert bench.connectivity.worst() == bench.connectivity.standing(LAKELAND)
    assert bench.told == 3
