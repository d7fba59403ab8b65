"""A laptop's clock may lock, never erase: confirmed is what servers signed, what is suspected never goes back."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from assessor_app.domain.server import IssuingServer
from assessor_app.services.trusted_time import TrustedClock, as_received, as_signed, as_suspected
from tests.fakes.store_factory import START, a_server

TEN_YEARS = timedelta(days=3653)
DAY = timedelta(days=1)


@dataclass
class Laptop:
    """Its two clocks, in a test's hands. `restart` forgets what only a running program knows."""

    shown: datetime = START
    read_s: float = 1000.0
    clock: TrustedClock = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.clock = TrustedClock(lambda: self.shown, lambda: self.read_s)

    def wait(self, passed: timedelta) -> None:
        self.shown += passed
        self.read_s += passed.total_seconds()

    def meet(self, server: IssuingServer, signed_at: datetime) -> IssuingServer:
        return as_signed(server, signed_at, self.shown)


@pytest.fixture
def laptop() -> Laptop:
    return Laptop()


def test_nothing_is_confirmed_before_a_server_signed_a_time(laptop: Laptop) -> None:
    assert laptop.clock.confirmed_at(a_server()) is None
    assert laptop.clock.suspected_at(a_server()) == START, "of a server never met the laptop's clock is all there is"


def test_confirmed_time_passes_while_the_program_runs_and_not_while_it_does_not(laptop: Laptop) -> None:
    met = laptop.meet(a_server(), START)
    assert laptop.clock.confirmed_at(met) == START
    laptop.wait(DAY)
    assert laptop.clock.confirmed_at(met) == START + DAY
    laptop.restart()
    laptop.shown += DAY
    assert laptop.clock.confirmed_at(met) == START, "what a clock says of the time it was off is nobody's word"


def test_a_clock_set_forward_confirms_nothing_and_locks_until_contact(laptop: Laptop) -> None:
    met = laptop.meet(a_server(), START)
    laptop.shown += TEN_YEARS
    assert laptop.clock.confirmed_at(met) == START
    assert laptop.clock.suspected_at(met) == START + TEN_YEARS
    again = laptop.meet(met, START + DAY)
    assert laptop.clock.confirmed_at(again) == laptop.clock.suspected_at(again) == START + DAY
    laptop.wait(DAY)
    assert laptop.clock.suspected_at(again) == START + 2 * DAY, "a clock that stays wrong tells how much time passed"


def test_a_clock_set_back_never_unlocks(laptop: Laptop) -> None:
    met = laptop.meet(a_server(), START)
    laptop.shown += 40 * DAY
    assert laptop.clock.suspected_at(met) == START + 40 * DAY
    laptop.shown = START
    assert laptop.clock.suspected_at(met) == START + 40 * DAY
    kept = as_suspected(met, laptop.clock)
    laptop.restart()
    laptop.shown = START - 3 * DAY
    assert laptop.clock.suspected_at(kept) == START + 40 * DAY, "nor after a new start"


def test_a_clock_set_back_before_every_start_still_wears_the_lease_down(laptop: Laptop) -> None:
    server = laptop.meet(a_server(), START)
    for _ in range(5):
        laptop.restart()
        laptop.shown = START - 3 * DAY
        laptop.clock.suspected_at(server)
        laptop.wait(8 * timedelta(hours=1))
        server = as_suspected(server, laptop.clock)
    assert laptop.clock.suspected_at(server) == START + timedelta(hours=40)


def test_a_clock_that_was_ahead_at_the_contact_and_is_right_again_still_counts(laptop: Laptop) -> None:
    laptop.shown = START + TEN_YEARS
    met = laptop.meet(a_server(), START)
    assert laptop.clock.suspected_at(met) == START
    laptop.shown = START + 31 * DAY
    laptop.restart()
    assert laptop.clock.suspected_at(met) == START + 31 * DAY


def test_a_server_set_back_does_not_lower_what_was_confirmed(laptop: Laptop) -> None:
    met = laptop.meet(a_server(), START)
    laptop.wait(10 * DAY)
    again = laptop.meet(met, START - 5 * DAY)
    assert again.server_time_at == START
    assert laptop.clock.confirmed_at(again) == START
    assert laptop.clock.suspected_at(again) == START, "it was met: what waited for a contact is open"


def test_a_receipt_is_a_contact_unless_it_is_replayed(laptop: Laptop) -> None:
    met = laptop.meet(a_server(), START)
    laptop.wait(2 * DAY)
    assert as_received(met, START - DAY, laptop.shown) == met
    newer = as_received(met, START + 2 * DAY, laptop.shown)
    assert (newer.server_time_at, newer.met_at) == (START + 2 * DAY, laptop.shown)


def test_the_time_suspected_is_written_down_coarsely(laptop: Laptop) -> None:
    met = laptop.meet(a_server(), START)
    laptop.wait(timedelta(minutes=5))
    assert as_suspected(met, laptop.clock) is met
    assert as_suspected(a_server(), laptop.clock) == a_server()
    laptop.wait(timedelta(hours=1))
    assert as_suspected(met, laptop.clock).suspected_at == START + timedelta(minutes=65)


@pytest.mark.parametrize("shown", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_absurd_clocks_are_borne(laptop: Laptop, shown: datetime) -> None:
    met = laptop.meet(a_server(), START)
    laptop.shown = shown
    assert laptop.clock.confirmed_at(met) == START
    assert laptop.clock.suspected_at(met) == max(START, shown)
    absurd = replace(met, met_at=datetime.min.replace(tzinfo=UTC))
    assert laptop.clock.suspected_at(absurd) >= START


def test_a_server_at_the_end_of_the_calendar_ends_nothing_else(laptop: Laptop) -> None:
    met = laptop.meet(a_server(), datetime.max.replace(tzinfo=UTC))
    laptop.clock.confirmed_at(met)
    laptop.clock.suspected_at(met)
    laptop.wait(DAY)
    assert laptop.clock.confirmed_at(met) == laptop.clock.suspected_at(met) == datetime.max.replace(tzinfo=UTC)
