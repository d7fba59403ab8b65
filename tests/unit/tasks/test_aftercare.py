"""What follows a contact reaches the window: a call to lock, receipts on their way, evidence that locks or opens."""

import queue
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication

from assessor_app.domain.changes import Changes, Kind
from assessor_app.domain.device import DeviceAct, DeviceCommand, DeviceKeys
from assessor_app.domain.submission import MediaState
from assessor_app.services.exchange_ports import ServerClient
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.views import ArtifactMedia, SyncStatus
from assessor_app.store.profile_store import Store
from assessor_app.tasks.aftercare import LaneAftercare, LeaseWatch
from assessor_app.tasks.line import Line
from assessor_app.tasks.media_queue import default_setting
from assessor_app.tasks.runner import Runner
from assessor_app.tasks.write_gate import WriteGate
from tests.fakes.store_factory import SERVER_ID, START, Bench, make_world
from tests.fakes.vaults import make_vault, put_file
from tests.unit.services.test_trusted_time import DAY
from tests.unit.services.test_trusted_time import Laptop as Clocks

VIDEO = "submission-1/artifacts/1"
PATIENCE_S = 30


@dataclass
class Orders:
    """A server with something to ask."""

    asks: tuple[DeviceCommand, ...]

    def tell_device(self, keys: DeviceKeys, done: Iterable[str]) -> tuple[int, tuple[DeviceCommand, ...]]:
        return 1, self.asks


class Window:
    """Whatever comes to the UI thread, called by whoever waits."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.calls: queue.Queue[Callable[[], None]] = queue.Queue()
        self.runner = Runner(self.calls.put)
        self.store, self.vault = store, make_vault(folder)
        self.published: list[Changes] = []
        self.line = Line(
            runner=self.runner,
            gate=WriteGate(store.factory),
            reads=lambda: store.reads,
            tools=Bench().tools,
            vault=self.vault,
            client_of=cast(Any, None),
            publish=self.published.append,
            deliver=self.calls.put,
        )

    def run(self) -> None:
        while not self.calls.empty():
            self.calls.get()()

    def next(self) -> None:
        self.calls.get(timeout=PATIENCE_S)()


@pytest.fixture
def window(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Window]:
    with make_world(tmp_path) as store:
        made = Window(store, tmp_path)
        yield made
        made.runner.close()
        made.vault.close()


def test_an_order_reaches_the_window_and_its_receipt_the_server(window: Window) -> None:
    put_file(window.vault, VIDEO, b"bytes")
    with window.store.factory() as uow:
        uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, 5, 5))
    sent: list[str] = []
    locked: list[bool] = []
    care = LaneAftercare(window.line, default_setting, sent.append)
    care.when_told_to_lock(lambda: locked.append(True))
    orders = Orders((DeviceCommand("1", DeviceAct.LOCK), DeviceCommand("2", DeviceAct.ERASE)))
    care.after_contact(window.store.factory, cast(ServerClient, orders), SERVER_ID)
    window.run()
    assert (locked, sent) == ([True], [SERVER_ID])
    (changes,) = window.published
    assert changes.has(Kind.ARTIFACT)
    assert changes.has(Kind.OUTBOX)
    assert SERVER_ID in changes.ids(Kind.DEVICE)
    care.after_contact(window.store.factory, cast(ServerClient, orders), SERVER_ID)
    window.run()
    assert (locked, sent, len(window.published)) == ([True], [SERVER_ID], 1), "once"


def test_screens_hear_when_evidence_locks_and_when_it_opens(window: Window) -> None:
    clocks = Clocks()
    with window.store.factory() as uow:
        uow.servers.put(clocks.meet(uow.servers.get(SERVER_ID), START))
    watch = LeaseWatch(window.line, OfflineLease(clocks.clock))
    heard = []
    for days in (0, 10, 20, 0):
        clocks.wait(days * DAY)
        watch.look()
        window.next()
        heard.append(len(window.published))
    assert heard == [0, 0, 1, 1], "only what is new is said"
    assert window.published[0].ids(Kind.SERVER) == window.published[0].ids(Kind.DEVICE) == {SERVER_ID}
    with window.store.factory() as uow:
        uow.servers.put(clocks.meet(uow.servers.get(SERVER_ID), START + 30 * DAY))
    watch.met(SyncStatus(synced_at=clocks.shown))
    window.next()
    assert len(window.published) == 2
    watch.met(SyncStatus(synced_at=clocks.shown, is_busy=True))
    assert window.calls.empty(), "the same contact is looked at once"


def test_how_late_it_may_be_is_written_down_as_time_passes(window: Window) -> None:
    clocks = Clocks()
    with window.store.factory() as uow:
        uow.servers.put(clocks.meet(uow.servers.get(SERVER_ID), START))
    watch = LeaseWatch(window.line, OfflineLease(clocks.clock))
    clocks.wait(DAY)
    for _ in range(30):
        watch.look()
        window.next()
    window.next()
    with window.store.factory() as uow:
        assert uow.servers.get(SERVER_ID).suspected_at == START + DAY
