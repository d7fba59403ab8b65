"""Videos as they really come: every container a phone or camera makes, and every way a file can be broken."""

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import av
import numpy as np

from tests.fakes.clips import BITS

SECONDS = 2
_SOUND_RATE = 48_000
_SOUND_BITS = 64_000
_SPARSE_BYTES = 4 << 30
_TEN_HOURS_S = 36_000
_LIT, _DARK, _GREY = 255, 0, 90


@dataclass(frozen=True)
class OddFile:
    """One file on disk. `plays`: some engine should show (or sound) it; else it is broken in the way its name says."""

    name: str
    path: Path
    media_type: str
    plays: bool
    has_picture: bool = True
    has_sound: bool = True
    is_cut_short: bool = False

    def source(self) -> "PathSource":
        return PathSource(self.path)


class PathSource:
    """A MediaSource over a file, sparse or not: nothing of it is held in memory."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        self._size = os.fstat(self._file).st_size
        self.is_closed = False

    @property
    def size(self) -> int:
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        if self.is_closed:
            raise ValueError("read after close")
        return os.pread(self._file, length, offset)

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            os.close(self._file)


@dataclass(frozen=True)
class Recipe:
    """How a file is encoded; an empty codec leaves that stream out. `rate` is frames a second."""

    video: str = "libx264"
    sound: str = "aac"
    size: tuple[int, int] = (320, 180)
    pixels: str = "yuv420p"
    rate: Fraction = Fraction(30)
    count: int = 30 * SECONDS
    options: Mapping[str, str] = field(default_factory=dict)
    container: Mapping[str, str] = field(default_factory=dict)


_PLAIN = Recipe(options={"preset": "veryfast", "g": "30"})
_FAST_START = {"movflags": "+faststart"}
_HEVC_10 = {"preset": "ultrafast", "x265-params": "log-level=none:pools=none:frame-threads=1"}
_VP9 = {"deadline": "realtime", "cpu-used": "8"}

# File name (its ending is its container's), media type as a server would say it, recipe.
_WHOLE: Mapping[str, tuple[str, str, Recipe]] = MappingProxyType(
    {
        "plain mp4": ("plain.mp4", "video/mp4", _PLAIN),
        "10-bit hevc": ("deep.mp4", "video/mp4", Recipe("libx265", pixels="yuv420p10le", options=_HEVC_10)),
        "avi": ("camera.avi", "video/x-msvideo", Recipe("mpeg4", "libmp3lame")),
        "wmv": ("windows.wmv", "video/x-ms-wmv", Recipe("wmv2", "wmav2")),
        "3gp": ("phone.3gp", "video/3gpp", Recipe("h263", "aac", size=(352, 288), rate=Fraction(30_000, 1_001))),
        "mov": ("phone.mov", "video/quicktime", _PLAIN),
        "mkv": ("studio.mkv", "video/x-matroska", _PLAIN),
        "webm": ("browser.webm", "video/webm", Recipe("libvpx-vp9", "libopus", options=_VP9)),
        "mpeg-ts": ("camera.ts", "video/mp2t", _PLAIN),
        "odd size": ("narrow.webm", "video/webm", Recipe("libvpx-vp9", "libopus", size=(317, 179), options=_VP9)),
        "no audio": ("mute.mp4", "video/mp4", Recipe(sound="", options=_PLAIN.options)),
        "audio only": ("voice.m4a", "audio/mp4", Recipe(video="")),
    }
)
_TEN_HOURS = Recipe(
    sound="", size=(96, 54), rate=Fraction(1, 10), count=_TEN_HOURS_S // 10, options={"preset": "ultrafast", "g": "6"}
)


def make_whole(folder: Path, name: str) -> OddFile:
    """Encode one of WHOLE_NAMES: two seconds, the frame's number in every picture, a quiet tone."""
    file_name, media_type, recipe = _WHOLE[name]
    path = folder / file_name
    encode(path, recipe)
    return OddFile(name, path, media_type, True, bool(recipe.video), bool(recipe.sound))


def make_broken(folder: Path, name: str) -> OddFile:
    """Make one of BROKEN_NAMES."""
    path = folder / f"{name.replace(' ', '_')}.mp4"
    path.write_bytes(b"")
    _BREAKERS[name](path)
    # Cut behind its table of contents a file plays until the cut.
    is_cut = name == "cut with moov"
    return OddFile(name, path, "video/mp4", is_cut, is_cut, is_cut, name.startswith("cut"))


def make_wrongly_named(folder: Path) -> OddFile:
    """An AVI that calls itself mp4, as it is after somebody renamed it."""
    inside = make_whole(folder, "avi")
    path = folder / "renamed.mp4"
    inside.path.replace(path)
    return OddFile("wrong extension", path, "video/mp4", True)


def make_ten_hours(folder: Path) -> OddFile:
    """Ten hours at one frame in ten seconds: long, not large."""
    path = folder / "ten_hours.mp4"
    encode(path, _TEN_HOURS)
    return OddFile("ten hours", path, "video/mp4", True, has_sound=False)


def make(folder: Path, name: str) -> OddFile:
    """Make any of ALL_NAMES in `folder`."""
    if name in _WHOLE:
        return make_whole(folder, name)
    if name in _BREAKERS:
        return make_broken(folder, name)
    return {"wrong extension": make_wrongly_named, "ten hours": make_ten_hours}[name](folder)


def encode(path: Path, recipe: Recipe) -> None:
    """Write what `recipe` says; the container is that of the path's ending."""
    with av.open(str(path), "w", options=dict(recipe.container)) as container:
        video = _add_video(container, recipe) if recipe.video else None
        sound = _add_sound(container, recipe) if recipe.sound else None
        for number in range(recipe.count):
            if video is not None:
                container.mux(video.encode(_frame(number, recipe)))
            if sound is not None:
                first, last = (int(place / recipe.rate * _SOUND_RATE) for place in (number, number + 1))
                container.mux(sound.encode(_tone(first, last)))
        for stream in (video, sound):
            if stream is not None:
                container.mux(stream.encode())


def _add_video(container: Any, recipe: Recipe) -> Any:
    stream = container.add_stream(recipe.video, rate=recipe.rate)
    stream.width, stream.height = recipe.size
    stream.pix_fmt = recipe.pixels
    stream.options = dict(recipe.options)
    return stream


def _add_sound(container: Any, recipe: Recipe) -> Any:
    stream = container.add_stream(recipe.sound, rate=_SOUND_RATE, layout="mono")
    stream.bit_rate = _SOUND_BITS  # wmav2 does not open without
    return stream


def _frame(number: int, recipe: Recipe) -> av.VideoFrame:
    """A picture as in `tests.fakes.clips`: the number's bits as blocks along the top, then white, then black."""
    width, height = recipe.size
    picture = np.full((height, width, 3), _GREY, np.uint8)
    blocks = [bool(number >> place & 1) for place in range(BITS)] + [True, False]
    edges = [round(place * width / len(blocks)) for place in range(len(blocks) + 1)]
    for place, is_lit in enumerate(blocks):
        picture[: height // 3, edges[place] : edges[place + 1]] = _LIT if is_lit else _DARK
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=recipe.pixels)
    frame.pts, frame.time_base = number, 1 / recipe.rate
    return frame


def _tone(first: int, last: int) -> av.AudioFrame:
    tone = (np.sin(np.arange(first, last) * 0.06) * 0.1).astype(np.float32)[None, :]
    frame = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = _SOUND_RATE, first, Fraction(1, _SOUND_RATE)
    return frame


def _cut(path: Path, container: Mapping[str, str]) -> None:
    """Keep the first 60 percent."""
    encode(path, Recipe(options=_PLAIN.options, container=container))
    os.truncate(path, path.stat().st_size * 6 // 10)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(_SPARSE_BYTES)


_BREAKERS: Mapping[str, Callable[[Path], Any]] = MappingProxyType(
    {
        "cut with moov": lambda path: _cut(path, _FAST_START),
        "cut without moov": lambda path: _cut(path, {}),
        "zero bytes": lambda path: path.write_bytes(b""),
        "random bytes": lambda path: path.write_bytes(random.Random(7).randbytes(200_000)),
        "text": lambda path: path.write_text("The teacher waits three seconds.\n" * 4_000, encoding="ascii"),
        "sparse 4 gb": _sparse,
    }
)
WHOLE_NAMES = tuple(_WHOLE)
BROKEN_NAMES = tuple(_BREAKERS)
ALL_NAMES = (*WHOLE_NAMES, "wrong extension", "ten hours", *BROKEN_NAMES)
