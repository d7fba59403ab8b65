"""Waveform, thumbnails and captions of real recordings, and how what was computed is packed."""

import io
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PySide6.QtGui import QImage

from assessor_app.domain.derived import CaptionTrack, Cue, DerivedKind, Thumbnail, Waveform
from assessor_app.domain.reading import Block, BlockKind, Obstacle, PdfLook, Picture, Reading, Remark, RemarkKind
from assessor_app.media import derived, reading_bytes
from assessor_app.media.caption_tracks import read_caption_tracks
from assessor_app.media.facts import MediaFacts, Trouble
from assessor_app.media.packed import MOST_UNPACKED, is_whole, pack
from assessor_app.media.thumbnails import make_thumbnails
from assessor_app.media.waveform import STEP_US, measure_waveform
from tests.fakes.clips import BITS, ClipSource, make_clip, steady

RATE = 48_000
BEEPS_S = (0.5, 1.0, 2.5)
BEEP_S = 0.1


# ---- packing -----------------------------------------------------------------------------------

TIMES = (-33_000, 0, 33_333, 66_667, 36_000_000_000)
TRACKS = (CaptionTrack("Captions", "en", (Cue(0, 1_000_000, "Who can say\nwhy?"), Cue(2_000_000, 3_000_000, "¿Sí?"))),)
FACTS = MediaFacts(duration_us=1, fps_mean=29.97, has_audio=True, codec="h264", trouble=Trouble.BREAKS_OFF)
PICTURES = (Thumbnail(0, b"\xff\xd8one"), Thumbnail(36_000_000_000, b"\xff\xd8two"))
READING = Reading((Block(BlockKind.HEADING, "Größe", 1),), (Remark(RemarkKind.MACROS, 1),), Obstacle.LOCKED)
PDF = PdfLook(3, (Remark(RemarkKind.SCRIPTS, 2),))
PICTURE = Picture(b"\xff\xd8\xff pixels", 30, 40, (Remark(RemarkKind.SMALLER),))
WAVE = Waveform(20_000, bytes(range(256)))
PACKED: dict[DerivedKind, tuple[Any, Callable[[Any], bytes], Callable[[bytes], Any]]] = {
    DerivedKind.FACTS: (FACTS, derived.pack_facts, derived.unpack_facts),
    DerivedKind.FRAME_TIMES: (TIMES, derived.pack_frame_times, derived.unpack_frame_times),
    DerivedKind.WAVEFORM: (WAVE, derived.pack_waveform, derived.unpack_waveform),
    DerivedKind.THUMBNAILS: (PICTURES, derived.pack_thumbnails, derived.unpack_thumbnails),
    DerivedKind.CAPTIONS: (TRACKS, derived.pack_captions, derived.unpack_captions),
    DerivedKind.OFFICE: (READING, reading_bytes.pack_reading, reading_bytes.unpack_reading),
    DerivedKind.PDF_LOOK: (PDF, reading_bytes.pack_pdf_look, reading_bytes.unpack_pdf_look),
    DerivedKind.PICTURE: (PICTURE, reading_bytes.pack_picture, reading_bytes.unpack_picture),
}


@pytest.mark.parametrize("kind", DerivedKind)
def test_what_is_packed_comes_back(kind: DerivedKind) -> None:
    value, pack, unpack = PACKED[kind]
    data = pack(value)
    assert unpack(data) == value
    assert is_whole(kind, data)
    assert derived.is_sound(kind, data)


@pytest.mark.parametrize("kind", DerivedKind)
def test_whatever_is_wrong_with_the_bytes_they_count_as_absent(kind: DerivedKind) -> None:
    value, pack, unpack = PACKED[kind]
    data = pack(value)
    dice = random.Random(4)
    spoilt = [data[:length] for length in range(len(data))]
    spoilt += [data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :] for at in range(len(data))]
    spoilt += [data + b"\x00", b"", *(pack_of(other) for other in DerivedKind if other is not kind)]
    for each in spoilt:
        assert not is_whole(kind, each)
        assert unpack(each) is None


def pack_of(kind: DerivedKind) -> bytes:
    value, pack, _ = PACKED[kind]
    return pack(value)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (DerivedKind.FACTS, b"[]"),
        (DerivedKind.FACTS, b'{"duration_us": "long"}'),
        (DerivedKind.FRAME_TIMES, b"\x00" * 7),
        (DerivedKind.FRAME_TIMES, (5).to_bytes(8, "big") + (-1).to_bytes(8, "big", signed=True)),
        (DerivedKind.WAVEFORM, b"\x00\x00\x00\x00peaks"),
        (DerivedKind.THUMBNAILS, bytes(8) + b"\x00\x00\x00\x05<svg>"),
        (DerivedKind.THUMBNAILS, bytes(8) + b"\xff\xff\xff\xff\xff\xd8"),
        (DerivedKind.CAPTIONS, b'[{"title": "", "language": "", "cues": [["soon", 1, ""]]}]'),
        (DerivedKind.CAPTIONS, b"[" * 100_000),
        (DerivedKind.OFFICE, b'{"blocks": [["script", "x", 0]], "remarks": []}'),
        (DerivedKind.OFFICE, b'{"blocks": [["row", "two\\nlines", 0]], "remarks": []}'),
        (DerivedKind.OFFICE, b'{"blocks": [["row", 7, 0]], "remarks": []}'),
        (DerivedKind.OFFICE, b'{"blocks": [' + b'["row", "", 0],' * 30_000 + b'["row", "", 0]], "remarks": []}'),
        (DerivedKind.OFFICE, b'{"blocks": [["row", "' + b"x" * 500_001 + b'", 0]], "remarks": []}'),
        (DerivedKind.PDF_LOOK, b'{"pages": 1, "remarks": [["dances", 1]]}'),
        (DerivedKind.PICTURE, b"\x00\x00\x00\x29" + b'{"width": 1, "height": 1, "remarks": []}' + b" <svg>"),
        (DerivedKind.PICTURE, b"\xff\xff\xff\xff{}"),
    ],
)
def test_a_lie_in_an_undamaged_wrapping_counts_as_absent(kind: DerivedKind, payload: bytes) -> None:
    data = pack(kind, payload)
    assert is_whole(kind, data)
    assert not derived.is_sound(kind, data)


def test_a_small_reply_that_swells_beyond_all_bounds_counts_as_absent() -> None:
    data = pack(DerivedKind.WAVEFORM, bytes(MOST_UNPACKED + 100))
    assert len(data) < 1_000_000
    assert not derived.is_sound(DerivedKind.WAVEFORM, data)


# ---- waveform ----------------------------------------------------------------------------------


def beeping(seconds: float, kind: str, channels: int) -> "np.ndarray[Any, Any]":
    """Silence with a beep of half the full level at each of BEEPS_S, in the last channel only."""
    at = np.arange(int(seconds * RATE)) / RATE
    is_on = np.any([(at >= beep) & (at < beep + BEEP_S) for beep in BEEPS_S], axis=0)
    wave = np.zeros((channels, len(at)), np.float32)
    wave[-1] = np.where(is_on, 0.5 * np.sin(at * 2 * np.pi * 440), 0)
    if kind == "s16":
        return np.ascontiguousarray((wave.T * 32_767).astype(np.int16).reshape(1, -1))
    return wave


def sounding(
    path: Path, codec: str, kind: str, channels: int = 1, first_at: float = 0.0, *, has_picture: bool = False
) -> ClipSource:
    container: Any
    with av.open(str(path), "w") as container:
        layout = "mono" if channels == 1 else "stereo"
        stream = container.add_stream(codec, rate=RATE, layout=layout)
        video = container.add_stream("mpeg4", rate=10) if has_picture else None
        if video is not None:
            video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
            for number in range(30):
                frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number, np.uint8), format="rgb24")
                frame.pts, frame.time_base = number + round(first_at * 10), Fraction(1, 10)
                container.mux(video.encode(frame))
        heard = av.AudioFrame.from_ndarray(beeping(3, kind, channels), format=kind, layout=layout)
        heard.sample_rate, heard.pts, heard.time_base = RATE, round(first_at * RATE), Fraction(1, RATE)
        container.mux(stream.encode(heard))
        for each in (stream, video):
            if each is not None:
                container.mux(each.encode())
    return ClipSource(path.read_bytes())


def beeps_in(waveform: Waveform) -> list[float]:
    """Seconds at which it becomes loud."""
    loud = [peak > 64 for peak in waveform.peaks]
    starts = [step for step in range(len(loud)) if loud[step] and not (step and loud[step - 1])]
    return [start * waveform.step_us / 1e6 for start in starts]


@pytest.mark.parametrize(
    ("name", "codec", "kind", "channels"),
    [
        ("a.m4a", "aac", "fltp", 1),
        ("a.wav", "pcm_s16le", "s16", 2),
        ("a.flac", "flac", "s16", 1),
        ("a.mp3", "libmp3lame", "fltp", 2),
    ],
)
def test_the_waveform_is_loud_where_the_recording_is(
    tmp_path: Path, name: str, codec: str, kind: str, channels: int
) -> None:
    waveform = measure_waveform(sounding(tmp_path / name, codec, kind, channels))
    assert waveform.step_us == STEP_US
    assert len(waveform.peaks) == pytest.approx(3 * 50, abs=4)
    assert beeps_in(waveform) == pytest.approx(BEEPS_S, abs=0.045)
    assert max(waveform.peaks) == pytest.approx(128, abs=12)
    assert waveform.peaks[int(1.7 * 50)] < 10


@pytest.mark.parametrize("first_at", [0.0, 2.0])
def test_the_waveform_begins_with_the_first_picture(tmp_path: Path, first_at: float) -> None:
    source = sounding(tmp_path / "a.mkv", "aac", "fltp", first_at=first_at, has_picture=True)
    assert beeps_in(measure_waveform(source)) == pytest.approx(BEEPS_S, abs=0.045)


def test_without_sound_there_is_no_waveform(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=10)
    assert measure_waveform(ClipSource(clip.data)) == Waveform(STEP_US, b"")
    assert measure_waveform(ClipSource(b"no recording")) == Waveform(STEP_US, b"")


def test_a_pause_in_the_recording_is_a_pause_in_the_waveform(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for start_s in (0, 2):
            loud = np.full((1, RATE // 2), 16_000, np.int16)
            frame = av.AudioFrame.from_ndarray(loud, format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start_s * RATE, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    peaks = measure_waveform(ClipSource(path.read_bytes())).peaks
    assert [peaks[int(second * 50)] > 100 for second in (0.2, 1.0, 1.8, 2.2)] == [True, False, False, True]


# ---- thumbnails --------------------------------------------------------------------------------


def number_of(thumbnail: Thumbnail) -> int:
    """The frame number in a small picture of a clip, as far as it can still be read: the lit blocks."""
    picture = QImage.fromData(thumbnail.jpeg)
    block = picture.width() / (BITS + 2)
    row = round(picture.height() * 0.15)
    return sum(
        (picture.pixelColor(int((place + 0.5) * block), row).lightness() > 128) << place for place in range(BITS)
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_thumbnails_are_spread_evenly_upright_and_say_their_time(tmp_path: Path, turn: int) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=240, turn=turn)  # two keyframes
    found = make_thumbnails(ClipSource(clip.data), how_many=12)
    assert len(found) == 12
    gaps = [after.at_us - before.at_us for before, after in zip(found, found[1:], strict=False)]
    assert max(gaps) < 2 * min(gaps)
    for each in found:
        assert clip.times[number_of(each)] == pytest.approx(each.at_us, abs=1_000)
        picture = QImage.fromData(each.jpeg)
        assert (picture.width(), picture.height()) == (160, 90)


def test_where_keyframes_are_many_only_they_are_decoded(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.options = {"g": "5", "bf": "0", "sc_threshold": "0", "forced-idr": "1"}
        for number in range(150):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number, np.uint8), format="rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    found = make_thumbnails(ClipSource(path.read_bytes()), how_many=20)
    assert len(found) == 20
    assert {round(each.at_us * 30 / 1e6) % 5 for each in found} == {0}


def test_without_pictures_there_are_no_thumbnails(tmp_path: Path) -> None:
    assert make_thumbnails(sounding(tmp_path / "a.m4a", "aac", "fltp")) == ()
    assert make_thumbnails(ClipSource(b"no recording")) == ()


# ---- captions ----------------------------------------------------------------------------------

WORDS = """1
00:00:00,500 --> 00:00:01,500
<i>Who</i> can say why?

2
00:00:02,000 --> 00:00:02,750
Take your time.
Nobody is in a hurry.

"""


def test_captions_inside_the_file_are_read(tmp_path: Path) -> None:
    lesson = sounding(tmp_path / "lesson.mkv", "aac", "fltp", has_picture=True)
    path = tmp_path / "captioned.mkv"
    pictures: Any
    words: Any
    with (
        av.open(io.BytesIO(lesson.read_at(0, lesson.size))) as pictures,
        av.open(io.BytesIO(WORDS.encode()), format="srt") as words,
        av.open(str(path), "w") as container,
    ):
        copies = [
            (inward, {each.index: container.add_stream_from_template(each) for each in inward.streams})
            for inward in (pictures, words)
        ]
        for inward, streams in copies:
            for packet in inward.demux():
                if packet.dts is not None:
                    packet.stream = streams[packet.stream.index]
                    container.mux(packet)
    tracks = read_caption_tracks(ClipSource(path.read_bytes()))
    assert [track.cues for track in tracks] == [
        (
            Cue(500_000, 1_500_000, "Who can say why?"),
            Cue(2_000_000, 2_750_000, "Take your time.\nNobody is in a hurry."),
        )
    ]


def test_without_captions_there_are_no_tracks(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=10)
    assert read_caption_tracks(ClipSource(clip.data)) == ()
    assert read_caption_tracks(ClipSource(b"no recording")) == ()
