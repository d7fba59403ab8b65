"""An hour of lesson video for measurements: half a minute is encoded, then its packets are repeated."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

_SEED_SECONDS = 30
_RATE, _SOUND_RATE = 30, 48_000
_SOUND_FRAME = 1_024


@dataclass(frozen=True)
class Shape:
    """`keyframe_every` frames; 0 leaves the picture out."""

    size: tuple[int, int] = (1280, 720)
    keyframe_every: int = 60
    seconds: int = 3_600


def make_long(path: Path, shape: Shape = Shape()) -> Path:  # noqa: B008 - frozen
    """Write an MP4 of `shape.seconds` with AAC sound to `path`."""
    seed = path.with_suffix(".seed.mp4")
    _encode(seed, shape)
    with av.open(str(seed)) as inward, av.open(str(path), "w", options={"movflags": "+faststart"}) as outward:
        streams = {s.index: outward.add_stream_from_template(s) for s in inward.streams}
        for turn in range(shape.seconds // _SEED_SECONDS):
            inward.seek(0)
            for packet in _of_turn(inward, turn):
                packet.stream = streams[packet.stream.index]
                outward.mux(packet)
    seed.unlink()
    return path


def _of_turn(container: Any, turn: int) -> Iterator[Any]:
    for packet in container.demux():
        if packet.dts is None or packet.pts < 0:
            continue
        shift = int(turn * _SEED_SECONDS / packet.time_base)
        packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
        yield packet


def _encode(path: Path, shape: Shape) -> None:
    with av.open(str(path), "w") as container:
        sound = container.add_stream("aac", rate=_SOUND_RATE, layout="stereo")
        sound.bit_rate = 128_000
        video = _video(container, shape)
        noise = np.random.default_rng(3)
        for number in range(_SEED_SECONDS * _RATE):
            container.mux(video.encode(_picture(number, shape.size, noise)))
        for number in range(_SEED_SECONDS * _SOUND_RATE // _SOUND_FRAME):
            container.mux(sound.encode(_speech(number, noise)))
        for stream in (video, sound):
            container.mux(stream.encode())


def _video(container: Any, shape: Shape) -> Any:
    video = container.add_stream("libx264", rate=_RATE)
    video.width, video.height = shape.size
    video.pix_fmt = "yuv420p"
    every = str(shape.keyframe_every)
    video.options = {"preset": "veryfast", "crf": "28", "g": every, "keyint_min": every, "bf": "0", "sc_threshold": "0"}
    return video


def _picture(number: int, size: tuple[int, int], noise: np.random.Generator) -> av.VideoFrame:
    """A room that moves a little, with the grain of a phone's camera."""
    width, height = size
    across = (np.arange(width) * 0.2 + number).astype(np.uint8)
    picture = np.broadcast_to(across, (height, width)).copy()
    picture[:: height // 9] = 40
    grain = noise.integers(0, 8, (height // 4, width // 4), np.uint8).repeat(4, 0).repeat(4, 1)
    frame = av.VideoFrame.from_ndarray((picture // 2 + grain)[:, :, None].repeat(3, 2), format="rgb24")
    frame.pts, frame.time_base = number, Fraction(1, _RATE)
    return frame


def _speech(number: int, noise: np.random.Generator) -> av.AudioFrame:
    """Noise that swells and ebbs as talk does."""
    at = np.arange(number * _SOUND_FRAME, (number + 1) * _SOUND_FRAME) / _SOUND_RATE
    loud = 0.3 * np.abs(np.sin(at * 2.1)) * np.abs(np.sin(at * 17))
    wave = (noise.standard_normal((2, _SOUND_FRAME)) * 0.3 * loud).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = _SOUND_RATE, number * _SOUND_FRAME, Fraction(1, _SOUND_RATE)
    return frame
