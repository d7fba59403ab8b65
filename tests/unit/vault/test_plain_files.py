"""What an earlier release left as plain files: sealed where it belongs to something, else gone; never opened."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.submission import MediaState
from assessor_app.services.old_evidence import seal_old_evidence
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from assessor_app.vault import disk
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.store_factory import make_world
from tests.fakes.vaults import make_vault, put_file

SEGMENT = 4096
WORDS = b"a child speaks " * 2000
VIDEO = "submission-1/artifacts/1"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[SealedVault]:
    made = make_vault(tmp_path, SEGMENT)
    yield made
    made.close()


def leave(tmp_path: Path, artifact_id: str, suffix: str = "", content: bytes = WORDS) -> Path:
    file = tmp_path / "media" / (hashlib.sha256(artifact_id.encode()).hexdigest() + suffix)
    file.write_bytes(content)
    return file


def never() -> bool:
    return False


def read(vault: SealedVault, artifact_id: str) -> bytes:
    source = vault.open(artifact_id)
    try:
        return source.read_at(0, source.size)
    finally:
        source.close()


def assert_no_plain(tmp_path: Path) -> None:
    for file in (tmp_path / "media").iterdir():
        assert len(file.stem) == 32
        assert b"a child speaks" not in file.read_bytes()


def test_they_are_sealed_or_removed(vault: SealedVault, tmp_path: Path):
    for name in ("one", "two", "stranger"):
        leave(tmp_path, name)
    leave(tmp_path, "one", ".part")
    leave(tmp_path, "taken back")
    leave(tmp_path, "taken back", ".discard", b"")
    leave(tmp_path, "here already")
    put_file(vault, "here already", b"sealed")
    with pytest.raises(NotOnThisLaptop):
        vault.open("one")
    assert vault.has_plain_files()
    vault.seal_plain_files(["one", "two", "taken back", "here already", "nowhere"], never)
    assert not vault.has_plain_files()
    assert_no_plain(tmp_path)
    assert read(vault, "one") == read(vault, "two") == WORDS
    assert read(vault, "here already") == b"sealed"
    for gone in ("stranger", "taken back", "nowhere"):
        with pytest.raises(NotOnThisLaptop):
            vault.open(gone)


def test_stopped_in_the_middle_it_goes_on_the_next_time(vault: SealedVault, tmp_path: Path):
    plain = leave(tmp_path, "one", content=WORDS * 100)
    vault.seal_plain_files(["one"], asked_times(2))
    assert plain.exists()
    with pytest.raises(NotOnThisLaptop):
        vault.open("one")
    vault.seal_plain_files(["one"], never)
    assert read(vault, "one") == WORDS * 100
    assert_no_plain(tmp_path)


def asked_times(number: int) -> Callable[[], bool]:
    asked = iter(range(number))
    return lambda: next(asked, None) is None


def test_what_finds_no_room_goes(vault: SealedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    leave(tmp_path, "one")
    monkeypatch.setattr(SealedVault, "free_bytes", lambda _: 100)
    vault.seal_plain_files(["one"], never)
    assert list((tmp_path / "media").iterdir()) == []
    with pytest.raises(NotOnThisLaptop):
        vault.open("one")


def test_what_was_computed_goes_with_the_first_start(vault: SealedVault, tmp_path: Path):
    with make_world(tmp_path) as store:
        leave(tmp_path, VIDEO)
        digest = store.reads.artifact(VIDEO).sha256
        with store.factory() as uow:
            uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, len(WORDS), len(WORDS)))
            uow.derived.put(VIDEO, digest, DerivedKind.CAPTIONS, b"what the child said")
            uow.derived.put(VIDEO, digest, DerivedKind.FACTS, vault.seal(VIDEO, b"facts"))
        vault.discard(VIDEO)
        seal_old_evidence(vault, store.factory, never)
        assert read(vault, VIDEO) == WORDS
        assert store.reads.derived(VIDEO, digest, DerivedKind.CAPTIONS) is None
        assert store.reads.derived(VIDEO, digest, DerivedKind.FACTS) is not None


def test_a_start_without_them_changes_nothing_but_what_lost_its_key(vault: SealedVault, tmp_path: Path):
    with make_world(tmp_path) as store:
        put_file(vault, VIDEO, WORDS)
        (tmp_path / "media" / ("ab" * 16)).write_bytes(b"whose key is gone")
        seal_old_evidence(vault, store.factory, never)
        assert read(vault, VIDEO) == WORDS
        assert len(list((tmp_path / "media").iterdir())) == 1


def test_room_need_not_be_taken_in_advance(vault: SealedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(disk, "reserve", lambda *_: None)
    leave(tmp_path, "one")
    vault.seal_plain_files(["one"], never)
    assert read(vault, "one") == WORDS
