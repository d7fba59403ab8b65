"""A place in a video as people type it: a time in several spellings, or the number of a frame."""

import re

from assessor_app.gui.widgets.time_text import US_PER_MS, US_PER_S, parse_us
from assessor_app.media.frame_times import FrameTimes

_FRAME = re.compile(r"f\s*(\d{1,9})", re.IGNORECASE)
_UNITS = re.compile(
    r"(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*m(?:in)?)?\s*(?:(\d{1,6})(?:[.,](\d{1,6}))?\s*s?)?", re.IGNORECASE
)
_HAS_UNIT = re.compile(r"\d\s*[hm]", re.IGNORECASE)
_SHOWN_DIGITS = 3


class FramesUnknown(ValueError):
    """A frame number, but it is not known (yet) when each frame is shown."""


class NoSuchFrame(ValueError):
    """A frame number beyond the last one."""


def place_of(typed: str, frames: FrameTimes | None) -> int:
    """Return the microseconds of `1:02:03.5`, `62:03`, `3723`, `12m`, `1h 2m 3s` or `f1234` (frames count from 0).

    With `frames` known this is the start of the frame on screen then; a time written as this program shows it means
    the frame that was shown with it. Raises FramesUnknown, NoSuchFrame, or a plain ValueError for anything else.
    """
    typed = typed.strip()
    found = _FRAME.fullmatch(typed)
    if found is not None:
        return _start_of(int(found.group(1)), frames)
    at_us = _with_units(typed) if _HAS_UNIT.search(typed) else parse_us(typed)
    if not frames:
        return at_us
    # Shown times are cut to the millisecond: the frame begins somewhere inside it.
    inside = US_PER_MS - 1 if _digits(typed) <= _SHOWN_DIGITS else 0
    return frames.span(frames.index_at(at_us + inside))[0] if at_us <= frames.span(len(frames))[1] else at_us


def _start_of(number: int, frames: FrameTimes | None) -> int:
    if not frames:
        raise FramesUnknown(f"frame {number}")
    if number >= len(frames):
        raise NoSuchFrame(f"frame {number} of {len(frames)}")
    return frames.span(number)[0]


def _with_units(typed: str) -> int:
    found = _UNITS.fullmatch(typed)
    if found is None:
        raise ValueError(f"not a time: {typed!r}")
    hours, minutes, seconds, fraction = found.groups(default="0")
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * US_PER_S + int(fraction.ljust(6, "0"))


def _digits(typed: str) -> int:
    """How many digits stand behind the decimal sign."""
    return len(re.split("[.,]", typed)[1].rstrip("sS ")) if re.search("[.,]", typed) else 0
