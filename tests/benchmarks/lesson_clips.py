"""Recordings for the player's measurements: real sizes, few keyframes, and a number that can be read in every frame."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PySide6.QtGui import QImage

BITS = 18
_HALF = 128
_GRAIN = 60
_SOUND_RATE = 44_100
_SOUND_FRAME = 1_024
Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


@dataclass(frozen=True)
class Lesson:
    """What is recorded: size in pixels, whole seconds, frames a second, frames from one keyframe to the next.

    `bit_rate` in bits a second; 0 leaves it to the encoder.
    """

    width: int
    height: int
    seconds: int
    rate: int = 30
    between_keyframes: int = 250
    bit_rate: int = 0

    @property
    def frames(self) -> int:
        return self.seconds * self.rate


class PathSource:
    """A MediaSource over a file, as the vault hands one out."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.size = path.stat().st_size

    def read_at(self, offset: int, length: int) -> bytes:
        self._file.seek(offset)
        return self._file.read(length)

    def close(self) -> None:
        self._file.close()


def record(path: Path, lesson: Lesson, *, has_sound: bool = False) -> Path:
    """Encode a moving, grainy picture as H.264 with B-frames."""
    grain = np.random.default_rng(5).integers(0, _GRAIN, (lesson.height * 2, lesson.width, 3), dtype=np.uint8)
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=lesson.rate)
        video.width, video.height, video.pix_fmt = lesson.width, lesson.height, "yuv420p"
        video.options = {"preset": "veryfast", "g": str(lesson.between_keyframes), "bf": "2"}
        if lesson.bit_rate:
            video.bit_rate = lesson.bit_rate
        else:
            video.options |= {"crf": "26"}
        for number in range(lesson.frames):
            frame = av.VideoFrame.from_ndarray(_picture(number, lesson, grain), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, lesson.rate)
            container.mux(video.encode(frame))
        container.mux(video.encode())
    return path if not has_sound else _with_sound(path, lesson.seconds)


def lengthen(path: Path, target: Path, times: int) -> Path:
    """Copy a recording `times` over, one after the other, without encoding it again."""
    with av.open(str(target), "w") as out:
        streams: dict[int, av.stream.Stream] = {}
        shift = Fraction(0)
        for _ in range(times):
            shift = _copy(path, out, streams, shift)
    return target


def number_in(picture: QImage) -> int:
    """Read the frame number off a picture painted from edge to edge. Raises ValueError when there is none."""
    block = picture.width() / (BITS + 2)
    row = round(picture.height() * 0.06)
    lit = [picture.pixelColor(int((place + 0.5) * block), row).lightness() > _HALF for place in range(BITS + 2)]
    if lit[-2:] != [True, False]:
        raise ValueError("no frame number in this picture")
    return sum(bit << place for place, bit in enumerate(lit[:BITS]))


def _picture(number: int, lesson: Lesson, grain: Picture) -> Picture:
    offset = number * 7 % lesson.height
    picture: Picture = grain[offset : offset + lesson.height] + np.uint8(70)
    left = number * 5 % (lesson.width - 160)
    picture[lesson.height // 2 : lesson.height // 2 + 120, left : left + 160] = (200, 120, 60)
    edges = [round(place * lesson.width / (BITS + 2)) for place in range(BITS + 3)]
    lit = [bool(number >> place & 1) for place in range(BITS)] + [True, False]
    for place, is_lit in enumerate(lit):
        picture[: lesson.height // 8, edges[place] : edges[place + 1]] = 255 if is_lit else 0
    return picture


def _with_sound(path: Path, seconds: int) -> Path:
    target = path.with_name(f"sound-{path.name}")
    with av.open(str(path)) as pictures, av.open(str(target), "w") as out:
        video = out.add_stream_from_template(pictures.streams.video[0])
        audio = out.add_stream("aac", rate=_SOUND_RATE, layout="mono")
        _mux_tone(out, audio, seconds)
        for packet in pictures.demux(video=0):
            if packet.dts is not None:
                packet.stream = video
                out.mux(packet)
    return target


def _mux_tone(out: av.container.OutputContainer, audio: av.AudioStream, seconds: int) -> None:
    time = np.arange(_SOUND_RATE * seconds) / _SOUND_RATE
    tone = (np.sin(time * 1_500) * np.abs(np.sin(time * 2)) * 0.3).astype(np.float32)[None, :]
    for start in range(0, tone.shape[1], _SOUND_FRAME):
        frame = av.AudioFrame.from_ndarray(tone[:, start : start + _SOUND_FRAME], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = _SOUND_RATE, start
        out.mux(audio.encode(frame))
    out.mux(audio.encode())


def _copy(
    path: Path, out: av.container.OutputContainer, streams: dict[int, av.stream.Stream], shift: Fraction
) -> Fraction:
    """Return where the next copy begins."""
    end = shift
    with av.open(str(path)) as one:
        for stream in one.streams:
            if stream.index not in streams:
                streams[stream.index] = out.add_stream_from_template(stream)
        for packet in one.demux():
            base = packet.time_base
            is_priming = packet.stream.type == "audio" and (packet.pts or 0) < 0
            if packet.dts is None or packet.pts is None or base is None or is_priming:
                continue
            end = max(end, shift + (packet.pts + (packet.duration or 0)) * base)
            packet.pts, packet.dts = packet.pts + round(shift / base), packet.dts + round(shift / base)
            packet.stream = streams[packet.stream.index]
            out.mux(packet)
    return end
