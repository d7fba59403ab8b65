"""What a server asks of this laptop is done once, whatever stops in between, and never touches what was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from assessor_app.domain.changes import Kind
from assessor_app.domain.device import DeviceAct, DeviceCommand, DeviceKeys
from assessor_app.domain.event import EventKind
from assessor_app.domain.submission import MediaState
from assessor_app.services import annotate, devices
from assessor_app.services.aftercare import Aftercare
from assessor_app.services.exchange_ports import ServerClient, ServerUnreachable
from assessor_app.services.refusals import EvidenceLocked, Lock
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.store_factory import SERVER_ID, a_mark
from tests.fakes.vaults import make_vault, put_file
from tests.unit.services.desk import EditingDesk, open_desk

VIDEO, OTHER = "submission-1/artifacts/1", "submission-2/artifacts/1"
WORDS = "submission-1/artifacts/3"
LOCK = DeviceCommand("command-1", DeviceAct.LOCK)
ERASE = DeviceCommand("command-2", DeviceAct.ERASE)


@dataclass
class Office:
    """An issuing organisation: what it asks, and what it heard."""

    asks: tuple[DeviceCommand, ...] = ()
    heard: list[tuple[DeviceKeys, frozenset[str]]] = field(default_factory=list)
    is_away: bool = False
    knows_laptops: bool = True

    def tell_device(self, keys: DeviceKeys, done: Iterable[str]) -> tuple[int, tuple[DeviceCommand, ...]] | None:
        if self.is_away:
            raise ServerUnreachable("away")
        self.heard.append((keys, frozenset(done)))
        return (len(self.heard), self.asks) if self.knows_laptops else None


@dataclass
class Laptop:
    desk: EditingDesk
    vault: SealedVault
    office: Office = field(default_factory=Office)

    def meet(self, *asks: DeviceCommand) -> devices.Obeyed:
        self.office.asks = asks
        client = cast(ServerClient, self.office)
        return devices.meet(self.desk.store.factory, client, self.vault, self.desk.tools, SERVER_ID)

    def hold(self, artifact_id: str) -> None:
        put_file(self.vault, artifact_id, b"bytes")
        with self.desk.store.factory() as uow:
            uow.media.put(ArtifactMedia(artifact_id, MediaState.PRESENT, 5, 5))

    def holds(self, artifact_id: str) -> bool:
        try:
            self.vault.open(artifact_id).close()
        except NotOnThisLaptop:
            return False
        return True

    def receipts(self, assignment_id: str = "assignment-1") -> list[tuple[str, str]]:
        with self.desk.store.factory() as uow:
            told = [e for e in uow.events.unsent(assignment_id) if e.kind is EventKind.EVIDENCE_ERASED]
        return [(event.data["artifact"], event.data["reason"]) for event in told]

    def lock(self) -> Lock | None:
        try:
            self.desk.store.reads.must_be_open(VIDEO)
        except EvidenceLocked as error:
            return error.lock
        return None


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with open_desk(tmp_path, ("assignment-1", "assignment-2")) as desk:
        vault = make_vault(tmp_path)
        yield Laptop(desk, vault)
        vault.close()


def test_keys_are_made_once_and_shown_at_every_contact(laptop: Laptop) -> None:
    laptop.meet()
    laptop.meet()
    first, second = (keys for keys, _ in laptop.office.heard)
    assert first == second
    assert first.sign_private != first.seal_private
    with laptop.desk.store.factory() as uow:
        assert uow.devices.published(SERVER_ID) == 2


def test_an_erasure_destroys_keys_and_leaves_what_was_written(laptop: Laptop) -> None:
    laptop.hold(VIDEO)
    laptop.hold(OTHER)
    laptop.desk.do(annotate.add, a_mark(text="counts to four"))
    done = laptop.meet(ERASE)
    assert (laptop.holds(VIDEO), laptop.holds(OTHER)) == (False, False)
    assert laptop.receipts() == [(VIDEO, "remote"), (WORDS, "remote")]
    assert laptop.receipts("assignment-2") == [(OTHER, "remote"), ("submission-2/artifacts/3", "remote")]
    assert [mark.text for mark in laptop.desk.marks()] == ["counts to four"]
    assert done.changes.has(Kind.ARTIFACT, Kind.OUTBOX)
    assert done.changes.ids(Kind.SUBMISSION) == {"submission-1", "submission-2"}, "a text that is on show goes, too"
    assert not done.must_lock
    assert [done for _, done in laptop.office.heard] == [frozenset(), {ERASE.command_id}], "and it is told at once"


def test_what_was_erased_is_not_fetched_again_by_itself(laptop: Laptop) -> None:
    """The queue of evidence goes on in a laptop that was stolen running."""
    with laptop.desk.store.factory() as uow:
        uow.media.want(("assignment-1", "assignment-2"), laptop.desk.tools.now())
    laptop.hold(VIDEO)
    laptop.meet(ERASE)
    with laptop.desk.store.factory() as uow:
        assert uow.media.wanted() == ()


def test_what_candidates_wrote_goes_too_where_no_file_was_ever_fetched(laptop: Laptop) -> None:
    laptop.meet(replace(ERASE, scope=("assignment-2",)))
    with laptop.desk.store.factory() as uow:
        texts = [[part.text for part in uow.remote.submission(f"submission-{n}").artifacts] for n in (1, 2)]
    assert texts == [[None, None, "I waited longer than I thought."], [None, None, None]]


def test_what_is_asked_for_again_comes_with_the_words(laptop: Laptop) -> None:
    laptop.meet(ERASE)
    with laptop.desk.store.factory() as uow:
        assert ("submission", "submission-1", 1) in uow.remote.visible(SERVER_ID)
        uow.media.want(("assignment-1",), laptop.desk.tools.now())
        assert ("submission", "submission-1", 0) in uow.remote.visible(SERVER_ID), "the next compare fetches it"
        assert ("submission", "submission-2", 1) in uow.remote.visible(SERVER_ID)


def test_an_erasure_keeps_to_its_scope(laptop: Laptop) -> None:
    laptop.hold(VIDEO)
    laptop.hold(OTHER)
    laptop.meet(replace(ERASE, scope=("assignment-2", "assignment-unknown")))
    assert (laptop.holds(VIDEO), laptop.holds(OTHER)) == (True, False)


def test_an_erasure_is_carried_out_once(laptop: Laptop) -> None:
    laptop.meet(ERASE)
    laptop.hold(VIDEO)
    laptop.meet(ERASE)
    assert laptop.holds(VIDEO), "fetched again since, with its server's leave"
    laptop.meet(replace(ERASE, command_id="command-3"))
    assert not laptop.holds(VIDEO)


def test_a_stop_before_it_was_noted_repeats_harmlessly(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(name: str) -> None:
        if name == "device.before_done":
            raise OSError(name)

    laptop.hold(VIDEO)
    monkeypatch.setattr(devices, "failpoint", power_cut)
    with pytest.raises(OSError, match="before_done"):
        laptop.meet(ERASE)
    assert not laptop.holds(VIDEO)
    monkeypatch.undo()
    laptop.meet(ERASE)
    assert laptop.receipts() == [(VIDEO, "remote"), (WORDS, "remote")], "one receipt each"
    with laptop.desk.store.factory() as uow:
        assert uow.devices.done(SERVER_ID) == {ERASE.command_id}


def test_a_lock_closes_evidence_until_it_is_lifted_and_calls_once(laptop: Laptop) -> None:
    assert laptop.meet(LOCK).must_lock
    assert laptop.lock() is Lock.REMOTE
    assert not laptop.desk.view().may_show_evidence
    assert laptop.desk.view().is_editable, "scores and notes stay open"
    again = laptop.meet(LOCK)
    assert (again.must_lock, laptop.lock()) == (False, Lock.REMOTE)
    lifted = laptop.meet()
    assert laptop.lock() is None
    assert lifted.changes.ids(Kind.SERVER) == {SERVER_ID}


def test_a_server_that_is_away_or_knows_no_laptops_changes_nothing(laptop: Laptop) -> None:
    laptop.meet(LOCK)
    laptop.office.is_away = True
    care = Aftercare(laptop.vault, laptop.desk.tools)
    care.after_contact(laptop.desk.store.factory, cast(ServerClient, laptop.office), SERVER_ID)
    assert laptop.lock() is Lock.REMOTE
    laptop.office = Office(knows_laptops=False)
    laptop.meet()
    assert laptop.lock() is Lock.REMOTE
