"""The vault keeps what it was given, says so when there is no room, and names nobody."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from assessor_app.services.vault_ports import DiskFull, NotOnThisLaptop, StillOpen
from assessor_app.vault.files import FileVault

ARTIFACT = "https://issuer.example/submissions/anna-berg/artifacts/1"
BYTES = bytes(range(256)) * 1000


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    return FileVault(tmp_path / "media")


def put(vault: FileVault, data: bytes = BYTES) -> None:
    sink = vault.sink(ARTIFACT, len(data))
    sink.write(data)
    sink.complete()


def test_what_was_written_can_be_read_anywhere(vault):
    put(vault)
    source = vault.open(ARTIFACT)
    assert source.size == len(BYTES)
    assert source.read_at(0, 10) == BYTES[:10]
    assert source.read_at(70_000, 5) == BYTES[70_000:70_005]
    assert source.read_at(len(BYTES) - 3, 100) == BYTES[-3:]
    assert source.read_at(len(BYTES) + 5, 4) == b""
    source.close()


def test_several_threads_read_one_source(vault):
    put(vault)
    source = vault.open(ARTIFACT)
    wrong: list[int] = []

    def read(start: int) -> None:
        for offset in range(start, len(BYTES) - 64, 997):
            if source.read_at(offset, 64) != BYTES[offset : offset + 64]:
                wrong.append(offset)

    threads = [threading.Thread(target=read, args=(n * 13,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    source.close()
    assert wrong == []


def test_a_closed_source_reads_nothing(vault):
    put(vault)
    source = vault.open(ARTIFACT)
    source.close()
    source.close()
    with pytest.raises(ValueError, match="closed"):
        source.read_at(0, 1)


def test_an_unfinished_download_is_not_here_yet_and_goes_on_where_it_stopped(vault):
    sink = vault.sink(ARTIFACT, len(BYTES))
    sink.write(BYTES[:1000])
    with pytest.raises(ValueError, match=f"1000 of {len(BYTES)}"):
        sink.complete()
    sink.close()
    with pytest.raises(NotOnThisLaptop):
        vault.open(ARTIFACT)
    sink = vault.sink(ARTIFACT, len(BYTES))
    assert sink.offset == 1000
    assert sink.read_at(0, 2000) == BYTES[:1000]
    sink.truncate(500)
    sink.write(BYTES[500:])
    sink.complete()
    source = vault.open(ARTIFACT)
    assert source.read_at(0, len(BYTES)) == BYTES
    source.close()


def test_names_and_rights_tell_nobody_anything(vault, tmp_path):
    put(vault)
    (file,) = (tmp_path / "media").iterdir()
    assert "anna" not in file.name
    assert "berg" not in file.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "media").stat().st_mode) == 0o700


def test_discarded_evidence_is_gone_finished_or_not(vault, tmp_path):
    put(vault)
    sink = vault.sink(ARTIFACT, len(BYTES))
    sink.write(b"half")
    sink.close()
    vault.discard(ARTIFACT)
    vault.discard(ARTIFACT)
    assert list((tmp_path / "media").iterdir()) == []
    with pytest.raises(NotOnThisLaptop):
        vault.open(ARTIFACT)


def test_what_cannot_fit_is_refused_before_it_is_begun(vault, tmp_path):
    with pytest.raises(DiskFull):
        vault.sink(ARTIFACT, vault.free_bytes())  # the last tenth stays free for the database
    assert list((tmp_path / "media").iterdir()) == []


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_that_fills_up_keeps_what_was_written(vault, monkeypatch, reason):
    sink = vault.sink(ARTIFACT, len(BYTES))
    sink.write(BYTES[:4096])
    real_write = os.write

    def full(fd: int, data: bytes) -> int:
        if sink.offset >= 6000:
            raise OSError(reason, os.strerror(reason))
        return real_write(fd, data[:904])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(DiskFull):
        sink.write(BYTES[4096:])
    monkeypatch.undo()
    assert sink.offset == 4096 + 3 * 904
    assert sink.read_at(0, 10_000) == BYTES[: sink.offset]
    sink.close()


def test_a_broken_disk_is_not_called_full(vault, monkeypatch):
    sink = vault.sink(ARTIFACT, len(BYTES))

    def broken(_fd: int, _data: bytes) -> int:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "write", broken)
    with pytest.raises(OSError, match="input/output") as raised:
        sink.write(b"x")
    assert not isinstance(raised.value, DiskFull)
    monkeypatch.undo()
    sink.close()


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


def test_what_is_open_counts_as_gone_and_goes_with_the_next_discard(vault, tmp_path: Path, held_open: set[str]):
    put(vault)
    held_open.add("")
    vault.discard(ARTIFACT)
    with pytest.raises(NotOnThisLaptop):
        vault.open(ARTIFACT)
    with pytest.raises(StillOpen):
        vault.sink(ARTIFACT, 10)
    held_open.clear()
    vault.discard("another artifact")
    assert list((tmp_path / "media").iterdir()) == []


def test_what_was_open_goes_at_the_next_start(vault, tmp_path: Path, held_open: set[str]):
    put(vault)
    held_open.add("")
    vault.discard(ARTIFACT)
    assert len(list((tmp_path / "media").iterdir())) == 2
    held_open.clear()
    FileVault(tmp_path / "media")
    assert list((tmp_path / "media").iterdir()) == []


def test_what_was_open_makes_room_for_what_comes_instead(vault, held_open: set[str]):
    put(vault)
    held_open.add("")
    vault.discard(ARTIFACT)
    held_open.clear()
    put(vault, b"another version")
    vault.discard("another artifact")
    source = vault.open(ARTIFACT)
    assert source.read_at(0, 100) == b"another version"
    source.close()
