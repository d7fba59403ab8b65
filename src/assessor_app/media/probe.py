"""What a file really is: every packet looked at, the first and the last pictures decoded, before anything plays it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from assessor_app.media.facts import MediaFacts, Trouble
from assessor_app.media.packet_log import PacketLog, Tell, TrackLog, pictures_of, read_log, sound_of
from assessor_app.media.recordings import US_PER_S, frames_in, open_recording, packets_of, unreadable
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.frame import Frame
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_MOST_PACKETS = 600
"""How many may be decoded to see a first or a last picture: some recordings have one keyframe an hour."""
_LAST_FEW = 8
_FARTHER_BACK_S = 3
_SHORT_BY_US = US_PER_S
_SHORT_BY_SHARE = 0.02
_TABLED = "mov"


@dataclass(frozen=True, slots=True)
class Findings:
    """`frame_times` in microseconds as the file counts them, in order; () for sound and where they cannot be told."""

    facts: MediaFacts
    frame_times: tuple[int, ...] = ()


def look_through(source: MediaSource, tell: Tell = lambda _: None) -> Findings:
    """Read all of `source` (some 4 s for an hour), which stays open. What is wrong with it is one of the facts."""
    try:
        with open_recording(source) as container:
            log = read_log(container, source.size, tell)
            if log.video is None and log.audio is None:
                return Findings(MediaFacts(trouble=Trouble.NOT_A_RECORDING))
            times = _frame_times(container, log)
            facts = _lengths(container, log, times)
        with open_recording(source) as container:
            return Findings(_decoded(container, log, facts), times)
    except unreadable():
        return Findings(MediaFacts(trouble=Trouble.NOT_A_RECORDING))


# ---- times -------------------------------------------------------------------------------------


def _frame_times(container: InputContainer, log: PacketLog) -> tuple[int, ...]:
    track, video = log.of_video, log.video
    if track is None or video is None:
        return ()
    if track.unplaced:  # an AVI may say only in which order frames are decoded
        container.seek(0)
        ticks = list(_decoded_ticks(container, video))
        return () if None in ticks else tuple(sorted({track.microseconds(at) for at in ticks if at is not None}))
    return tuple(track.microseconds(at) for at in track.presented())


def _decoded_ticks(container: InputContainer, video: VideoStream) -> Iterator[int | None]:
    for packet in packets_of(container, video):
        yield from (frame.pts for frame in frames_in(packet))


def _lengths(container: InputContainer, log: PacketLog, times: tuple[int, ...]) -> MediaFacts:
    zero, end = _reach(log, times)
    declared = int(container.duration or 0)
    gaps = [after - before for before, after in pairwise(times)]
    is_untold = not times and log.of_video is not None and log.of_video.unplaced > 0
    facts = MediaFacts(
        duration_us=declared if is_untold else max(end - zero, 0),
        declared_us=declared,
        start_us=zero,
        fps_mean=len(gaps) * US_PER_S / (times[-1] - times[0]) if gaps and times[-1] > times[0] else 0.0,
        frame_count=len(times),
        is_variable=_is_uneven(gaps),
        has_video=log.video is not None,
        has_audio=log.audio is not None,
        codec=_name_of(log.video or log.audio),
        audio_codec=_name_of(log.audio),
        container=container.format.name.split(",")[0],
    )
    return facts.having(Trouble.BREAKS_OFF) if not is_untold and _is_short(facts, log) else facts


def _reach(log: PacketLog, times: tuple[int, ...]) -> tuple[int, int]:
    """Return first and last microsecond of what is shown, of what is heard where nothing is shown."""
    if times:
        last_gap = times[-1] - times[-2] if len(times) > 1 else 0
        return times[0], max(_end_of(log.of_video), times[-1] + last_gap)
    track = log.of_video or log.of_audio
    if track is None or not track.times:
        return 0, 0
    return track.microseconds(min(track.times)), _end_of(track)


def _end_of(track: TrackLog | None) -> int:
    return track.microseconds(track.end) if track is not None and track.end is not None else 0


def _is_short(facts: MediaFacts, log: PacketLog) -> bool:
    if log.is_missing_bytes:
        return True
    if facts.container == _TABLED:  # its table was compared; an edit list makes it shorter than it declares
        return False
    reached = max(_end_of(log.of_video), _end_of(log.of_audio))
    missing = facts.declared_us - max(reached, facts.duration_us)
    return missing > max(_SHORT_BY_US, _SHORT_BY_SHARE * facts.declared_us)


def _is_uneven(gaps: list[int]) -> bool:
    """Whether frames follow each other unevenly, beyond the rounding of their time base."""
    if not gaps:
        return False
    usual = sorted(gaps)[len(gaps) // 2]
    return max(gaps) - min(gaps) > max(2_000, 0.02 * usual)


def _name_of(stream: VideoStream | AudioStream | None) -> str:
    context = stream.codec_context if stream is not None else None
    return str(context.name) if context is not None else ""


# ---- what can be decoded -----------------------------------------------------------------------


def _decoded(container: InputContainer, log: PacketLog, facts: MediaFacts) -> MediaFacts:
    """Add what only decoded pictures tell: size, rotation, and whether start and end can be shown."""
    video, audio = pictures_of(container), sound_of(container)
    first = _first(container, video) if video is not None else None
    heard = _first(container, audio) if audio is not None else None
    if first is None and heard is None:
        return facts.having(Trouble.NO_PICTURE)
    facts = replace(facts, has_audio=heard is not None)
    if video is None:
        return facts
    if first is None:
        return facts.having(Trouble.NO_PICTURE)
    rotation, width, height = _upright(first)
    facts = replace(facts, rotation=rotation, width=width, height=height)
    if facts.trouble is None and not _has_end(container, video, log.of_video):
        return facts.having(Trouble.DAMAGED_END)
    return facts


def _first(container: InputContainer, stream: VideoStream | AudioStream) -> Frame | None:
    container.seek(0)
    return next(_frames(container, stream), None)


def _frames(container: InputContainer, stream: VideoStream | AudioStream) -> Iterator[Frame]:
    """Decode from where the container stands."""
    for packet in islice(packets_of(container, stream), _MOST_PACKETS):
        yield from frames_in(packet)


def _has_end(container: InputContainer, video: VideoStream, track: TrackLog | None) -> bool:
    """Whether one of the last pictures can be decoded; unknown counts as yes."""
    if track is None or track.last_key is None or not track.times:
        return True
    farther_back = track.last_key - int(_FARTHER_BACK_S / track.base)
    return any(_shows_end(container, video, track, at) for at in (track.last_key, farther_back))


def _shows_end(container: InputContainer, video: VideoStream, track: TrackLog, seek_to: int) -> bool:
    """Without an index a seek may come out behind the keyframe it was to find."""
    container.seek(seek_to, stream=video)
    near_the_end = sorted(track.times)[-_LAST_FEW:][0]
    frames = 0
    for frame in _frames(container, video):
        frames += 1
        if frame.pts is not None and frame.pts >= near_the_end:
            return True
    return frames >= _MOST_PACKETS // 2  # one keyframe for many minutes: not looked at to the end


def _upright(frame: Frame) -> tuple[int, int, int]:
    from av.video.frame import VideoFrame  # noqa: PLC0415

    if not isinstance(frame, VideoFrame):
        return 0, 0, 0
    rotation = turn_of(frame)
    if rotation in (90, 270):
        return rotation, frame.height, frame.width
    return rotation, frame.width, frame.height


def turn_of(frame: VideoFrame) -> int:
    """How far a player turns the picture clockwise: FFmpeg counts the display matrix's angle against the clock."""
    return -int(frame.rotation) % 360
