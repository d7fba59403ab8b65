"""Makes a copy that every player shows: H.264 and AAC in an MP4, each picture at the very time it has in the original.

Its first picture is at zero, so that a time counted from the first presented frame names the same picture in both.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from io import SEEK_CUR, SEEK_END, SEEK_SET
from typing import TYPE_CHECKING, Any

from assessor_app.media.packet_log import Tell, pictures_of, sound_of, zero_of
from assessor_app.media.probe import turn_of
from assessor_app.media.recordings import US_PER_S, frames_in, open_recording, packets_of
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer, OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

WIDEST = 1920
SOUND_RATE = 48_000
_SOUND_BITS = 128_000
_BITS_PER_PIXEL = 4  # a second, at most
_LEAST_BITS = 1_000_000
_GAP_SAMPLES = SOUND_RATE // 20
_KEYFRAME_EVERY = "60"
_SOUND_FRAME = 1_024
_SIDEWAYS = (90, 270)


class NothingToCopy(Exception):
    """No picture and no sound could be decoded."""


def most_bytes(duration_us: int, width: int, height: int) -> int:
    """How large a copy can become."""
    bits = _most_bits(*_even_size(max(width, 1), max(height, 1))) + 2 * _SOUND_BITS
    return int(duration_us / US_PER_S * bits / 8 * 1.2) + (4 << 20)


def make_proxy(source: MediaSource, write: Callable[[int, bytes], None], tell: Tell = lambda _: None) -> int:
    """Hand the copy to `write` as (offset, bytes), at the end its first bytes again; return how many pictures it has.

    Raises NothingToCopy, and what PyAV raises for bytes it makes nothing of.
    """
    import av  # noqa: PLC0415 - heavy

    with open_recording(source) as container:
        zero_us, turn = zero_of(container), _turn_of_first(container)
    with open_recording(source) as inward, av.open(_Written(write), "w", format="mp4") as outward:
        pictures, sound = _Pictures(inward, outward, turn, zero_us), _Sound(inward, outward, zero_us)
        whole_us = max(int(inward.duration or 0), 1)
        for packet in inward.demux(*(each.stream for each in (pictures, sound) if each.stream is not None)):
            target = pictures if packet.stream is pictures.stream else sound
            for frame in frames_in(packet):
                target.take(frame)
            if packet.pts is not None and packet.time_base is not None:
                tell(float(packet.pts * packet.time_base) * US_PER_S / whole_us)
        pictures.end()
        sound.end()
        if not pictures.count and not sound.samples:
            raise NothingToCopy
        return pictures.count


def _turn_of_first(container: InputContainer) -> int:
    video = pictures_of(container)
    if video is None:
        return 0
    container.seek(0)
    frames = (frame for packet in packets_of(container, video) for frame in frames_in(packet))
    return next((turn_of(frame) for frame in frames), 0)


class _Written:
    """A file that is handed on as it is written."""

    def __init__(self, write: Callable[[int, bytes], None]) -> None:
        self._write = write
        self._at = self._end = 0

    def write(self, data: bytes) -> int:
        self._write(self._at, bytes(data))
        self._at += len(data)
        self._end = max(self._end, self._at)
        return len(data)

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        self._at = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._end}[whence] + offset
        return self._at

    def tell(self) -> int:
        return self._at


class _Pictures:
    """Times stay whole ticks of the original's time base, so that nothing is rounded.

    Where the start is damaged, the first picture that can be decoded stands from zero on: no later one moves.
    """

    def __init__(self, inward: InputContainer, outward: OutputContainer, turn: int, zero_us: int) -> None:
        self.stream = pictures_of(inward)
        self.count = 0
        self._outward = outward
        self._encoder: Any = None
        self._turn, self._zero = turn, 0
        self._has_begun = False
        self._last = -1
        if self.stream is not None and self.stream.codec_context is not None:
            self._base = self.stream.time_base or Fraction(1, US_PER_S)
            self._zero = round(Fraction(zero_us, US_PER_S) / self._base)
            self._prepare(self.stream)

    def take(self, frame: VideoFrame) -> None:
        if frame.pts is None:
            return
        if not self._has_begun:
            self._zero = min(self._zero, frame.pts)
        at = (frame.pts - self._zero) * self._base.numerator
        if not self._has_begun:
            self._has_begun = True
            self._put(frame, 0)  # the frame itself may get that time
        self._put(frame, at)

    def end(self) -> None:
        if self._encoder is not None and self.count:
            self._outward.mux(self._encoder.encode())

    def _put(self, frame: VideoFrame, at: int) -> None:
        if at <= self._last:
            return  # nobody can see a picture that gives way at once
        self._last = at
        picture = self._shaped(frame)
        picture.pts, picture.time_base = at, Fraction(1, self._base.denominator)
        self._outward.mux(self._encoder.encode(picture))
        self.count += 1

    def _prepare(self, stream: VideoStream) -> None:
        """The size has to stand before the first byte is written."""
        context = stream.codec_context
        ratio = float(stream.sample_aspect_ratio or 1)
        size = _even_size(round(context.width * ratio), context.height)
        self._size = size[::-1] if self._turn in _SIDEWAYS else size
        encoder = self._encoder = self._outward.add_stream("libx264", rate=30)
        encoder.width, encoder.height = self._size
        encoder.pix_fmt = "yuv420p"
        encoder.time_base = encoder.codec_context.time_base = Fraction(1, self._base.denominator)
        most = str(_most_bits(*self._size))
        encoder.options = {
            "preset": "veryfast",
            "crf": "21",
            "bf": "0",
            "g": _KEYFRAME_EVERY,
            "maxrate": most,
            "bufsize": most,
        }

    def _shaped(self, frame: VideoFrame) -> VideoFrame:
        import av  # noqa: PLC0415

        if not self._turn:
            return frame.reformat(width=self._size[0], height=self._size[1], format="yuv420p")
        import numpy as np  # noqa: PLC0415

        upright = np.ascontiguousarray(np.rot90(frame.to_ndarray(format="rgb24"), -self._turn // 90), np.uint8)
        turned = av.VideoFrame.from_ndarray(upright, format="rgb24")
        return turned.reformat(width=self._size[0], height=self._size[1], format="yuv420p")


class _Sound:
    """Every sample at its time: gaps become silence, what comes before the first picture is left out."""

    def __init__(self, inward: InputContainer, outward: OutputContainer, zero_us: int) -> None:
        import av  # noqa: PLC0415

        self.stream = sound_of(inward)
        self.samples = 0
        self._outward = outward
        self._zero = round(zero_us * SOUND_RATE / US_PER_S)
        self._encoder: Any = None
        if self.stream is not None:
            self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE)
            self._encoder = outward.add_stream("aac", rate=SOUND_RATE, layout="stereo")
            self._encoder.bit_rate = _SOUND_BITS

    def take(self, frame: AudioFrame) -> None:
        for piece in self._resampler.resample(frame):
            self._put(piece)

    def end(self) -> None:
        if self._encoder is not None and self.samples:
            for piece in self._resampler.resample(None):
                self._put(piece)
            self._outward.mux(self._encoder.encode())

    def _put(self, piece: AudioFrame) -> None:
        behind = 0 if piece.pts is None else piece.pts - self._zero - self.samples
        if behind < -_GAP_SAMPLES:
            return
        while behind > _GAP_SAMPLES:
            self._encode(_silence())
            behind -= _SOUND_FRAME
        self._encode(piece)

    def _encode(self, piece: AudioFrame) -> None:
        piece.pts, piece.time_base = self.samples, Fraction(1, SOUND_RATE)
        self.samples += piece.samples
        self._outward.mux(self._encoder.encode(piece))


def _silence() -> AudioFrame:
    import av  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    frame = av.AudioFrame.from_ndarray(np.zeros((2, _SOUND_FRAME), np.float32), format="fltp", layout="stereo")
    frame.sample_rate = SOUND_RATE
    return frame


def _even_size(width: int, height: int) -> tuple[int, int]:
    """H.264 in its usual form needs even sides; what is larger than any screen here is made smaller."""
    share = min(WIDEST / max(width, height), 1.0)
    return max(round(width * share / 2) * 2, 16), max(round(height * share / 2) * 2, 16)


def _most_bits(width: int, height: int) -> int:
    return max(width * height * _BITS_PER_PIXEL, _LEAST_BITS)
