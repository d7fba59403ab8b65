"""Encodes a scene as a camera or a phone would leave it: constant or variable rate, or on its side."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from speech import RATE, Samples


class Pictures(Protocol):
    """What a camera sees at any time, seconds from its first frame."""

    def frame(self, at: float) -> QImage: ...


@dataclass(frozen=True, slots=True)
class Recording:
    """How a clip was "filmed". `turn` is the clockwise turn, in degrees, a player must apply (0 or 90)."""

    time_base: Fraction
    is_variable: bool = False
    turn: int = 0
    b_frames: int = 0
    size: tuple[int, int] = (1280, 720)
    crf: int = 24
    sound_bits: int = 64_000
    keyframe_s: float = 2.0


def constant_times(duration: float, step: Fraction) -> Iterator[int]:
    """0, 1, 2 ...: one tick a frame."""
    yield from range(int(duration / step))


def phone_times(duration: float, time_base: Fraction, seed: int = 11) -> Iterator[int]:
    """Uneven times: 30 fps with jitter, darker stretches at 24, dropped frames, one long stall."""
    rng = np.random.default_rng(seed)
    ticks, per_second = 0, time_base.denominator
    stall_at = duration * 0.62
    while ticks < (duration - 0.1) * per_second:
        yield ticks
        now = ticks / per_second
        step = 1 / 24 if now % 20 > 14 else 1 / 30
        if rng.random() < 0.006:
            step *= int(rng.integers(2, 6))
        if stall_at is not None and now >= stall_at:
            step, stall_at = 0.52, float("inf")
        ticks += int((step + rng.uniform(-0.0018, 0.0018)) * per_second)


def write_clip(path: Path, scene: Pictures, sound: Samples, duration: float, recording: Recording) -> None:
    """Draw, encode (H.264 yuv420p, key frame every `keyframe_s`; AAC mono) and mux with the index first."""
    turned = recording.turn != 0
    options = {"movflags": "+faststart", "video_track_timescale": str(recording.time_base.denominator)}
    with av.open(str(path), "w", options=options) as out:
        video = _video_stream(out, recording)
        audio = out.add_stream("aac", rate=RATE, layout="mono")
        audio.bit_rate = recording.sound_bits
        sent, next_key = 0, 0.0
        tick = recording.time_base
        ticks = phone_times(duration, tick) if recording.is_variable else constant_times(duration, tick)
        for pts in ticks:
            at = float(pts * tick)
            frame = _to_frame(_pixels(scene.frame(at), turned))
            frame.pts, frame.time_base = pts, tick
            if at >= next_key:
                frame.pict_type = PictureType.I
                next_key += recording.keyframe_s
            out.mux(video.encode(frame))
            sent = _send_audio(out, audio, sound, sent, int((at + 0.5) * RATE))
        _send_audio(out, audio, sound, sent, len(sound))
        out.mux(video.encode(None))
        out.mux(audio.encode(None))


def _video_stream(out: av.container.OutputContainer, recording: Recording) -> av.VideoStream:
    video = out.add_stream("libx264", rate=30 if recording.is_variable else 1 / recording.time_base)
    video.width, video.height = recording.size
    video.pix_fmt = "yuv420p"
    video.time_base = video.codec_context.time_base = recording.time_base
    context = video.codec_context
    context.gop_size, context.max_b_frames = 600, recording.b_frames
    context.color_primaries = context.color_trc = context.colorspace = 1  # BT.709
    context.color_range = 1
    context.options = {
        "preset": "medium",
        "crf": str(recording.crf),
        "tune": "animation",
        "forced-idr": "1",
        "x264-params": f"scenecut=0:bframes={recording.b_frames}",
    }
    if recording.turn:
        video.set_display_rotation(-recording.turn)
    return video


def _pixels(image: QImage, turned: bool) -> NDArray[np.uint8]:
    """BGRA rows; a turned clip lies on its left side, as the sensor of an upright phone stores it."""
    view = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return np.ascontiguousarray(np.rot90(view)) if turned else view


def _to_frame(pixels: NDArray[np.uint8]) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(pixels, format="bgra")
    return frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG)


def _send_audio(out: av.container.OutputContainer, audio: av.AudioStream, sound: Samples, sent: int, until: int) -> int:
    """Encode samples `sent`..`until` in whole AAC frames (the rest at the end); returns how far it got."""
    until = min(until, len(sound))
    while until - sent >= 1024 or (until == len(sound) and sent < until):
        piece = sound[sent : min(sent + 1024, until)]
        frame = av.AudioFrame.from_ndarray(piece.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, sent, Fraction(1, RATE)
        out.mux(audio.encode(frame))
        sent += len(piece)
    return sent
