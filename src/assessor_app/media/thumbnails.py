"""Small pictures spread evenly over a recording, from keyframes alone wherever there are enough of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from assessor_app.domain.derived import Thumbnail
from assessor_app.media.packet_log import Tell, pictures_of, zero_of
from assessor_app.media.probe import turn_of
from assessor_app.media.recordings import US_PER_S, frames_in, open_recording, packets_of, read_only, unreadable
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

HOW_MANY = 60
WIDEST, HIGHEST = 160, 160
MOST_CPU_S = 90.0
"""A recording with a keyframe an hour has to be decoded whole; after that long it must do with what there is."""
_ENOUGH = 0.6
_QUALITY = "4"


def make_thumbnails(
    source: MediaSource, tell: Tell = lambda _: None, how_many: int = HOW_MANY
) -> tuple[Thumbnail, ...]:
    """Return up to `how_many` by time, upright; () for sound and for what cannot be decoded."""
    try:
        with open_recording(source) as container:
            zero_us = zero_of(container)
        with open_recording(source) as container:
            video = pictures_of(container)
            duration_us = _duration_us(container)
            if video is None or not duration_us:
                return ()
            read_only(container, video)
            return tuple(_Spread(container, video, zero_us, tell).over(duration_us, how_many))
    except unreadable():
        return ()


def _duration_us(container: InputContainer) -> int:
    ends = [float(s.duration * s.time_base) for s in container.streams if s.duration and s.time_base]
    return int(container.duration or max(ends, default=0.0) * US_PER_S)


class _Spread:
    """Frames near evenly spread times of one video."""

    def __init__(self, container: InputContainer, video: VideoStream, zero_us: int, tell: Tell) -> None:
        self._container = container
        self._video = video
        self._zero_us = zero_us
        self._tell = tell
        # One thread gives a frame as soon as it can; several hold some back.
        video.thread_type = "NONE"
        self._base_us = float(video.time_base or 0) * US_PER_S

    def over(self, duration_us: int, how_many: int) -> list[Thumbnail]:
        aims = [(2 * number + 1) * duration_us // (2 * how_many) for number in range(how_many)]
        found = self._at_keyframes(aims)
        if len(found) < min(how_many, self._video.frames or how_many) * _ENOUGH:
            found = self._between_keyframes(aims) or found
        return [found[at_us] for at_us in sorted(found)]

    def _at_keyframes(self, aims: list[int]) -> dict[int, Thumbnail]:
        """The keyframe at or before each aim."""
        self._video.codec_context.skip_frame = "NONKEY"
        found: dict[int, Thumbnail] = {}
        for number, aim in enumerate(aims):
            self._tell(number / len(aims))
            self._container.seek(round((aim + self._zero_us) / self._base_us), stream=self._video)
            frame = next(self._keyframes(), None)
            if frame is not None and self._at(frame) not in found:
                found[self._at(frame)] = Thumbnail(self._at(frame), small_jpeg(frame))
        return found

    def _keyframes(self) -> Iterator[VideoFrame]:
        """Each as soon as it was read: the decoder is told that nothing follows, and begins anew."""
        context = self._video.codec_context
        for packet in packets_of(self._container, self._video):
            if not packet.is_keyframe and packet.size:
                continue
            frames = frames_in(packet)
            if not frames and packet.size:
                frames = _drained(context)
            yield from frames

    def _between_keyframes(self, aims: list[int]) -> dict[int, Thumbnail]:
        """Decode on from the start, past every aim; frames that none refers to are not decoded."""
        until = time.process_time() + MOST_CPU_S
        self._video.codec_context.skip_frame = "DEFAULT"
        self._container.seek(0)
        found: dict[int, Thumbnail] = {}
        left = iter(aims)
        aim = next(left)
        for frame in (each for packet in packets_of(self._container, self._video) for each in frames_in(packet)):
            at_us = self._at(frame)
            if at_us >= aim:
                found[at_us] = Thumbnail(at_us, small_jpeg(frame))
                self._tell(at_us / max(aims[-1], 1))
                aim = next((each for each in left if each > at_us), -1)
            if aim < 0 or time.process_time() > until:
                break
        return found

    def _at(self, frame: VideoFrame) -> int:
        return max(round((frame.pts or 0) * self._base_us) - self._zero_us, 0)


def _drained(context: Any) -> list[Any]:
    try:
        frames = list(context.decode(None))
    except unreadable():
        frames = []
    context.flush_buffers()
    return frames


def small_jpeg(frame: VideoFrame) -> bytes:
    """Return the frame upright, with square pixels, at most `WIDEST` by `HIGHEST`, as JPEG."""
    import av  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    turn = turn_of(frame)
    ratio = getattr(frame, "sample_aspect_ratio", None) or 1
    wide, high = frame.width * float(ratio), float(frame.height)
    share = min(WIDEST / max(wide, 1), HIGHEST / max(high, 1), 1.0)
    size = [max(round(length * share) // 2 * 2, 2) for length in (wide, high)]
    picture = frame.reformat(width=size[0], height=size[1], format="rgb24").to_ndarray()
    upright = np.ascontiguousarray(np.rot90(picture, -turn // 90), np.uint8)
    small = av.VideoFrame.from_ndarray(upright, format="rgb24").reformat(format="yuvj420p")
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = small.width, small.height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": _QUALITY, "qmax": _QUALITY}
    return b"".join(bytes(packet) for packet in (*encoder.encode(small), *encoder.encode(None)))
