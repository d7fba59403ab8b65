"""Opens a recording with PyAV: only kinds that stand for themselves, never one that names other files or addresses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assessor_app.media.source_file import SourceFile
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

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
_LISTS = (b"ffconcat", b"#extm3u", b"c=in ip", b"<mpd", b"<smil", b"<asx", b"[playlist]", b"<playlist", b"<composition")
_HEAD = 4_096
_MOST_LOOKED_AT = 1 << 20
"""As far as FFmpeg looks for what a file is."""


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


def names_other_files(source: MediaSource) -> bool:
    """Whether this is a text that lists other files or addresses: an engine of its own would open them.

    Raises what reading `source` raises. A recording has a zero byte soon, and no such text has one
    before what it lists, so the head says it.
    """
    text, length = b"", _HEAD
    while b"\0" not in text and len(text) < min(source.size, _MOST_LOOKED_AT):
        piece = source.read_at(len(text), length)
        if not piece:
            break
        text, length = text + piece, _MOST_LOOKED_AT
    words = text.partition(b"\0")[0].lower()
    return any(each in words for each in _LISTS)


def unreadable() -> tuple[type[Exception], ...]:
    """What PyAV raises for bytes it makes nothing of."""
    import av  # noqa: PLC0415

    return (av.FFmpegError, OSError, ValueError, EOFError)


def read_only(container: InputContainer, wanted: Stream) -> None:
    """Leave the packets of all other streams out, where this PyAV can: they are then not even read."""
    import av.stream  # noqa: PLC0415

    for stream in container.streams:
        with suppress(AttributeError):
            stream.discard = av.stream.Discard.default if stream is wanted else av.stream.Discard.all


def packets_of(container: InputContainer, stream: Stream) -> Iterator[Any]:
    """Packets from where the container stands; a damaged place ends them, as it does for players."""
    try:
        yield from container.demux(stream)
    except unreadable():
        return


def frames_in(packet: Any) -> list[Any]:
    """Return the frames a packet gives; none for a damaged one."""
    try:
        return list(packet.decode())
    except unreadable():
        return []
