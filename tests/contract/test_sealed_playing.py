"""Both engines play straight from the sealed vault: right pictures, nothing readable on the disk, none after a lock."""

import os
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from pytestqt.qtbot import QtBot

from assessor_app.media.player import PlayerState
from assessor_app.media.source_file import SourceFile
from assessor_app.services.vault_ports import VaultLocked
from assessor_app.vault.sealed_vault import SealedVault
from tests.contract.player_screen import Screen
from tests.fakes.clips import Clip, make_clip, steady
from tests.fakes.engines import NEEDS_LIBVLC, Make, exact_vlc, frames_lane, shuttle_qt
from tests.fakes.vaults import MEDIA_KEY, make_vault, put_file

ARTIFACT = "submission-1/artifacts/1"
SEGMENT = 8192  # so that a short clip has many


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    made = make_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", steady(Fraction(30)))
    assert len(made.data) > 3 * SEGMENT
    return made


@pytest.fixture
def vault(tmp_path: Path, clip: Clip) -> Iterator[SealedVault]:
    made = make_vault(tmp_path / "profile", SEGMENT)
    put_file(made, ARTIFACT, clip.data)
    yield made
    made.close()


@pytest.fixture(params=[shuttle_qt, pytest.param(exact_vlc, marks=NEEDS_LIBVLC)], ids=lambda make: make.__name__)
def screen(request: pytest.FixtureRequest, qtbot: QtBot, scratch: Path) -> Iterator[Screen]:
    make: Make = request.param
    with frames_lane() as run_frames:
        player = make(run_frames)
        yield Screen(qtbot, player)
        player.close()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process and what it starts put temporary files and caches."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def open_sealed(screen: Screen, vault: SealedVault) -> None:
    screen.player.open(vault.open(ARTIFACT), "video/mp4")
    screen.wait(lambda: screen.player.state is PlayerState.PAUSED and screen.player.painted() is not None)


def pieces_of(clip: Clip) -> tuple[bytes, ...]:
    """A few stretches of the recording that stand nowhere else."""
    return tuple(clip.data[at : at + 48] for at in range(100, len(clip.data) - 48, len(clip.data) // 12))


def readable(folder: Path, clip: Clip) -> list[Path]:
    """Files below `folder` with a piece of the recording in them, those only this process still has open included."""
    own = Path("/proc/self/fd")
    held = [own / name for name in os.listdir(own)] if own.exists() else []
    files = [file for file in folder.rglob("*") if file.is_file()]
    unlinked = [link for link in held if _is_deleted_file(link)]
    return [file for file in files + unlinked if any(piece in file.read_bytes() for piece in pieces_of(clip))]


def _painted_from(screen: Screen) -> int:
    painted = screen.player.painted()
    return painted.start_us if painted is not None else 0


def _is_deleted_file(link: Path) -> bool:
    try:
        target = str(link.readlink())
    except OSError:
        return False
    return target.startswith("/") and target.endswith("(deleted)") and not target.startswith(("/memfd", "/dev"))


def test_sealed_evidence_shows_the_right_pictures_and_leaves_none_on_the_disk(
    screen: Screen, vault: SealedVault, clip: Clip, tmp_path: Path
) -> None:
    open_sealed(screen, vault)
    screen.shows(clip, 0)
    for number in (201, 17, 120):
        screen.player.seek(clip.times[number])
        screen.shows(clip, number)
    assert readable(tmp_path, clip) == []
    screen.player.play()
    screen.wait(lambda: _painted_from(screen) > clip.times[125])
    screen.player.pause()
    assert readable(tmp_path, clip) == []


def test_after_a_lock_an_open_recording_gets_nothing_more(screen: Screen, vault: SealedVault, clip: Clip) -> None:
    """Engines hold what they read before: nothing more than that is ever shown, and opening again is refused."""
    source = vault.open(ARTIFACT)
    screen.player.open(source, "video/mp4")
    screen.wait(lambda: screen.player.state is PlayerState.PAUSED and screen.player.painted() is not None)
    vault.lock()
    with pytest.raises(VaultLocked):
        source.read_at(0, 1)
    with pytest.raises(VaultLocked):
        vault.open(ARTIFACT)
    screen.player.close()
    vault.unlock(MEDIA_KEY)
    vault.open(ARTIFACT).close()


def test_the_decoder_of_single_pictures_reads_the_same(vault: SealedVault, clip: Clip, scratch: Path) -> None:
    source = vault.open(ARTIFACT)
    with av.open(SourceFile(source), "r") as container:
        count = len(list(container.decode(video=0)))
    source.close()
    assert count == len(clip.times)
    assert readable(scratch, clip) == []


def test_the_search_for_readable_pieces_finds_them(tmp_path: Path, clip: Clip) -> None:
    """Or the tests above would prove nothing."""
    (tmp_path / "deep").mkdir()
    plain = tmp_path / "deep" / "cache"
    plain.write_bytes(b"something before" + clip.data[5000:])
    assert readable(tmp_path, clip) == [plain]
    with tempfile.TemporaryFile(dir=tmp_path) as hidden:
        hidden.write(clip.data)
        hidden.flush()
        assert len(readable(tmp_path, clip)) == 2
