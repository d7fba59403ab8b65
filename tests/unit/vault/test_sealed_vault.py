"""The vault keeps what it was given and gives nothing away on the disk; what was changed there is refused."""

import errno
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor_app.services.vault_ports import DiskFull, NotOnThisLaptop, SealBroken
from assessor_app.vault import disk
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.vaults import make_vault, put_file

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


def test_what_was_written_can_be_read_anywhere(vault: SealedVault):
    put_file(vault, ARTIFACT, BYTES)
    source = vault.open(ARTIFACT)
    assert source.size == len(BYTES)
    for offset in (0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, len(BYTES) - 3):
        for length in (1, 2, 100, SEGMENT, 3 * SEGMENT + 5):
            assert source.read_at(offset, length) == BYTES[offset : offset + length]
    assert source.read_at(len(BYTES) + 5, 4) == b""
    source.close()


@pytest.mark.parametrize("length", [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT])
@pytest.mark.parametrize("is_told", [True, False])
def test_every_length_comes_back(vault: SealedVault, length: int, is_told: bool):
    sink = vault.sink(ARTIFACT, length if is_told else None)
    for start in range(0, length, 1000):
        sink.write(BYTES[start : min(start + 1000, length)])
    sink.complete()
    assert read(vault) == BYTES[:length]


def test_several_threads_read_one_source(vault: SealedVault):
    put_file(vault, ARTIFACT, BYTES * 4)
    source = vault.open(ARTIFACT)
    wrong: list[int] = []

    def look(start: int) -> None:
        for offset in range(start, len(BYTES) * 4 - 64, 997):
            if source.read_at(offset, 64) != (BYTES * 4)[offset : offset + 64]:
                wrong.append(offset)

    threads = [threading.Thread(target=look, args=(n * 13,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    source.close()
    assert wrong == []


def test_a_closed_source_reads_nothing(vault: SealedVault):
    put_file(vault, ARTIFACT, BYTES)
    source = vault.open(ARTIFACT)
    source.close()
    source.close()
    with pytest.raises(ValueError, match="closed"):
        source.read_at(0, 1)


def test_nothing_on_the_disk_says_what_it_is_or_of_whom(vault: SealedVault, tmp_path: Path):
    put_file(vault, ARTIFACT, BYTES)
    sink = vault.sink(OTHER, len(BYTES))
    sink.write(BYTES[:5000])
    sink.put_aside(MARKER)
    sink.close()
    vault.seal(ARTIFACT, MARKER)
    names = " ".join(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*"))
    assert "anna" not in names
    written = on_disk(tmp_path)
    assert MARKER not in written
    assert b"anna" not in written
    for file in (tmp_path / "media").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "media").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys.db").stat().st_mode) == 0o600


def test_the_same_bytes_never_look_the_same_twice(vault: SealedVault, tmp_path: Path):
    put_file(vault, ARTIFACT, BYTES)
    (first,) = [file.read_bytes() for file in (tmp_path / "media").iterdir()]
    vault.discard(ARTIFACT)
    put_file(vault, ARTIFACT, BYTES)
    (second,) = [file.read_bytes() for file in (tmp_path / "media").iterdir()]
    assert not {first[at : at + 16] for at in range(61, len(first) - 16, SEGMENT + 16)} & {
        second[at : at + 16] for at in range(61, len(second) - 16, SEGMENT + 16)
    }


def test_what_was_seen_again_after_another_start(tmp_path: Path):
    first = make_vault(tmp_path, SEGMENT)
    put_file(first, ARTIFACT, BYTES)
    note = first.seal(ARTIFACT, b"waveform")
    first.close()
    again = make_vault(tmp_path)  # the segment size is the file's own
    assert read(again) == BYTES
    assert again.unseal(ARTIFACT, note) == b"waveform"
    again.close()


@pytest.mark.parametrize(
    "cut", [0, 1, 60, 61, 62, *(61 + n * (SEGMENT + 16) + by for n in (1, 2, 7) for by in (-1, 0, 1))]
)
@pytest.mark.parametrize("is_reserved", [True, False])
def test_a_file_cut_anywhere_goes_on_with_the_first_segment_that_is_not_whole(
    vault: SealedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int, is_reserved: bool
):
    """As kill -9 leaves it, with the room taken in advance or not."""
    if not is_reserved:
        monkeypatch.setattr(disk, "reserve", lambda *_: None)
    sink = vault.sink(ARTIFACT, len(BYTES))
    sink.write(BYTES[: 7 * SEGMENT])
    sink.close()
    (part,) = (tmp_path / "media").iterdir()
    length = part.stat().st_size
    os.truncate(part, cut)
    if is_reserved:
        os.truncate(part, length)
    sink = vault.sink(ARTIFACT, len(BYTES))
    assert sink.offset == max(cut - 61, 0) // (SEGMENT + 16) * SEGMENT
    assert sink.read_at(0, len(BYTES)) == BYTES[: sink.offset]
    sink.write(BYTES[sink.offset :])
    sink.complete()
    assert read(vault) == BYTES


def test_a_file_that_is_whole_but_was_not_named_yet_is_only_named(vault: SealedVault):
    sink = vault.sink(ARTIFACT, len(BYTES))
    sink.write(BYTES)
    sink.close()
    with pytest.raises(NotOnThisLaptop):
        vault.open(ARTIFACT)
    sink = vault.sink(ARTIFACT, len(BYTES))
    assert sink.offset == len(BYTES)
    sink.complete()
    assert read(vault) == BYTES


def test_another_size_is_another_file(vault: SealedVault):
    sink = vault.sink(ARTIFACT, len(BYTES))
    sink.write(BYTES[: 2 * SEGMENT])
    sink.close()
    assert vault.sink(ARTIFACT, len(BYTES) + 1).offset == 0


def test_more_than_was_announced_and_less_are_refused(vault: SealedVault):
    sink = vault.sink(ARTIFACT, 10)
    with pytest.raises(ValueError, match="more than"):
        sink.write(bytes(11))
    sink.write(bytes(9))
    with pytest.raises(ValueError, match="9 of 10"):
        sink.complete()
    sink.close()


def test_what_is_put_aside_belongs_to_its_place(vault: SealedVault):
    sink = vault.sink(ARTIFACT, len(BYTES))
    sink.write(BYTES[: SEGMENT + 100])
    sink.put_aside(BYTES[SEGMENT + 100 : SEGMENT + 300])
    sink.close()
    sink = vault.sink(ARTIFACT, len(BYTES))
    assert sink.aside() == BYTES[SEGMENT : SEGMENT + 300]
    sink.write(BYTES[SEGMENT : 2 * SEGMENT])
    assert sink.aside() == b"", "what came after another place"
    sink.write(BYTES[2 * SEGMENT :])
    sink.complete()
    assert len(list(vault._root.iterdir())) == 1


def test_what_cannot_fit_is_refused_before_it_is_begun(vault: SealedVault, tmp_path: Path):
    with pytest.raises(DiskFull):
        vault.sink(ARTIFACT, vault.free_bytes())  # the last tenth stays free for the database
    assert list((tmp_path / "media").iterdir()) == []


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_that_fills_up_keeps_what_was_written(vault: SealedVault, monkeypatch: pytest.MonkeyPatch, reason: int):
    sink = vault.sink(ARTIFACT, len(BYTES))
    real_write = os.pwrite

    def full(fd: int, data: bytes, offset: int) -> int:
        if offset > 3 * SEGMENT:
            raise OSError(reason, os.strerror(reason))
        return real_write(fd, data[:904], offset)

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(DiskFull):
            sink.write(BYTES)
    assert sink.offset == 3 * SEGMENT
    sink.write(BYTES[sink.offset :])
    sink.complete()
    assert read(vault) == BYTES


def test_a_broken_disk_is_not_called_full(vault: SealedVault, monkeypatch: pytest.MonkeyPatch):
    sink = vault.sink(ARTIFACT, 1)

    def broken(*_: object) -> int:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", broken)
        with pytest.raises(OSError, match="input/output") as raised:
            sink.write(b"x")
    assert not isinstance(raised.value, DiskFull)
    sink.close()


def test_a_note_of_another_artifact_or_a_changed_one_is_refused(vault: SealedVault):
    note = vault.seal(ARTIFACT, b"waveform")
    vault.seal(OTHER, b"")
    for artifact_id, sealed in ((OTHER, note), (ARTIFACT, note[:-1]), (ARTIFACT, b"plain"), (ARTIFACT, b"")):
        with pytest.raises(SealBroken):
            vault.unseal(artifact_id, sealed)


def test_a_broken_file_stays_closed_until_it_came_again(vault: SealedVault, tmp_path: Path):
    put_file(vault, ARTIFACT, BYTES)
    (file,) = (tmp_path / "media").iterdir()
    with file.open("r+b") as open_file:
        open_file.seek(61 + 100)
        open_file.write(b"\0\1\2")
    source = vault.open(ARTIFACT)
    assert source.read_at(SEGMENT, 10) == BYTES[SEGMENT : SEGMENT + 10]
    with pytest.raises(SealBroken, match="Download it again"):
        source.read_at(0, 10)
    source.close()
    with pytest.raises(SealBroken):
        vault.open(ARTIFACT)
    put_file(vault, ARTIFACT, BYTES)
    assert read(vault) == BYTES


def test_two_files_put_in_each_others_place_are_both_refused(vault: SealedVault, tmp_path: Path):
    put_file(vault, ARTIFACT, BYTES)
    put_file(vault, OTHER, BYTES)
    one, two = (tmp_path / "media").iterdir()
    one.rename(tmp_path / "aside")
    two.rename(one)
    (tmp_path / "aside").rename(two)
    for artifact_id in (ARTIFACT, OTHER):
        with pytest.raises(SealBroken):
            vault.open(artifact_id)


def test_rows_put_in_each_others_place_are_both_refused(vault: SealedVault):
    put_file(vault, ARTIFACT, BYTES)
    put_file(vault, OTHER, BYTES)
    connection = vault._keys._opened()
    rows = connection.execute("SELECT artifact_id, file_id, wrapped FROM media_key").fetchall()
    for (artifact_id, _, _), (_, file_id, wrapped) in zip(rows, reversed(rows), strict=True):
        connection.execute("DELETE FROM media_key WHERE artifact_id = ?", (artifact_id,))
        connection.execute("INSERT OR REPLACE INTO media_key VALUES (?, ?, ?)", (artifact_id, file_id, wrapped))
    for artifact_id in (ARTIFACT, OTHER):
        with pytest.raises(NotOnThisLaptop):
            vault.open(artifact_id)


def test_how_much_room_it_takes(vault: SealedVault, tmp_path: Path):
    put_file(vault, ARTIFACT, BYTES)
    assert vault.used_bytes() == sum(file.stat().st_size for file in (tmp_path / "media").iterdir())
    assert len(BYTES) < vault.used_bytes() < len(BYTES) * 1.01 + 100
    vault.discard(ARTIFACT)
    assert vault.used_bytes() == 0
