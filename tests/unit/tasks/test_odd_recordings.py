"""Every odd and broken recording through the worker: right facts, or the right trouble, in bounded time and memory."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from assessor_app.domain.derived import DerivedKind
from assessor_app.media.derived import unpack_facts, unpack_frame_times, unpack_thumbnails, unpack_waveform
from assessor_app.media.facts import MediaFacts, Trouble
from assessor_app.services.vault_ports import MediaSource
from assessor_app.tasks.runner import Ticket
from assessor_app.tasks.worker import Job, Worker, own_command
from tests.fakes.odd_files import BROKEN_NAMES, SECONDS, WHOLE_NAMES, Recipe, encode, make, make_ten_hours

MEGABYTES = 700
"""Of address space, libraries included: far less than any of the large files here."""
GIGABYTE = 1 << 30


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(own_command(MEGABYTES))
    yield made
    made.close()


def looked(worker: Worker, source: MediaSource) -> tuple[MediaFacts, tuple[int, ...]]:
    try:
        made = worker.run(Job("look", source, longest_s=110), Ticket())
    finally:
        source.close()
    facts, times = unpack_facts(made[DerivedKind.FACTS]), unpack_frame_times(made[DerivedKind.FRAME_TIMES])
    assert facts is not None
    assert times is not None
    return facts, times


CODECS = {
    "10-bit hevc": ("hevc", "mov"),
    "avi": ("mpeg4", "avi"),
    "wmv": ("wmv2", "asf"),
    "3gp": ("h263", "mov"),
    "mkv": ("h264", "matroska"),
    "webm": ("vp9", "matroska"),
    "odd size": ("vp9", "matroska"),
    "mpeg-ts": ("h264", "mpegts"),
    "audio only": ("aac", "mov"),
    "wrong extension": ("mpeg4", "avi"),
}


@pytest.mark.parametrize("name", [*WHOLE_NAMES, "wrong extension"])
def test_a_whole_recording_is_known_for_what_it_is(worker: Worker, tmp_path: Path, name: str) -> None:
    odd = make(tmp_path, name)
    facts, times = looked(worker, odd.source())
    assert facts.trouble is None
    assert (facts.has_video, facts.has_audio) == (odd.has_picture, odd.has_sound)
    assert facts.duration_us == pytest.approx(SECONDS * 1_000_000, abs=60_000)
    assert (facts.codec, facts.container) == CODECS.get(name, ("h264", "mov"))
    assert len(times) == facts.frame_count == (60 if odd.has_picture else 0)
    size = {"3gp": (352, 288), "odd size": (317, 179), "audio only": (0, 0)}.get(name, (320, 180))
    assert (facts.width, facts.height) == size


@pytest.mark.parametrize("name", BROKEN_NAMES)
def test_a_broken_one_is_known_for_that(worker: Worker, tmp_path: Path, name: str) -> None:
    odd = make(tmp_path, name)
    facts, times = looked(worker, odd.source())
    if name == "cut with moov":
        assert facts.trouble is Trouble.BREAKS_OFF
        assert 500_000 < facts.duration_us < facts.declared_us == SECONDS * 1_000_000
        assert 0 < len(times) < 60
    else:
        assert facts.trouble is Trouble.NOT_A_RECORDING
        assert times == ()


def test_ten_hours_are_looked_through_with_pictures_from_end_to_end(worker: Worker, tmp_path: Path) -> None:
    long = make_ten_hours(tmp_path)
    facts, times = looked(worker, long.source())
    assert facts.trouble is None
    assert facts.duration_us == 36_000_000_000
    assert times == tuple(range(0, 36_000_000_000, 10_000_000))
    source = long.source()
    made = worker.run(Job("thumbnails", source, longest_s=110), Ticket())
    source.close()
    pictures = unpack_thumbnails(made[DerivedKind.THUMBNAILS])
    assert pictures is not None
    assert len(pictures) == 60
    gaps = [after.at_us - before.at_us for before, after in zip(pictures, pictures[1:], strict=False)]
    assert max(gaps) <= 660_000_000


class HollowSource:
    """A recording with nothing but zeros for `hollow` bytes at its end; nothing of them is ever held."""

    def __init__(self, data: bytes, hollow: int) -> None:
        self._data = data
        self.size = len(data) + hollow
        self.most_at_once = 0

    def read_at(self, offset: int, length: int) -> bytes:
        self.most_at_once = max(self.most_at_once, length)
        length = max(min(length, self.size - offset), 0)
        return self._data[offset : offset + length].ljust(length, b"\0")

    def close(self) -> None:
        """Nothing is open."""


def test_four_gigabytes_of_nothing_in_place_of_the_end(worker: Worker, tmp_path: Path) -> None:
    """As a copy to a full disk leaves it: a true table of contents, a beginning, and zeros."""
    encode(tmp_path / "lesson.mp4", Recipe(sound="", count=240, container={"movflags": "+faststart"}))
    whole = (tmp_path / "lesson.mp4").read_bytes()
    source = HollowSource(whole[: len(whole) * 6 // 10], 4 * GIGABYTE)
    facts, times = looked(worker, source)
    assert facts.trouble is Trouble.DAMAGED_END
    assert facts.is_decodable
    assert len(times) == 240
    assert source.most_at_once <= 1 << 20


def sounding_hours(hours: int) -> bytes:
    """Hours of faint noise at a rate so low that they are made and measured in seconds."""
    file, rate = io.BytesIO(), 8_000
    container: Any
    with av.open(file, "w", format="wav") as container:
        stream = container.add_stream("pcm_u8", rate=rate, layout="mono")
        minute = np.random.default_rng(1).integers(120, 137, (1, 60 * rate), np.uint8)
        for number in range(hours * 60):
            frame = av.AudioFrame.from_ndarray(minute, format="u8", layout="mono")
            frame.sample_rate, frame.pts = rate, number * 60 * rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file.getvalue()


def test_ten_hours_of_sound_are_measured(worker: Worker) -> None:
    source = HollowSource(sounding_hours(10), 0)
    made = worker.run(Job("waveform", source, longest_s=110), Ticket())
    waveform = unpack_waveform(made[DerivedKind.WAVEFORM])
    assert waveform is not None
    assert len(waveform.peaks) * waveform.step_us == 36_000_000_000
    assert 8 <= min(waveform.peaks) <= max(waveform.peaks) <= 18
