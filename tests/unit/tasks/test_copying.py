"""Copies of recordings that no player shows: same pictures at the same times, in the vault, gone with the original."""

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest

from assessor_app.domain.submission import MediaState
from assessor_app.media.copy_source import HEAD, CopySource
from assessor_app.media.frame_times import FrameTimes, read_frame_times
from assessor_app.media.probe import look_through
from assessor_app.services.erasure import Reason, copy_of
from assessor_app.services.evidence import discard_submission
from assessor_app.services.vault_ports import DiskFull, MediaSource, NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from assessor_app.tasks.copying import CopySink
from assessor_app.tasks.worker import WorkerFailed, while_here
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.clips import ClipSource, make_clip, uneven
from tests.fakes.odd_files import Recipe, encode
from tests.fakes.store_factory import make_world
from tests.fakes.vaults import make_vault
from tests.unit.tasks.test_derivation import VIDEO, Laptop

EXOTIC = Recipe("ffv1", "flac", rate=Fraction(30_000, 1_001))


@pytest.fixture
def original(tmp_path: Path) -> bytes:
    encode(tmp_path / "exotic.mkv", EXOTIC)
    return (tmp_path / "exotic.mkv").read_bytes()


@pytest.fixture
def laptop(tmp_path: Path, original: bytes) -> Iterator[Laptop]:
    with make_world(tmp_path) as store:
        made = Laptop(store, tmp_path)
        made.put(original)
        with store.factory() as uow:
            uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, len(original), len(original)))
        yield made
        made.runner.close()


def copied(laptop: Laptop) -> None:
    done: list[str] = []
    laptop.desk.make_copy(VIDEO, lambda _: None, lambda: done.append("made"), lambda error: done.append(str(error)))
    laptop.until(lambda: done)
    assert done == ["made"]


def playable(laptop: Laptop) -> tuple[MediaSource, bool]:
    opened: list[tuple[MediaSource, bool]] = []
    laptop.desk.open_playable(VIDEO, lambda source, is_copy: opened.append((source, is_copy)))
    laptop.until(lambda: opened)
    return opened[0]


def test_the_copy_has_every_picture_at_its_time_and_is_opened_instead(laptop: Laptop, original: bytes) -> None:
    source, is_copy = playable(laptop)
    assert not is_copy
    source.close()
    copied(laptop)
    source, is_copy = playable(laptop)
    facts = look_through(source).facts
    assert is_copy
    assert (facts.codec, facts.audio_codec, facts.container, facts.trouble) == ("h264", "aac", "mov", None)
    times = FrameTimes(read_frame_times(source))
    before = FrameTimes(read_frame_times(ClipSource(original)))
    assert [times.span(n) for n in range(len(times))] == [before.span(n) for n in range(len(before))]
    source.close()


def test_uneven_times_stay_to_the_microsecond(tmp_path: Path, laptop: Laptop) -> None:
    clip = make_clip(tmp_path / "uneven.mkv", uneven, count=90, first_at=Fraction(5, 2))
    laptop.vault.discard(VIDEO)
    laptop.put(clip.data)
    copied(laptop)
    source, _ = playable(laptop)
    expected = look_through(ClipSource(clip.data)).frame_times
    assert look_through(source).frame_times == tuple(at - expected[0] for at in expected)
    source.close()


@pytest.mark.parametrize(("codec", "pixels"), [("mjpeg", "yuvj420p"), ("libvpx-vp9", "yuv420p")])
def test_a_damaged_start_moves_nothing_that_follows(tmp_path: Path, laptop: Laptop, codec: str, pixels: str) -> None:
    encode(tmp_path / "phone.mkv", Recipe(codec, "", pixels=pixels, options={"g": "5"}))
    data = spoilt((tmp_path / "phone.mkv").read_bytes(), pictures=5)
    laptop.vault.discard(VIDEO)
    laptop.put(data)
    copied(laptop)
    source, _ = playable(laptop)
    before = FrameTimes(look_through(ClipSource(data)).frame_times)
    times = FrameTimes(read_frame_times(source))
    assert [times.span(n)[0] for n in range(3)] == [0, before.span(5)[0], before.span(6)[0]]
    assert times.span(len(times))[0] == before.span(len(before))[0]
    source.close()


def spoilt(data: bytes, pictures: int) -> bytes:
    """Return the file with nothing but zeros in its first pictures."""
    with av.open(io.BytesIO(data), "r") as container:
        packets = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    for packet in packets[:pictures]:
        data = data.replace(packet, bytes(len(packet)), 1)
    return data


def test_the_copy_goes_with_the_original(laptop: Laptop) -> None:
    copied(laptop)
    laptop.vault.open(copy_of(VIDEO)).close()
    with laptop.store.factory() as uow:
        discard_submission(laptop.vault, uow, "submission-1", Reason.WITHDRAWN)
    with pytest.raises(NotOnThisLaptop):
        laptop.vault.open(copy_of(VIDEO))


def test_a_copy_of_what_was_withdrawn_meanwhile_is_not_kept(laptop: Laptop) -> None:
    read = laptop.vault.open

    def open_and_withdraw(artifact_id: str) -> MediaSource:
        source = read(artifact_id)
        with laptop.store.factory() as uow:
            discard_submission(laptop.vault, uow, "submission-1", Reason.WITHDRAWN)
        return source

    laptop.open = open_and_withdraw  # type: ignore[method-assign]
    failures: list[Exception] = []
    laptop.desk.make_copy(VIDEO, lambda _: None, lambda: None, failures.append)
    laptop.until(lambda: failures)
    assert isinstance(failures[0], NotOnThisLaptop)
    assert list((laptop.vault._root).iterdir()) == []


def test_a_copy_under_way_lets_go_of_what_is_withdrawn(tmp_path: Path, laptop: Laptop) -> None:
    """Else the bytes would stay on the disk, nameless but whole, until hours of copying are over."""
    encode(tmp_path / "long.mkv", Recipe("ffv1", "flac", count=2_000))
    laptop.vault.discard(VIDEO)
    laptop.put((tmp_path / "long.mkv").read_bytes())
    shares: list[float] = []
    failures: list[Exception] = []

    def withdraw(share: float) -> None:
        if not shares:
            with laptop.store.factory() as uow:
                discard_submission(laptop.vault, uow, "submission-1", Reason.WITHDRAWN)
        shares.append(share)

    laptop.desk.make_copy(VIDEO, withdraw, lambda: failures.append(AssertionError("made")), failures.append)
    laptop.until(lambda: failures)
    assert isinstance(failures[0], NotOnThisLaptop)
    assert max(shares) < 0.9
    assert list(laptop.vault._root.iterdir()) == []


def test_a_worker_that_never_stops_talking_is_heard_now_and_then(laptop: Laptop) -> None:
    heard: list[float] = []
    ticks = iter(range(1_000))
    told = while_here(laptop.vault, VIDEO, heard.append, lambda: next(ticks) / 128)
    for number in range(1_000):
        told(number / 1_000)
    assert heard == [number / 1_000 for number in range(0, 1_000, 13)]


def test_a_stopped_copy_leaves_nothing_and_calls_nobody(laptop: Laptop) -> None:
    heard: list[object] = []
    laptop.desk.make_copy(VIDEO, heard.append, lambda: heard.append("made"), heard.append)
    laptop.desk.stop_copy(VIDEO)
    laptop.runner.close()
    assert heard == []
    with pytest.raises(NotOnThisLaptop):
        laptop.vault.open(copy_of(VIDEO))


def test_what_has_no_picture_fails_and_leaves_nothing(laptop: Laptop) -> None:
    laptop.vault.discard(VIDEO)
    laptop.put(b"words, no pictures\n" * 500)
    failures: list[Exception] = []
    laptop.desk.make_copy(VIDEO, lambda _: None, lambda: None, failures.append)
    laptop.until(lambda: failures)
    assert isinstance(failures[0], WorkerFailed)
    assert len(list(laptop.vault._root.iterdir())) == 1


def test_without_room_for_it_nothing_is_begun(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SealedVault, "free_bytes", lambda _: 1_000)
    failures: list[Exception] = []
    laptop.desk.make_copy(VIDEO, lambda _: None, lambda: None, failures.append)
    laptop.until(lambda: failures)
    assert isinstance(failures[0], DiskFull)


@pytest.fixture
def vault(tmp_path: Path) -> SealedVault:
    return make_vault(tmp_path)


def test_what_is_written_piece_by_piece_reads_as_one_file(vault: SealedVault) -> None:
    whole = bytes(range(256)) * 100
    sink = CopySink(vault.sink("c", None), 100_000)
    for start in range(0, len(whole), 1_000):
        sink.write(start, whole[start : start + 1_000])
    sink.write(40, b"again")
    sink.finish()
    sink.complete()
    source = CopySource(vault.open("c"))
    read = bytearray()
    while piece := source.read_at(len(read), 700):
        read += piece
    assert bytes(read) == whole[:40] + b"again" + whole[45:]
    assert source.size == len(whole)
    source.close()


@pytest.mark.parametrize(
    ("offset", "length"), [(HEAD + 1, 10), (HEAD, 6_000), (1 << 40, 1)], ids=["a hole", "too much", "far away"]
)
def test_a_worker_that_writes_where_it_may_not_is_stopped(vault: SealedVault, offset: int, length: int) -> None:
    sink = CopySink(vault.sink("c", None), 10_000)
    with pytest.raises(WorkerFailed):
        sink.write(offset, bytes(length))
    sink.close()
