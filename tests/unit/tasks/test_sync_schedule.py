"""When the laptop speaks to its servers by itself."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.system_network import SystemNetwork
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.services.views import SyncStatus
from assessor_app.tasks.connectivity import Connectivity
from assessor_app.tasks.network_news import NetworkNews
from assessor_app.tasks.sync_schedule import SyncSchedule
from tests.fakes.store_factory import Clock


class PaidNetwork(NetworkNews):
    is_metered = True


class Told:
    """An exchange that only notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = SyncStatus()
        self.seconds = 0.0
        self.connectivity = Connectivity(Clock().now, lambda: self.seconds, lambda low, high: high)
        self.is_speaking = False
        self.media = SimpleNamespace(
            is_metered=lambda: False,
            is_waiting=True,
            is_fetching=False,
            pump=self._note("pump"),
            hurry=self._note("hurry"),
        )
        self.look, self.send_due = self._note("look"), self._note("send")
        self.try_again = self._note("again")

    def _note(self, what: str) -> Any:
        return lambda: self.asked.append(what)


@pytest.fixture
def exchange(qapp: QApplication) -> Told:
    return Told()


@pytest.fixture
def schedule(exchange: Told) -> Iterator[SyncSchedule]:
    made = SyncSchedule(cast(Any, exchange), network=PaidNetwork())
    yield made
    made.stop()
    made.deleteLater()


def test_it_begins_with_news_and_goes_on_with_what_was_fetched(schedule: SyncSchedule, exchange: Told):
    schedule.start()
    assert exchange.asked == ["look", "pump"]
    assert exchange.media.is_metered()


def test_a_round_sends_what_is_due_and_looks_after_evidence_that_waits(schedule: SyncSchedule, exchange: Told):
    schedule._on_send()
    exchange.is_speaking, exchange.media.is_waiting = True, False
    schedule._on_send()
    assert exchange.asked == ["send", "pump"]


def test_scores_do_not_wait_for_a_video_that_takes_all_day(schedule: SyncSchedule, exchange: Told):
    exchange.status = SyncStatus(is_busy=True)
    exchange.media.is_waiting, exchange.media.is_fetching = False, True
    schedule._on_send()
    assert exchange.asked == ["send", "pump"], "and the hours that began meanwhile are minded"


def test_a_server_that_is_away_is_asked_again_at_its_time(schedule: SyncSchedule, exchange: Told):
    exchange.connectivity.missed("riverside", ServerUnreachable("Away."))
    assert not schedule._again.isActive(), "not before it begins"
    schedule.start()
    exchange.connectivity.missed("lakeland", ServerUnreachable("Away."))
    assert (schedule._again.isActive(), schedule._again.interval()) == (True, 4000)
    exchange.seconds = 1000.0
    exchange.connectivity.hurry()
    assert schedule._again.interval() == 250, "at once, but for a breath"
    for server_id in ("riverside", "lakeland"):
        exchange.connectivity.reached(server_id)
    assert not schedule._again.isActive()


def test_another_network_ends_all_waiting(schedule: SyncSchedule, exchange: Told):
    exchange.connectivity.missed("riverside", ServerUnreachable("Away."))
    schedule._network.changed.emit()
    assert exchange.connectivity.due() == ("riverside",)
    assert exchange.asked == ["hurry"]


def test_a_system_that_tells_nothing_is_no_paid_network(qapp: QApplication):
    network = SystemNetwork()
    assert not network.is_metered, "nothing was told yet"
    network.start()  # whatever this system knows, it does not stand in the way of a start
    network.deleteLater()
    assert not NetworkNews().is_metered
