"""Byte ranges of RFC 9110 section 14: what part of a file a request asks for."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_MOST_DIGITS = 18


class UnsatisfiableRange(ValueError):
    """The range begins beyond the end."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `stop`, end exclusive."""

    start: int
    stop: int

    @property
    def length(self) -> int:
        return self.stop - self.start

    def content_range(self, size: int) -> str:
        return f"bytes {self.start}-{self.stop - 1}/{size}"


def wanted(header: str | None, size: int) -> Span | None:
    """Return the one range asked for, or None for the whole file (no range, several, or not understood).

    Raises UnsatisfiableRange.
    """
    match = _ONE_RANGE.fullmatch(header.replace(" ", "")) if header else None
    if match is None:
        return None
    first, last = match.groups()
    if len(first) > _MOST_DIGITS or len(last) > _MOST_DIGITS or not (first or last):
        return None
    if not first:
        return _last_bytes(int(last), size)
    start, end = int(first), int(last) if last else size - 1
    if last and end < start:
        return None
    if start >= size:
        raise UnsatisfiableRange(header)
    return Span(start, min(end, size - 1) + 1)


def _last_bytes(count: int, size: int) -> Span:
    if count == 0 or size == 0:
        raise UnsatisfiableRange(f"the last {count} of {size} bytes")
    return Span(max(0, size - count), size)
