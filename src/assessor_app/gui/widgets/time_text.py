"""Media times as people read, hear and type them."""

import re

from PySide6.QtCore import QCoreApplication

US_PER_MS = 1_000
US_PER_S = 1_000_000
_TYPED = re.compile(r"(?:(?:(\d+):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,6}))?")


def format_us(at_us: int) -> str:
    """Return `00:12:31.480`; microseconds are cut, not rounded, so that a time never names the next frame."""
    hours, rest = divmod(max(at_us, 0), 3_600 * US_PER_S)
    minutes, rest = divmod(rest, 60 * US_PER_S)
    seconds, rest = divmod(rest, US_PER_S)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest // US_PER_MS:03}"


def format_span(start_us: int, end_us: int) -> str:
    """Return `00:14:02.013 - 00:14:20.200` with an en dash."""
    return f"{format_us(start_us)} \N{EN DASH} {format_us(end_us)}"


def format_tick(at_us: int, step_us: int) -> str:
    """Return the shortest text that tells ticks `step_us` apart from each other: `5:00`, `1:05:00`, `5:00.2`."""
    hours, rest = divmod(max(at_us, 0), 3_600 * US_PER_S)
    minutes, rest = divmod(rest, 60 * US_PER_S)
    seconds, rest = divmod(rest, US_PER_S)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    if step_us >= US_PER_S:
        return text
    digits = 1 if step_us >= 100 * US_PER_MS else 2 if step_us >= 10 * US_PER_MS else 3
    return f"{text}.{rest // US_PER_MS:03}"[: len(text) + 1 + digits]


def parse_us(typed: str) -> int:
    """Return the microseconds of `1:02:03.5`, `12:31,48` or `75` (seconds); raises ValueError for anything else."""
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise ValueError(f"not a time: {typed!r}")
    hours, minutes, seconds, fraction = found.groups(default="0")
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * US_PER_S + int(fraction.ljust(6, "0"))


def spoken_us(at_us: int) -> str:
    """Return `12 minutes 31.480 seconds`, for screen readers."""
    hours, rest = divmod(max(at_us, 0), 3_600 * US_PER_S)
    minutes, rest = divmod(rest, 60 * US_PER_S)
    words = [_count(hours, "hour")] if hours else []
    words += [_count(minutes, "minute")] if minutes else []
    seconds = f"{rest // US_PER_S}.{rest % US_PER_S // US_PER_MS:03}"
    words.append(QCoreApplication.translate("MediaTime", "{seconds} seconds").format(seconds=seconds))
    return " ".join(words)


def _count(number: int, unit: str) -> str:
    translate = QCoreApplication.translate
    if unit == "hour":
        one, many = translate("MediaTime", "1 hour"), translate("MediaTime", "{count} hours")
    else:
        one, many = translate("MediaTime", "1 minute"), translate("MediaTime", "{count} minutes")
    return one if number == 1 else many.format(count=number)
