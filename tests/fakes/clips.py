"""Small clips with the number of every frame drawn into it, so that a painted picture says which frame it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream
from PySide6.QtGui import QImage

BITS = 10
WIDTH, HEIGHT = 320, 180
_TIME_BASE = Fraction(1, 90_000)
_US_PER_S = 1_000_000
_HALF = 128
_GOLDEN = 0.618
_SOUND_RATE = 44_100
_SOUND_FRAME = 1_024


@dataclass(frozen=True)
class Coding:
    """How a clip is encoded; `options` are the encoder's own."""

    codec: str = "libx264"
    pixels: str = "yuv420p"
    options: Mapping[str, str] = field(default_factory=lambda: {"preset": "veryfast", "bf": "2"})
    has_sound: bool = False


H264 = Coding()
H264_WITH_SOUND = Coding(has_sound=True)
# A pyramid: some B-frames are themselves leant on, others are not.
H264_MANY_B = Coding(options={"preset": "veryfast", "bf": "5", "b_strategy": "0", "b-pyramid": "normal", "refs": "4"})
HEVC_10 = Coding(
    "libx265", "yuv420p10le", {"preset": "ultrafast", "x265-params": "log-level=none:pools=none:frame-threads=1"}
)


@dataclass(frozen=True)
class Clip:
    """A file and the presentation time of each of its frames, microseconds from the first."""

    name: str
    data: bytes
    times: tuple[int, ...]
    is_variable: bool = False
    turn: int = 0

    def end_of(self, number: int) -> int:
        """Return when frame `number` gives way to the next one; the last is as long as the one before."""
        if number + 1 < len(self.times):
            return self.times[number + 1]
        return 2 * self.times[number] - self.times[number - 1]


class ClipSource:
    """A MediaSource over bytes that minds being read once it is closed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.is_closed = False

    @property
    def size(self) -> int:
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        if self.is_closed:
            raise ValueError("read after close")
        return self._data[offset : offset + length]

    def close(self) -> None:
        self.is_closed = True


def steady(rate: Fraction) -> Callable[[int], Fraction]:
    return lambda number: number / rate


def uneven(number: int) -> Fraction:
    """Return frame times 20 to 60 ms apart in no pattern, as a phone in poor light records them."""
    return sum((Fraction(20 + int(40 * (i * _GOLDEN % 1)), 1000) for i in range(number)), Fraction())


def make_clip(
    path: Path,
    time_of: Callable[[int], Fraction],
    *,
    count: int = 240,
    turn: int = 0,
    first_at: Fraction = Fraction(),
    between_keyframes: int = 120,
    coding: Coding = H264,
) -> Clip:
    """Encode a clip with few keyframes; the ending of `path` says in which container.

    `turn` is how far a player must turn it, clockwise. Frames before time zero are cut away by the file's edit list
    where there is one (mp4): they are numbered from the highest number down, and are none of the clip's frames.
    """
    ticks = [floor((first_at + time_of(number)) / _TIME_BASE) for number in range(count)]
    hidden = sum(at < 0 for at in ticks)
    with av.open(str(path), "w") as container:
        stream = cast(VideoStream, container.add_stream(coding.codec, rate=30))
        stream.width, stream.height = (WIDTH, HEIGHT) if turn % 180 == 0 else (HEIGHT, WIDTH)
        stream.pix_fmt = coding.pixels
        stream.time_base = stream.codec_context.time_base = _TIME_BASE
        stream.options = {"g": str(between_keyframes), **coding.options}
        if turn:
            stream.set_display_rotation(-turn)
        sound = container.add_stream("aac", rate=_SOUND_RATE, layout="mono") if coding.has_sound else None
        for number, at in enumerate(ticks):
            frame = av.VideoFrame.from_ndarray(_picture((number - hidden) % (1 << BITS), turn), format="rgb24")
            frame.pts, frame.time_base = at, _TIME_BASE
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if sound is not None:
            _mux_tone(container, sound, ticks[0] * _TIME_BASE, (ticks[-1] - ticks[0]) * _TIME_BASE)
    shown = ticks[hidden:]
    times = tuple(round((at - shown[0]) * _TIME_BASE * _US_PER_S) for at in shown)
    gaps = {round((b - a) / 1000) for a, b in zip(times, times[1:], strict=False)}
    return Clip(path.stem, path.read_bytes(), times, is_variable=len(gaps) > 2, turn=turn)


def can_encode(codec: str) -> bool:
    return codec in av.codecs_available


def number_in(picture: QImage) -> int:
    """Read the frame number off a picture that was painted upright from edge to edge.

    Raises ValueError when the last two blocks, always white and black, are not where they belong.
    """
    block = picture.width() / (BITS + 2)
    row = round(picture.height() * 0.15)
    lit = [picture.pixelColor(int((place + 0.5) * block), row).lightness() > _HALF for place in range(BITS + 2)]
    if lit[-2:] != [True, False]:
        raise ValueError("no frame number in this picture")
    return sum(bit << place for place, bit in enumerate(lit[:BITS]))


def _picture(number: int, turn: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    edges = [round(place * WIDTH / (BITS + 2)) for place in range(BITS + 3)]
    for place, is_lit in enumerate(_blocks(number)):
        picture[: HEIGHT // 3, edges[place] : edges[place + 1]] = 255 if is_lit else 0
    picture[HEIGHT // 2 :, : WIDTH // 2, 0] = number * 7 % 256
    return np.ascontiguousarray(np.rot90(picture, turn // 90))


def _blocks(number: int) -> Iterator[bool]:
    yield from (bool(number >> place & 1) for place in range(BITS))
    yield from (True, False)


def make_sound(path: Path, seconds: int = 4) -> bytes:
    """Encode a quiet tone without any picture."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=_SOUND_RATE, layout="mono")
        _mux_tone(container, stream, Fraction(), Fraction(seconds))
    return path.read_bytes()


def _mux_tone(container: OutputContainer, stream: AudioStream, first_at: Fraction, seconds: Fraction) -> None:
    tone = np.sin(np.arange(int(_SOUND_RATE * seconds)) * 0.06).astype(np.float32)[None, :] * 0.1
    for start in range(0, tone.shape[1], _SOUND_FRAME):
        frame = av.AudioFrame.from_ndarray(tone[:, start : start + _SOUND_FRAME], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = _SOUND_RATE, int(first_at * _SOUND_RATE) + start
        container.mux(stream.encode(frame))
    container.mux(stream.encode())
