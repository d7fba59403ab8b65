"""Captions from WebVTT and SRT files: read tolerantly, searched, and asked what is said at a time."""

import codecs
import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assessor_app.domain.derived import Cue

MOST_BYTES = 8 << 20
MOST_CUES = 50_000
MOST_WORDS = 2_000
_MOST_LINE = 4_000
_US_PER_S = 1_000_000
_ARROW = "-->"
_TIME = r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9}))?"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?", re.ASCII)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_NUMBER = re.compile(r"\s*\d{1,9}\s*", re.ASCII)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TOO_MANY_CONTROLS = 20  # one in so many characters: no text


class CaptionsUnreadable(ValueError):
    """Not captions, or too many. The message is a sentence for the assessor."""


@dataclass(frozen=True, slots=True)
class CaptionsRead:
    """`cues` by start time. `skipped` counts those that made no sense."""

    cues: tuple[Cue, ...]
    skipped: int = 0


def parse_captions(data: bytes) -> CaptionsRead:
    """Read a WebVTT or SRT file, whichever it is, however carelessly it was written.

    Wrong times and cues that end before they begin are skipped and counted. Raises CaptionsUnreadable, nothing else.
    """
    if len(data) > MOST_BYTES:
        raise CaptionsUnreadable("This caption file is too large. Ask for captions of this video alone.")
    reader = _Reader()
    for line in _lines(_text(data)):
        reader.take(line[:_MOST_LINE])
    reader.end_cue()
    if not reader.cues:
        raise CaptionsUnreadable("This file holds no captions in WebVTT or SRT. Ask for it in one of these forms.")
    return CaptionsRead(tuple(sorted(reader.cues, key=lambda cue: (cue.start_us, cue.end_us))), reader.skipped)


def plain_words(words: str) -> str:
    """Return a cue's text without markup: lines apart by a newline, entities resolved, no characters that hide."""
    text = html.unescape(_MARKUP.sub("", words)).replace("\xa0", " ").replace("\r", "\n")
    lines = (" ".join(_CONTROLS.sub("", line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)[:MOST_WORDS]


class _Reader:
    """Takes a file line by line; a cue ends at an empty line, or where the next one begins."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []
        self.skipped = 0
        self._span: tuple[int, int] | None = None
        self._words: list[str] = []
        self._is_aside = False
        self._is_block_new = True

    def take(self, line: str) -> None:
        if not line.strip():
            self.end_cue()
            self._is_aside, self._is_block_new = False, True
        elif self._is_block_new and _ARROW not in line and _ASIDE.match(line):
            self._is_aside, self._is_block_new = True, False
        elif not self._is_aside:
            self._is_block_new = False
            self._take_of_cue(line)

    def end_cue(self) -> None:
        span, words = self._span, plain_words("\n".join(self._words))
        self._span = None
        self._words.clear()
        if span is not None and words and len(self.cues) < MOST_CUES:
            self.cues.append(Cue(span[0], span[1], words))

    def _take_of_cue(self, line: str) -> None:
        if _ARROW in line:
            if self._words and _NUMBER.fullmatch(self._words[-1]):
                self._words.pop()  # the number of this cue, where no empty line is between them
            self.end_cue()
            self._span = _span(line)
            self.skipped += self._span is None
        elif self._span is not None:
            self._words.append(line)


def _span(line: str) -> tuple[int, int] | None:
    found = _TIMING.fullmatch(line)
    if found is None:
        return None
    parts = found.groups()
    start_us, end_us = _us(parts[:4]), _us(parts[4:])
    return (start_us, end_us) if end_us > start_us else None


def _us(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    fraction = (parts[3] or "").ljust(6, "0")[:6]
    return ((hours * 60 + minutes) * 60 + seconds) * _US_PER_S + int(fraction)


def _text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if len(_CONTROLS.findall(text.replace("\r", ""))) * _TOO_MANY_CONTROLS > len(text):
        raise CaptionsUnreadable("This is no text, so it holds no captions. Ask for a WebVTT or SRT file.")
    return text


def _lines(text: str) -> Iterable[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class CueTimes:
    """What is said when: cues by start time, some of which may overlap."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.cues = tuple(sorted(cues, key=lambda cue: (cue.start_us, cue.end_us)))
        self._starts = array("q", (cue.start_us for cue in self.cues))
        self._latest_end = array("q", accumulate((cue.end_us for cue in self.cues), max))

    def at(self, at_us: int) -> tuple[int, ...]:
        """Return the places of the cues on screen at that time, in order."""
        found = []
        place = bisect_right(self._starts, at_us) - 1
        while place >= 0 and self._latest_end[place] > at_us:
            if self.cues[place].end_us > at_us:
                found.append(place)
            place -= 1
        return tuple(reversed(found))

    def words_at(self, at_us: int) -> str:
        return "\n".join(self.cues[place].text for place in self.at(at_us))

    def next_from(self, at_us: int) -> int:
        """Return the place of the first cue that begins after that time; their number when there is none."""
        return bisect_right(self._starts, at_us)


def find_words(cues: Sequence[Cue], words: str) -> tuple[int, ...]:
    """Return the places of the cues that hold every word, in any order and case; all for no words."""
    wanted = words.casefold().split()
    return tuple(place for place, cue in enumerate(cues) if all(word in cue.text.casefold() for word in wanted))
