"""Quoting a passage of a text and finding it again: positions count Unicode code points, whatever a screen counts."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from assessor_app.domain.annotation import InvalidSelector, TextSelector

LONGEST_QUOTE = 2_000
CONTEXT = 32
"""So many characters before and after a quotation tell it from its like."""
_WIDTHS = (CONTEXT, 16, 8)  # fewer characters stand in many places
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\v\f\x1c-\x1e\x85]")
_UNFIT = re.compile("[\0\ufdd0\ufdd1\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_PLANE = 0x10000


class QuoteTooLong(ValueError):
    """The passage holds more characters than a quotation may; `length` says how many."""

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(f"{length} characters")


def normalised(words: str) -> str:
    r"""Return the text with `\n` as its only line end, and without what no text widget or file can hold."""
    return _UNFIT.sub(_REPLACEMENT, _LINE_ENDS.sub("\n", words))


def quoted(words: str, start: int, end: int) -> TextSelector:
    """Return the selector of `words[start:end]` without blanks at its ends. `words` are normalised.

    Raises InvalidSelector where nothing but blanks stands, QuoteTooLong beyond `LONGEST_QUOTE`.
    """
    passage = words[start:end]
    start += len(passage) - len(passage.lstrip())
    passage = passage.strip()
    if len(passage) > LONGEST_QUOTE:
        raise QuoteTooLong(len(passage))
    if not passage:
        raise InvalidSelector("an empty stretch of text")
    end = start + len(passage)
    return TextSelector(passage, words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT], start)


def paragraph_around(words: str, at: int) -> tuple[int, int]:
    """Return where the line of text begins and ends that holds position `at`."""
    end = words.find("\n", at)
    return words.rfind("\n", 0, at) + 1, end if end >= 0 else len(words)


def find_quote(words: str, selector: TextSelector) -> tuple[int, int] | None:
    """Return start and end of the passage in a text that may have changed, None where it cannot be told.

    By its position where it still stands there; else with the words around it, nearest to where it was; else
    wherever it stands, if that is one place only.
    """
    quote = normalised(selector.quote)
    at = selector.position
    if words.startswith(quote, at):
        return at, at + len(quote)
    for before, after in _surroundings(normalised(selector.prefix), normalised(selector.suffix)):
        found = _nearest(words, before + quote + after, at - len(before))
        if found >= 0:
            return found + len(before), found + len(before) + len(quote)
    only = words.find(quote)
    if only < 0 or words.find(quote, only + 1) >= 0:
        return None
    return only, only + len(quote)


def _surroundings(prefix: str, suffix: str) -> Iterator[tuple[str, str]]:
    """What is to stand around a passage, from all of it to as little as still tells: both sides, then one."""
    for width in _WIDTHS:
        if prefix or suffix:
            yield prefix[-width:], suffix[:width]
    for width in _WIDTHS:
        if len(prefix) >= _WIDTHS[-1]:
            yield prefix[-width:], ""
        if len(suffix) >= _WIDTHS[-1]:
            yield "", suffix[:width]


def _nearest(words: str, wanted: str, at: int) -> int:
    """Return where `wanted` stands nearest to `at`, -1 for nowhere."""
    at = max(at, 0)
    after, before = words.find(wanted, at), words.rfind(wanted, 0, at + len(wanted))
    if after < 0 or before < 0:
        return max(after, before)
    return after if after - at < at - before else before


class CodeUnits:
    """Turns code points of one text into UTF-16 code units, which Qt and PDF libraries count, and back."""

    def __init__(self, words: str) -> None:
        self._length = len(words)
        if words.isascii() or max(words, default="") < chr(_PLANE):
            self._wide: tuple[int, ...] = ()
        else:
            self._wide = tuple(at for at, each in enumerate(words) if ord(each) >= _PLANE)
        # In code units the n-th wide character stands n places further to the right.
        self._wide_units = tuple(at + place for place, at in enumerate(self._wide))

    def to_units(self, point: int) -> int:
        return point + bisect_left(self._wide, point)

    def to_points(self, unit: int) -> int:
        """The code point that holds this unit; what lies beyond the end is the end."""
        return min(unit - bisect_left(self._wide_units, unit), self._length)
