"""A vault forgets for good: keys that are destroyed, and everything that may be watched while it is locked."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor_app.services.vault_ports import DiskFull, NotOnThisLaptop, VaultLocked
from assessor_app.vault import media_keys
from assessor_app.vault.media_keys import database_key
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.vaults import MEDIA_KEY, make_vault, put_file

ARTIFACT = "https://issuer.example/submissions/anna-berg/artifacts/1"
OTHER = "https://issuer.example/submissions/anna-berg/artifacts/2"
SEGMENT = 4096
MARKER = b"the child says her own name here"
BYTES = MARKER * 1000 + b"and an end"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[SealedVault]:
    made = make_vault(tmp_path, SEGMENT)
    yield made
    made.close()


def read(vault: SealedVault, artifact_id: str = ARTIFACT) -> bytes:
    source = vault.open(artifact_id)
    try:
        return source.read_at(0, source.size + 1)
    finally:
        source.close()


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_a_destroyed_key_takes_everything_with_it(vault: SealedVault, tmp_path: Path):
    """Also from a copy of all files that somebody made before, once the key database is the one of afterwards."""
    put_file(vault, ARTIFACT, BYTES)
    put_file(vault, OTHER, BYTES)
    note = vault.seal(ARTIFACT, b"what was said")
    found = vault._keys.find(ARTIFACT)
    assert found is not None
    shutil.copytree(tmp_path / "media", tmp_path / "stolen" / "media")
    vault.discard(ARTIFACT)
    for name in ("keys.db", "keys.db-wal", "keys.db-shm"):
        if (tmp_path / name).exists():
            shutil.copy(tmp_path / name, tmp_path / "stolen" / name)
    assert (tmp_path / "keys.db-wal").stat().st_size == 0
    thief = make_vault(tmp_path / "stolen")
    assert read(thief, OTHER) == BYTES
    for held in (vault, thief):
        with pytest.raises(NotOnThisLaptop):
            held.open(ARTIFACT)
        with pytest.raises(NotOnThisLaptop):
            held.unseal(ARTIFACT, note)
        assert held.unseal(OTHER, held.seal(OTHER, b"still")) == b"still"
    pages = thief._keys._opened().execute("SELECT hex(wrapped) FROM media_key").fetchall()
    assert found.wrapped.hex().upper() not in str(pages)
    thief.close()


def test_the_wrapped_key_is_not_left_in_any_page(tmp_path: Path):
    """The key database without its encryption: nothing of the destroyed row may stand in file or log."""
    from assessor_app.store.connection import connect

    def plain(path: Path, raw_key: bytes) -> object:
        import sqlcipher3.dbapi2 as sqlcipher

        probe = connect(path.with_suffix(".probe"), raw_key)
        settings = ("journal_mode", "synchronous", "secure_delete")
        wanted = {name: probe.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
        probe.close()
        connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False)
        for name, value in wanted.items():
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(media_keys, "connect", plain)
        keys = media_keys.KeyDatabase(tmp_path / "keys.db", database_key(MEDIA_KEY))
        for number in range(40):
            keys.put(f"artifact {number}", media_keys.WrappedKey(os.urandom(16), b"WRAPPED-%03d" % number + bytes(68)))
        assert b"WRAPPED-007" in on_disk(tmp_path)
        keys.forget("artifact 7")
        left = on_disk(tmp_path)
        keys.close()
    assert b"WRAPPED-007" not in left
    assert b"WRAPPED-008" in left


def test_a_full_disk_keeps_no_key(vault: SealedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Destroying a key needs room in the log: the file goes first then, and makes it."""
    put_file(vault, ARTIFACT, BYTES)
    forget, tries = media_keys.KeyDatabase.forget, list[int]()

    def full_at_first(keys: media_keys.KeyDatabase, artifact_id: str) -> bytes | None:
        tries.append(len(list((tmp_path / "media").iterdir())))
        if len(tries) == 1:
            raise DiskFull(errno.ENOSPC, "full")
        return forget(keys, artifact_id)

    monkeypatch.setattr(media_keys.KeyDatabase, "forget", full_at_first)
    vault.discard(ARTIFACT)
    assert tries == [1, 0]
    assert vault._keys.find(ARTIFACT) is None


def test_a_full_disk_is_told_when_a_key_is_to_be_kept(vault: SealedVault):
    vault._keys._opened().execute("PRAGMA max_page_count = 3").fetchall()

    def keep_many() -> None:
        for number in range(1_000):
            vault.seal(f"{ARTIFACT}/{number}", b"")

    with pytest.raises(DiskFull):
        keep_many()


def test_discarded_evidence_is_gone_finished_or_not(vault: SealedVault, tmp_path: Path):
    put_file(vault, ARTIFACT, BYTES)
    sink = vault.sink(OTHER, len(BYTES))
    sink.write(BYTES[:5000])
    sink.put_aside(b"half")
    vault.discard(ARTIFACT)
    vault.discard(ARTIFACT)
    vault.discard(OTHER)
    assert list((tmp_path / "media").iterdir()) == []
    with pytest.raises(NotOnThisLaptop):
        sink.write(b"more")
    sink.close()
    with pytest.raises(NotOnThisLaptop):
        vault.open(ARTIFACT)


def test_what_plays_while_it_is_taken_away_gets_nothing_more(vault: SealedVault):
    put_file(vault, ARTIFACT, BYTES)
    put_file(vault, OTHER, BYTES)
    source, other = vault.open(ARTIFACT), vault.open(OTHER)
    assert source.read_at(0, 10) == BYTES[:10]
    vault.discard(ARTIFACT)
    with pytest.raises(NotOnThisLaptop):
        source.read_at(0, 10)
    assert other.read_at(0, 10) == BYTES[:10]
    source.close()
    other.close()


@pytest.fixture
def held_open(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Suffixes of what somebody has open, which Windows refuses to remove."""
    held: set[str] = set()
    unlink = Path.unlink

    def refusing(path: Path, missing_ok: bool = False) -> None:
        if path.suffix in held and path.exists():
            raise PermissionError(errno.EACCES, "in use", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    return held


def test_what_is_open_counts_as_gone_and_goes_as_soon_as_it_can(
    vault: SealedVault, tmp_path: Path, held_open: set[str]
):
    put_file(vault, ARTIFACT, BYTES)
    held_open.add("")
    vault.discard(ARTIFACT)
    with pytest.raises(NotOnThisLaptop):
        vault.open(ARTIFACT)
    put_file(vault, ARTIFACT, b"another version")
    assert read(vault) == b"another version"
    held_open.clear()
    vault.sweep()
    assert len(list((tmp_path / "media").iterdir())) == 1


def test_what_is_discarded_while_it_is_completed_does_not_stand(
    vault: SealedVault, tmp_path: Path, held_open: set[str]
):
    sink = vault.sink(ARTIFACT, 3)
    sink.write(b"abc")
    held_open.add(".part")
    vault._keys.forget(ARTIFACT)  # from another thread, at the worst moment
    with pytest.raises(FileNotFoundError):
        sink.complete()
    held_open.clear()
    vault.sweep()
    assert list((tmp_path / "media").iterdir()) == []


def test_locked_it_opens_nothing_and_ends_what_plays(vault: SealedVault):
    put_file(vault, ARTIFACT, BYTES)
    note = vault.seal(ARTIFACT, b"waveform")
    source = vault.open(ARTIFACT)
    source.read_at(0, 10)
    vault.lock()
    assert vault.is_locked
    calls = (
        lambda: source.read_at(0, 10),
        lambda: vault.open(ARTIFACT),
        lambda: vault.unseal(ARTIFACT, note),
        lambda: vault.seal(ARTIFACT, b"x"),
        lambda: vault.seal(OTHER, b"x"),
        lambda: vault.sink(ARTIFACT, len(BYTES)),
    )
    for call in calls:
        with pytest.raises(VaultLocked, match="Unlock it"):
            call()
    source.close()
    with pytest.raises(NotOnThisLaptop) as absent:
        vault.open(OTHER)
    assert not isinstance(absent.value, VaultLocked), "what is not here is not here, locked or not"
    with pytest.raises(ValueError, match="another"):
        vault.unlock(bytes(32))
    assert vault.is_locked
    vault.unlock(MEDIA_KEY)
    assert read(vault) == BYTES
    assert vault.unseal(ARTIFACT, note) == b"waveform"


def test_locked_it_still_takes_in_and_still_destroys(vault: SealedVault):
    """A download of a night must not stop with the screen, and a withdrawal waits for nobody."""
    put_file(vault, ARTIFACT, BYTES)
    begun = vault.sink(OTHER, len(BYTES))
    begun.write(BYTES[:5000])
    vault.lock()
    begun.write(BYTES[5000:9000])
    begun.close()
    again = vault.sink(OTHER, len(BYTES))
    again.write(BYTES[again.offset :])
    again.complete()
    put_file(vault, "third", b"begun while it was locked")
    vault.discard(ARTIFACT)
    for here in (OTHER, "third"):
        with pytest.raises(VaultLocked):
            vault.open(here)
    vault.unlock(MEDIA_KEY)
    assert read(vault, OTHER) == BYTES
    assert read(vault, "third") == b"begun while it was locked"
    with pytest.raises(NotOnThisLaptop):
        vault.open(ARTIFACT)


def test_locked_it_keeps_no_key_of_what_is_here(vault: SealedVault):
    import gc

    put_file(vault, ARTIFACT, BYTES)
    source = vault.open(ARTIFACT)
    source.read_at(0, 10)
    found = vault._keys.find(ARTIFACT)
    assert found is not None
    key = vault._unwrapped(ARTIFACT, found).key
    vault.lock()
    reached, waiting = set[int](), [vault.__dict__, source.__dict__]
    while waiting:
        for each in gc.get_referents(waiting.pop()):
            if id(each) not in reached and not isinstance(each, type) and not callable(each):
                reached.add(id(each))
                assert each != key
                assert not (isinstance(each, bytes) and MARKER in each)
                waiting.append(each)
    source.close()


def test_what_a_power_cut_left_of_a_key_goes_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row was gone, the log still had it: a second try finds no row, and would leave the log as it is."""
    keys = media_keys.KeyDatabase(tmp_path / "keys.db", database_key(MEDIA_KEY))
    keys.put("v1", media_keys.WrappedKey(b"1" * 16, b"wrapped"))

    def cut(name: str) -> None:
        if name == "vault.key_checkpoint":
            raise KeyboardInterrupt

    monkeypatch.setattr(media_keys, "failpoint", cut)
    with pytest.raises(KeyboardInterrupt):
        keys.forget("v1")
    assert (tmp_path / "keys.db-wal").stat().st_size > 0
    again = media_keys.KeyDatabase(tmp_path / "keys.db", database_key(MEDIA_KEY))
    assert again.find("v1") is None
    assert (tmp_path / "keys.db-wal").stat().st_size == 0
    again.close()
    keys.close()
