"""Opens a recording with PyAV: only kinds that stand for themselves, never one that names other files or addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor_app.media.source_file import SourceFile
from assessor_app.services.ports import MediaSource

if TYPE_CHECKING:
    from av.container import InputContainer

# A text called lesson.mp4 may be a playlist: FFmpeg would open whatever path or address it lists.
_KINDS = (
    "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska,webm",
    "avi",
    "asf",
    "mpegts",
    "mpeg",
    "mpegvideo",
    "h264",
    "hevc",
    "m4v",
    "flv",
    "ogg",
    "dv",
    "mxf",
    "rm",
    "nut",
    "ivf",
    "amr",
    "aac",
    "ac3",
    "aiff",
    "au",
    "caf",
    "flac",
    "mp3",
    "wav",
    "w64",
    "wv",
    "gif",
)
_OPTIONS = {"format_whitelist": ",".join(_KINDS), "protocol_whitelist": "none"}
_READ_AT_ONCE = 256 * 1024
US_PER_S = 1_000_000


def open_recording(source: MediaSource) -> InputContainer:
    """Open `source`, which stays open when the container is closed.

    Raises av.FFmpegError, OSError, ValueError or EOFError for what is no recording.
    """
    import av  # noqa: PLC0415 - heavy, and many a start never opens one

    return av.open(
        SourceFile(source),
        mode="r",
        metadata_errors="ignore",
        container_options=_OPTIONS,
        buffer_size=_READ_AT_ONCE,
    )


def unreadable() -> tuple[type[Exception], ...]:
    """What PyAV raises for bytes it makes nothing of."""
    import av  # noqa: PLC0415

    return (av.FFmpegError, OSError, ValueError, EOFError)
