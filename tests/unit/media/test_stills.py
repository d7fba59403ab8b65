"""Single frames of a video: decoded by number, kept around the playhead, dropped when something newer is wanted."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from assessor_app.media.frame_paint import paint_upright
from assessor_app.media.frame_times import FrameTimes, read_frame_times
from assessor_app.media.still_cache import Still, StillCache
from assessor_app.media.still_decoder import NoStill, StillDecoder
from assessor_app.media.still_form import square_size, still_of
from assessor_app.media.still_paint import video_frame_of
from assessor_app.media.still_reel import StillReel
from tests.fakes.clips import (
    H264_WITH_SOUND,
    HEIGHT,
    WIDTH,
    Clip,
    ClipSource,
    Coding,
    make_clip,
    make_sound,
    number_in,
    steady,
)
from tests.fakes.engines import frames_lane

FRAME_BYTES = WIDTH * HEIGHT * 3 // 2


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("stills") / "clip.mp4", steady(Fraction(30)), between_keyframes=60)


def number_of(still: Still) -> int:
    picture = QImage(640, 360, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint_upright(video_frame_of(still), painter, QRectF(0, 0, 640, 360))
    painter.end()
    return number_in(picture)


def decoder_of(data: bytes) -> StillDecoder:
    return StillDecoder(ClipSource(data), FrameTimes(read_frame_times(ClipSource(data))))


def decoded(decoder: StillDecoder, first: int, last: int) -> dict[int, av.VideoFrame]:
    got: dict[int, av.VideoFrame] = {}
    decoder.decode(first, last, got.__setitem__, lambda: False)
    return got


def test_every_frame_of_a_stretch_comes_and_is_itself(qapp: Any, clip: Clip) -> None:
    decoder = decoder_of(clip.data)
    got = decoded(decoder, 55, 66)
    assert set(range(55, 67)) <= set(got)
    assert all(number_of(still_of(number, frame, decoder.aspect)) == number for number, frame in got.items())
    decoder.close()


def test_the_next_frames_are_decoded_on_without_entering_the_file_anew(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "c.mp4", steady(Fraction(30)), between_keyframes=250)
    decoder = decoder_of(clip.data)
    decoded(decoder, 100, 100)
    got = decoded(decoder, 101, 104)
    assert min(got) == 101
    decoder.close()


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts", "avi"])
def test_backwards_and_forwards_in_every_container(qapp: Any, tmp_path: Path, ending: str) -> None:
    coding = Coding(options={"preset": "veryfast", "bf": "0"}) if ending == "avi" else H264_WITH_SOUND
    clip = make_clip(tmp_path / f"c.{ending}", steady(Fraction(30)), between_keyframes=40, coding=coding)
    decoder = decoder_of(clip.data)
    for number in (200, 41, 40, 39, 0, 239, 1, 120, 238):
        frame = decoded(decoder, number, number)[number]
        assert number_of(still_of(number, frame, decoder.aspect)) == number
    decoder.close()


def test_a_recording_cut_out_of_a_broadcast_begins_with_its_first_keyframe(qapp: Any, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "c.ts", steady(Fraction(30)), between_keyframes=40)
    packet = 188
    cut = clip.data[len(clip.data) // 3 // packet * packet :]
    times = FrameTimes(read_frame_times(ClipSource(cut)))
    decoder = decoder_of(cut)
    frame = decoded(decoder, 0, 0)[0]
    first = number_of(still_of(0, frame, decoder.aspect))
    assert first % 40 == 0
    assert first + len(times) == len(clip.times)
    last = decoded(decoder, len(times) - 1, len(times) - 1)[len(times) - 1]
    assert number_of(still_of(0, last, decoder.aspect)) == len(clip.times) - 1
    decoder.close()


def test_frames_whose_times_are_not_in_their_order_are_left_to_the_engine(tmp_path: Path) -> None:
    # AVI has no presentation times: with B-frames those made up from the order of decoding are wrong.
    clip = make_clip(tmp_path / "c.avi", steady(Fraction(30)))
    decoder = decoder_of(clip.data)
    with pytest.raises(NoStill):
        decoded(decoder, 0, 60)
    decoder.close()


def test_it_stops_between_packets_when_nobody_wants_it_any_more(clip: Clip) -> None:
    decoder = decoder_of(clip.data)
    asked: list[int] = []

    def is_unwanted() -> bool:
        asked.append(1)
        return len(asked) > 10

    got: dict[int, av.VideoFrame] = {}
    decoder.decode(0, 200, got.__setitem__, is_unwanted)
    assert len(got) < 15
    assert decoded(decoder, 7, 7).keys() >= {7}
    decoder.close()


@pytest.mark.parametrize("data", [b"", b"no video at all" * 500])
def test_what_is_no_video_gives_no_still(data: bytes) -> None:
    with pytest.raises(NoStill):
        StillDecoder(ClipSource(data), FrameTimes([0, 40_000]))


def test_sound_gives_no_still(tmp_path: Path) -> None:
    with pytest.raises(NoStill):
        StillDecoder(ClipSource(make_sound(tmp_path / "tone.m4a", 1)), FrameTimes([0, 40_000]))


def a_still(number: int) -> Still:
    return Still(number, av.VideoFrame(64, 64, "yuv420p"), 0, 2, 0, 2)


def test_the_cache_keeps_to_its_bytes_and_drops_what_is_farthest() -> None:
    cache = StillCache(most_bytes=10 * a_still(0).size_bytes)
    cache.aim(50)
    for number in range(30, 60):
        cache.put(a_still(number))
    assert cache.size_bytes <= 10 * a_still(0).size_bytes
    assert all(cache.get(number) for number in range(45, 52))
    assert cache.get(30) is None
    assert cache.get(59) is None
    assert cache.first_gap(50, -1) < 45


def test_a_frame_farther_than_all_that_is_kept_is_not_taken_in() -> None:
    cache = StillCache(most_bytes=3 * a_still(0).size_bytes)
    cache.aim(10)
    assert all(cache.put(a_still(number)) for number in (9, 10, 11))
    assert not cache.put(a_still(90))


@pytest.mark.parametrize(
    ("aspect", "size"),
    [((1, 1), (352, 288)), ((12, 11), (384, 288)), ((1, 2), (352, 576)), ((0, 1), (352, 288))],
)
def test_pixels_are_made_square_without_losing_any(aspect: tuple[int, int], size: tuple[int, int]) -> None:
    assert square_size(352, 288, aspect) == size


@pytest.mark.parametrize("form", ["yuv420p10le", "yuvj420p", "yuv444p", "rgb24", "gray", "nv12"])
def test_pictures_of_every_kind_become_ones_that_can_be_painted(qapp: Any, form: str) -> None:
    drawn = np.zeros((90, 160, 3), np.uint8)
    drawn[:, :80] = 200
    frame = av.VideoFrame.from_ndarray(drawn, format="rgb24").reformat(format=form)
    picture = QImage(160, 90, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint_upright(video_frame_of(still_of(0, frame, (1, 1))), painter, QRectF(0, 0, 160, 90))
    painter.end()
    assert picture.pixelColor(40, 45).lightness() == pytest.approx(200, abs=12)
    assert picture.pixelColor(120, 45).lightness() < 12


class Reel:
    def __init__(self, reel: StillReel, source: ClipSource, bot: QtBot) -> None:
        self.reel, self.source, self.bot = reel, source, bot
        self.arrived: list[Still] = []
        self.has_given_up = False
        reel.arrived.connect(self.arrived.append)
        reel.gave_up.connect(self._give_up)

    def _give_up(self) -> None:
        self.has_given_up = True

    def show(self, number: int) -> Still:
        self.arrived.clear()
        still = self.reel.want(number)
        if still is None:
            self.bot.waitUntil(lambda: bool(self.arrived), timeout=10_000)
            still = self.arrived[-1]
        return still


MakeReel = Callable[..., Reel]


@pytest.fixture
def make_reel(qtbot: QtBot) -> Iterator[MakeReel]:
    with frames_lane() as run_frames:
        reels: list[StillReel] = []

        def make(data: bytes, most_bytes: int = 60 * FRAME_BYTES) -> Reel:
            source = ClipSource(data)
            times = FrameTimes(read_frame_times(ClipSource(data)))
            reels.append(StillReel(source, times, run_frames, most_bytes=most_bytes))
            return Reel(reels[-1], source, qtbot)

        yield make
        for reel in reels:
            reel.close()


def test_going_back_is_served_from_memory_across_groups(make_reel: MakeReel, clip: Clip) -> None:
    reel = make_reel(clip.data)
    reel.show(130)
    reel.reel.surround()
    for number in range(129, 40, -1):
        reel.bot.waitUntil(lambda at=number: reel.reel.has(at), timeout=10_000)  # type: ignore[misc]
        still = reel.reel.want(number)
        assert still is not None
        assert number_of(still) == number
    assert reel.reel.size_bytes <= 60 * FRAME_BYTES + FRAME_BYTES


def test_of_many_wanted_at_once_only_the_last_arrives(make_reel: MakeReel, clip: Clip) -> None:
    reel = make_reel(clip.data)
    for number in (200, 20, 150, 90):
        assert reel.reel.want(number) is None
    reel.bot.waitUntil(lambda: bool(reel.arrived), timeout=10_000)
    reel.bot.wait(50)
    assert [still.number for still in reel.arrived] == [90]


def test_a_frame_that_was_damaged_is_replaced_by_the_one_before(make_reel: MakeReel, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "c.mp4", steady(Fraction(30)), between_keyframes=60)
    with av.open(str(tmp_path / "c.mp4")) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        spoilt = [packet for packet in packets if 2_000_000 < (packet.pts or 0) * 1_000_000 // 90_000 < 3_900_000]
        places = [(packet.pos, packet.size) for packet in spoilt if packet.pos is not None]
    data = bytearray(clip.data)
    for at, size in places:
        data[at : at + size] = bytes(size)
    reel = make_reel(bytes(data))
    still = reel.show(100)
    assert still.number <= 100
    assert number_of(reel.show(125)) == 125
    assert not reel.has_given_up


def test_a_video_without_stills_is_given_up_once(make_reel: MakeReel, clip: Clip, qtbot: QtBot) -> None:
    class Silent(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            raise OSError("input/output error")

    with frames_lane() as run_frames:
        reel = StillReel(Silent(clip.data), FrameTimes(clip.times), run_frames)
        with qtbot.waitSignal(reel.gave_up, timeout=10_000):
            reel.want(5)
        reel.close()


def test_after_closing_nothing_arrives_and_nothing_is_read(make_reel: MakeReel, clip: Clip) -> None:
    reel = make_reel(clip.data)
    reel.reel.want(200)
    reel.reel.close()
    reel.bot.wait(100)
    reel.source.close()
    reel.bot.wait(50)
    assert reel.arrived == []
    assert reel.reel.size_bytes == 0
