"""What libVLC is to be told of a file before it plays: the true size of its picture, and its sound tracks' names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor_app.media.frame_times import first_video, microseconds
from assessor_app.media.player import AudioTrack
from assessor_app.media.recordings import open_recording
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_QUARTER = 90


@dataclass(frozen=True, slots=True)
class Look:
    """`size` in pixels and `aspect` of a pixel (wide to high) as they are seen, upright; None where it is not known.

    The colour fields are FFmpeg's numbers.
    """

    size: tuple[int, int] | None = None
    aspect: tuple[int, int] = (1, 1)
    rotation: int = 0
    colour_space: int = 2
    colour_range: int = 0
    audio_tracks: tuple[AudioTrack, ...] = ()
    is_readable: bool = True
    is_known: bool = True
    is_fit: bool = True
    """Whether libVLC finds moments in it: not in transport streams, nor where a recording's start was cut off."""
    zero_us: int = 0
    """What libVLC's clock says at the first frame."""


def look_at(source: MediaSource) -> Look:
    """Read the head of the file and decode one frame. Leaves `source` open; what cannot be read is not known."""
    import av  # noqa: PLC0415 - heavy, and needed only once a video is open

    try:
        with open_recording(source) as container:
            return _look(container)
    except (av.FFmpegError, ValueError, EOFError):
        return Look(is_known=False)
    except OSError:
        return Look(is_readable=False)


def _look(container: InputContainer) -> Look:
    tracks = tuple(
        AudioTrack(number, stream.metadata.get("title", ""), stream.metadata.get("language", ""))
        for number, stream in enumerate(container.streams.audio)
    )
    stream = first_video(container)
    if stream is None:
        return Look(audio_tracks=tracks)
    is_cut, frame = _first_frame(container, stream)
    if frame is None:
        return Look(audio_tracks=tracks)
    rotation = -int(frame.rotation) % 360
    ratio = stream.sample_aspect_ratio
    size, aspect = (frame.width, frame.height), (ratio.numerator, ratio.denominator) if ratio else (1, 1)
    if rotation % (2 * _QUARTER) == _QUARTER:
        size, aspect = size[::-1], aspect[::-1]
    zero_us = 0 if frame.pts is None or frame.time_base is None else microseconds(frame.pts, frame.time_base)
    is_fit = not is_cut and not container.format.name.startswith("mpeg")
    return Look(
        size,
        aspect,
        rotation,
        frame.colorspace,
        frame.color_range,
        tracks,
        is_fit=is_fit,
        zero_us=max(zero_us, 0),
    )


def _first_frame(container: InputContainer, stream: VideoStream) -> tuple[bool, VideoFrame | None]:
    """Return whether the recording has frames before its start, and its first frame."""
    is_cut = False
    for packet in container.demux(stream):
        is_cut = is_cut or packet.is_discard
        for frame in packet.decode():
            return is_cut, frame
    return is_cut, None
