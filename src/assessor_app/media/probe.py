"""What a file really is: facts of a video or audio, read with PyAV before anything plays it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from assessor_app.media import sentences
from assessor_app.media.source_file import SourceFile
from assessor_app.services.ports import MediaSource

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_US_PER_S = 1_000_000
_PACKETS_LOOKED_AT = 300


class Undecodable(Exception):
    """The bytes are not a video or audio that can be played; the message is a sentence for the assessor."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """`width` and `height` as shown (after `rotation`, degrees clockwise); `fps_mean` 0.0 without video."""

    duration_us: int
    width: int
    height: int
    rotation: int
    fps_mean: float
    is_variable: bool
    has_audio: bool
    has_video: bool
    codec: str
    is_decodable: bool


def probe(source: MediaSource) -> MediaFacts:
    """Read the facts of `source`, decoding a first frame. Leaves `source` open. Raises Undecodable."""
    import av  # noqa: PLC0415 - heavy, and many a start never probes anything

    try:
        with av.open(SourceFile(source), mode="r", metadata_errors="ignore") as container:
            return _facts(container)
    except (av.FFmpegError, OSError, ValueError, EOFError) as error:
        raise Undecodable(sentences.damaged()) from error


def _facts(container: InputContainer) -> MediaFacts:
    video = container.streams.video[0] if container.streams.video else None
    audio = container.streams.audio[0] if container.streams.audio else None
    stream = video or audio
    if stream is None:
        raise Undecodable(sentences.damaged())
    is_variable = _is_variable(container, video) if video else False
    container.seek(0)
    frame = next(iter(container.decode(stream)), None)
    if frame is None:
        raise Undecodable(sentences.no_picture_arrived())
    rotation, width, height = _upright(frame)
    return MediaFacts(
        duration_us=_duration_us(container),
        width=width,
        height=height,
        rotation=rotation,
        fps_mean=float(video.average_rate or 0) if video else 0.0,
        is_variable=is_variable,
        has_audio=audio is not None,
        has_video=video is not None,
        codec=stream.codec_context.name,
        is_decodable=True,
    )


def _upright(frame: object) -> tuple[int, int, int]:
    from av.video.frame import VideoFrame  # noqa: PLC0415

    if not isinstance(frame, VideoFrame):
        return 0, 0, 0
    # FFmpeg counts the display matrix's angle against the clock.
    rotation = -int(frame.rotation) % 360
    if rotation in (90, 270):
        return rotation, frame.height, frame.width
    return rotation, frame.width, frame.height


def _duration_us(container: InputContainer) -> int:
    if container.duration:
        return int(container.duration)
    ends = [float(s.duration * s.time_base) for s in container.streams if s.duration and s.time_base]
    return round(max(ends, default=0.0) * _US_PER_S)


def _is_variable(container: InputContainer, video: VideoStream) -> bool:
    """Whether the first frames follow each other unevenly (beyond the rounding of their time base)."""
    packets = islice(container.demux(video), _PACKETS_LOOKED_AT)
    times = sorted(packet.pts for packet in packets if packet.pts is not None and not packet.is_discard)
    # The highest ones may still miss a neighbour that is stored later (B-frames).
    gaps = [after - before for before, after in pairwise(times[:-4] or times)]
    if not gaps:
        return False
    return max(gaps) - min(gaps) > max(2, 0.02 * sorted(gaps)[len(gaps) // 2])
