"""One pass over all packets of a recording without decoding them: when each frame is shown, and how far it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from assessor_app.media.recordings import US_PER_S, packets_of, unreadable

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

Tell = Callable[[float], None]
_TELL_EVERY = 512
_FIRST_FEW = 64


@dataclass(slots=True)
class TrackLog:
    """Of one stream, in ticks of its time base. `times` are not in order; `unplaced` counts packets without a time."""

    base: Fraction
    times: list[int] = field(default_factory=list)
    first_key: int | None = None
    last_key: int | None = None
    end: int | None = None
    unplaced: int = 0

    def take(self, packet: Packet[Any]) -> None:
        if packet.pts is None:
            self.unplaced += 1
            return
        if packet.is_keyframe:
            self.first_key = packet.pts if self.first_key is None else self.first_key
            self.last_key = packet.pts
        if not packet.is_discard:
            self.times.append(packet.pts)
            self.end = max(self.end or packet.pts, packet.pts + (packet.duration or 0))

    def presented(self) -> list[int]:
        """In order. A recording cut out of a broadcast may begin with frames that lean on ones cut away: not those."""
        zero = self.first_key if self.first_key is not None else min(self.times, default=0)
        return sorted(at for at in self.times if at >= zero)

    def microseconds(self, ticks: int) -> int:
        """Return `ticks` as microseconds, to the nearest."""
        base = self.base
        return (2 * ticks * base.numerator * US_PER_S + base.denominator) // (2 * base.denominator)


@dataclass(slots=True)
class PacketLog:
    """What a whole pass found; the first video and the first sound of a file."""

    video: VideoStream | None
    audio: AudioStream | None
    of_video: TrackLog | None = None
    of_audio: TrackLog | None = None
    is_missing_bytes: bool = False


def pictures_of(container: InputContainer) -> VideoStream | None:
    """The first stream of moving pictures; the cover of a sound file is none."""
    import av.stream  # noqa: PLC0415

    cover = av.stream.Disposition.attached_pic
    streams = (s for s in container.streams.video if not s.disposition & cover and s.time_base)
    return next(streams, None)


def sound_of(container: InputContainer) -> AudioStream | None:
    return next((s for s in container.streams.audio if s.time_base), None)


def zero_of(container: InputContainer) -> int:
    """Return the microsecond the file gives its first presented frame, of sound where there is no picture.

    The container does not stand at its start afterwards.
    """
    stream = pictures_of(container) or sound_of(container)
    if stream is None or stream.time_base is None:
        return 0
    log = TrackLog(stream.time_base)
    for packet in islice(packets_of(container, stream), _FIRST_FEW):
        if packet.size:
            log.take(packet)
    return log.microseconds(next(iter(log.presented()), 0))


def read_log(container: InputContainer, size: int, tell: Tell) -> PacketLog:
    """Read every packet of the first video and sound of a file of `size` bytes."""
    log = PacketLog(pictures_of(container), sound_of(container))
    tracks: dict[int, TrackLog] = {}
    for stream in (log.video, log.audio):
        if stream is not None and stream.time_base is not None:
            tracks[stream.index] = TrackLog(stream.time_base)
    wanted = [stream for stream in (log.video, log.audio) if stream is not None]
    for number, packet in enumerate(_packets(container, wanted)):
        if number % _TELL_EVERY == 0 and packet.pos:
            tell(packet.pos / max(size, 1))
        if packet.size:
            tracks[packet.stream.index].take(packet)
    log.of_video = tracks.get(log.video.index) if log.video else None
    log.of_audio = tracks.get(log.audio.index) if log.audio else None
    log.is_missing_bytes = any(_points_beyond(stream, size) for stream in wanted)
    return log


def _packets(container: InputContainer, streams: list[VideoStream | AudioStream]) -> Iterator[Packet[Any]]:
    """A damaged place ends the pass: what lies behind it is out of reach for a player, too."""
    try:
        yield from container.demux(*streams)
    except unreadable():
        return


def _points_beyond(stream: VideoStream | AudioStream, size: int) -> bool:
    """Whether the file's own table of contents lists bytes behind its end: it was cut."""
    return any(entry.pos + entry.size > size for entry in stream.index_entries if entry.pos >= 0)
