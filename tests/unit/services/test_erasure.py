"""What was erased cannot be read again by anybody who kept a copy of the disk, and its server is told once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxVerb
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.services import derived_data, erasure, servers, sync
from assessor_app.services.aftercare import Aftercare
from assessor_app.services.erasure import Reason, erase, queue_receipts
from assessor_app.services.exchange_ports import RemoteChange, RemotePage, ServerClient
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from assessor_app.store.connection import connect
from assessor_app.vault.media_keys import database_key
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.store_factory import SERVER_ID, START, a_server, a_submission, arrives
from tests.fakes.vaults import MEDIA_KEY, make_vault, put_file
from tests.unit.services.desk import EditingDesk, open_desk

VIDEO, PLAN, REFLECTION = a_submission().artifacts
HOME = "assignment-1"
PICTURE = b"a picture of the lesson"


@dataclass
class Laptop:
    folder: Path
    desk: EditingDesk
    vault: SealedVault

    def hold(self, artifact: Artifact = VIDEO) -> None:
        put_file(self.vault, artifact, b"every byte of the lesson")
        with self.desk.store.factory() as uow:
            uow.media.put(ArtifactMedia(artifact.artifact_id, MediaState.PRESENT, 24, 24))
            derived_data.keep(self.vault, uow, artifact, {DerivedKind.THUMBNAILS: PICTURE})

    def erase(self, reason: Reason = Reason.REMOTE) -> None:
        with self.desk.store.factory() as uow:
            erase(self.vault, uow, self.desk.tools, HOME, reason)

    def sealed(self, artifact: Artifact = VIDEO) -> bytes:
        found = self.desk.store.reads.derived(artifact.artifact_id, artifact.sha256, DerivedKind.THUMBNAILS)
        assert found is not None
        return found

    def receipts(self) -> list[tuple[str, str, str]]:
        with self.desk.store.factory() as uow:
            told = [event for event in uow.events.unsent(HOME) if event.kind is EventKind.EVIDENCE_ERASED]
        return [(event.data["artifact"], event.data["digest"], event.data["reason"]) for event in told]

    def waiting(self) -> list[bytes]:
        with self.desk.store.factory() as uow:
            line = uow.outbox.line(SERVER_ID, HOME)
        return [item.body for item in line if item.verb is OutboxVerb.POST_EVENTS]

    def pull(self, *changes: RemoteChange) -> None:
        client = cast(ServerClient, OnePage(changes))
        sync.pull(self.desk.store.factory, client, SERVER_ID, vault=self.vault, now=lambda: START)


class OnePage:
    def __init__(self, changes: tuple[RemoteChange, ...]) -> None:
        self._changes = changes

    def identify(self) -> IssuingServer:
        return a_server()

    def changes(self, cursor: str) -> RemotePage:
        return (
            RemotePage(self._changes, "end", has_more=True, digest="")
            if not cursor
            else RemotePage((), "end", has_more=False, digest="")
        )

    def snapshot(self) -> tuple[tuple[tuple[str, str, int], ...], str, str]:
        return (), "end", ""

    def object(self, kind: str, entity_id: str) -> RemoteChange:
        return RemoteChange(kind, entity_id, 0, is_withdrawal=False)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with open_desk(tmp_path, (HOME, "assignment-2")) as desk:
        vault = make_vault(tmp_path)
        yield Laptop(tmp_path, desk, vault)
        vault.close()


def keys_on_disk(folder: Path) -> list[str]:
    """Whose keys a thief finds who has the disk and, for this test, even the profile's own key."""
    connection = connect(folder / "keys.db", database_key(MEDIA_KEY))
    try:
        return [row[0] for row in connection.execute("SELECT artifact_id FROM media_key")]
    finally:
        connection.close()


@pytest.mark.parametrize("reason", Reason)
def test_an_erased_file_is_unreadable_from_a_copy_made_before(laptop: Laptop, tmp_path: Path, reason: Reason) -> None:
    """T24: file and derived data copied before, put back after: without the key they are noise."""
    laptop.hold()
    sealed = laptop.sealed()
    shutil.copytree(tmp_path / "media", tmp_path / "copied")
    laptop.erase(reason)
    shutil.copytree(tmp_path / "copied", tmp_path / "media", dirs_exist_ok=True)
    again = make_vault(tmp_path)
    for vault in (laptop.vault, again):
        with pytest.raises(NotOnThisLaptop):
            vault.open(VIDEO.artifact_id)
        with pytest.raises(NotOnThisLaptop):
            vault.unseal(VIDEO.artifact_id, sealed)
    again.close()
    log = tmp_path / "keys.db-wal"
    assert not log.exists() or log.stat().st_size == 0, "nothing of the key waits in the log"
    assert keys_on_disk(tmp_path) == []
    assert laptop.desk.count("derived") == 0


def test_a_key_made_again_opens_nothing_of_before(laptop: Laptop, tmp_path: Path) -> None:
    laptop.hold()
    sealed = laptop.sealed()
    laptop.erase()
    laptop.hold()
    with pytest.raises(NotOnThisLaptop):
        laptop.vault.unseal(VIDEO.artifact_id, sealed)
    assert laptop.vault.unseal(VIDEO.artifact_id, laptop.sealed()) == PICTURE


def test_each_piece_has_one_receipt_that_is_queued(laptop: Laptop) -> None:
    laptop.hold()
    laptop.hold(PLAN)
    laptop.erase()
    laptop.erase()
    assert laptop.receipts() == [
        (VIDEO.artifact_id, VIDEO.sha256, "remote"),
        (PLAN.artifact_id, PLAN.sha256, "remote"),
        (REFLECTION.artifact_id, REFLECTION.sha256, "remote"),
    ]
    (body,) = laptop.waiting()
    assert body.count(b"evidence-erased") == 3


def test_what_was_never_here_is_not_reported(laptop: Laptop) -> None:
    with laptop.desk.store.factory() as uow:
        uow.media.put(ArtifactMedia(VIDEO.artifact_id, MediaState.QUEUED, 0, 24))
    laptop.erase(Reason.EVICTED)
    assert laptop.receipts() == []


def test_a_half_fetched_file_is_destroyed_and_reported(laptop: Laptop) -> None:
    sink = laptop.vault.sink(VIDEO.artifact_id, 24)
    sink.write(b"every byte")
    sink.sync()
    with laptop.desk.store.factory() as uow:
        uow.media.put(ArtifactMedia(VIDEO.artifact_id, MediaState.PAUSED, 10, 24))
    laptop.erase(Reason.EVICTED)
    sink.close()
    assert [artifact for artifact, *_ in laptop.receipts()] == [VIDEO.artifact_id]
    assert keys_on_disk(laptop.folder) == []


def test_only_what_is_named_goes(laptop: Laptop) -> None:
    laptop.hold()
    laptop.hold(PLAN)
    with laptop.desk.store.factory() as uow:
        erase(laptop.vault, uow, laptop.desk.tools, HOME, Reason.EVICTED, [PLAN.artifact_id])
    laptop.vault.open(VIDEO.artifact_id).close()
    assert keys_on_disk(laptop.folder) == [VIDEO.artifact_id]


def test_a_withdrawal_destroys_in_the_same_sync_and_the_receipts_follow(laptop: Laptop) -> None:
    laptop.hold()
    with laptop.desk.store.factory() as uow:
        derived_data.keep(laptop.vault, uow, REFLECTION, {DerivedKind.CAPTIONS: b"what the candidate said"})
    laptop.pull(RemoteChange("assignment", HOME, 2, is_withdrawal=True))
    assert keys_on_disk(laptop.folder) == [], "that of what was made of a text, too"
    reasons = {(artifact, reason) for artifact, _, reason in laptop.receipts()}
    assert reasons == {(VIDEO.artifact_id, "withdrawn"), (REFLECTION.artifact_id, "withdrawn")}
    assert laptop.waiting() == []
    with laptop.desk.store.factory() as uow:
        queue_receipts(uow, laptop.desk.tools, SERVER_ID)
        assert not queue_receipts(uow, laptop.desk.tools, SERVER_ID), "once is enough"
    (body,) = laptop.waiting()
    assert body.count(b"withdrawn") == 2


def test_a_new_version_of_a_file_destroys_the_old_one(laptop: Laptop) -> None:
    laptop.hold()
    newer = replace(a_submission(), digest="newer", artifacts=(replace(VIDEO, sha256="f" * 64), PLAN, REFLECTION))
    laptop.pull(arrives("submission", "submission-1", newer, 2))
    assert keys_on_disk(laptop.folder) == []
    assert laptop.receipts() == [(VIDEO.artifact_id, VIDEO.sha256, "replaced")]


def test_a_removed_server_takes_its_evidence_along_and_hears_of_it_when_it_is_back(laptop: Laptop) -> None:
    laptop.hold()
    servers.remove(laptop.desk.store.factory, laptop.vault, SERVER_ID)
    assert keys_on_disk(laptop.folder) == []
    assert {reason for _, _, reason in laptop.receipts()} == {"sign-out"}
    with laptop.desk.store.factory() as uow:
        uow.servers.put(a_server())
    Aftercare(laptop.vault, laptop.desk.tools).at_start(laptop.desk.store.factory)
    assert len(laptop.waiting()) == 1


@pytest.mark.parametrize("step", ["erasure.before_key", "erasure.after_key"])
def test_a_power_cut_on_the_way_leaves_nothing_and_loses_no_receipt(
    laptop: Laptop, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(name: str) -> None:
        if name == step:
            raise OSError(name)

    laptop.hold()
    monkeypatch.setattr(erasure, "failpoint", power_cut)
    with pytest.raises(OSError, match=step):
        laptop.pull(RemoteChange("assignment", HOME, 2, is_withdrawal=True))
    monkeypatch.undo()
    laptop.pull(RemoteChange("assignment", HOME, 2, is_withdrawal=True))
    assert keys_on_disk(laptop.folder) == []
    assert [artifact for artifact, *_ in laptop.receipts()].count(VIDEO.artifact_id) == 1


def test_what_is_made_of_a_text_while_it_is_erased_is_not_kept(laptop: Laptop) -> None:
    laptop.erase()
    with laptop.desk.store.factory() as uow:
        derived_data.keep(laptop.vault, uow, REFLECTION, {DerivedKind.CAPTIONS: PICTURE})
        assert uow.derived.get(REFLECTION.artifact_id, REFLECTION.sha256, DerivedKind.CAPTIONS) is None
