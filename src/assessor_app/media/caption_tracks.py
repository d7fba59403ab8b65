"""Captions that lie inside a recording as text: read from their packets, cleaned of markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from assessor_app.domain.derived import CaptionTrack, Cue
from assessor_app.media.packet_log import Tell, TrackLog, zero_of
from assessor_app.media.recordings import US_PER_S, open_recording, packets_of, read_only, unreadable
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.stream import Stream

_MARKUP = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_LONGEST_US = 60 * US_PER_S
_MOST_CUES = 50_000
_MOST_WORDS = 2_000
_FIELDS_BEFORE_TEXT = 8


def _plain(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _timed_text(data: bytes) -> str:
    """3GPP timed text: two bytes of length, the words, then boxes of style."""
    return _plain(data[2 : 2 + int.from_bytes(data[:2], "big")])


def _substation(data: bytes) -> str:
    words = _plain(data).split(",", _FIELDS_BEFORE_TEXT)[-1]
    return words.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")


_READERS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {
        "subrip": _plain,
        "srt": _plain,
        "text": _plain,
        "webvtt": _plain,
        "mov_text": _timed_text,
        "ass": _substation,
        "ssa": _substation,
    }
)


def read_caption_tracks(source: MediaSource, tell: Tell = lambda _: None) -> tuple[CaptionTrack, ...]:
    """Return the text tracks of a recording in its order, times from the first presented frame; () without any."""
    try:
        with open_recording(source) as container:
            known = [s.index for s in container.streams.subtitles if s.codec_context.name in _READERS and s.time_base]
            if not known:
                return ()
            zero_us = zero_of(container)
        found = []
        for number, index in enumerate(known):
            tell(number / len(known))
            found.append(_track(source, index, zero_us))
        return tuple(found)
    except unreadable():
        return ()


def _track(source: MediaSource, index: int, zero_us: int) -> CaptionTrack:
    with open_recording(source) as container:
        stream = container.streams[index]
        read_only(container, stream)
        cues = tuple(_cues(container, stream, zero_us))
        title = str(stream.metadata.get("title") or stream.metadata.get("name") or "")
        return CaptionTrack(title, stream.language or "", cues)


def _cues(container: Any, stream: Stream, zero_us: int) -> list[Cue]:
    base = TrackLog(stream.time_base or Fraction(1, US_PER_S))
    read = _READERS[stream.codec_context.name]
    cues: list[Cue] = []
    for packet in packets_of(container, stream):
        words = _MARKUP.sub("", read(bytes(packet))).replace("\r", "").strip("\n \0")[:_MOST_WORDS]
        if packet.pts is None or not words or len(cues) >= _MOST_CUES:
            continue
        start = base.microseconds(packet.pts) - zero_us
        length = base.microseconds(packet.duration or 0)
        if start + length > 0:
            cues.append(Cue(max(start, 0), start + min(max(length, 1), _LONGEST_US), words))
    return sorted(cues, key=lambda cue: cue.start_us)
