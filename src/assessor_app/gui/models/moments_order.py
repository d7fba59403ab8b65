"""Which moments a list shows and in what order: filters, words looked for, and a key for each column."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from assessor_app.domain.annotation import Annotation, MarkType, PageSelector, Selector, TextSelector, TimeSelector
from assessor_app.domain.place_order import place_key
from assessor_app.gui.widgets.time_text import US_PER_S, format_us, parse_us

ANY = "any"
_TYPES = {kind: place for place, kind in enumerate(MarkType)}
_LAST = 1 << 30


class Column(IntEnum):
    TIME = 0
    CRITERION = 1
    TYPE = 2
    TEXT = 3
    CITED = 4


@dataclass(frozen=True, slots=True)
class Down:
    """Turns the order of what it holds around."""

    key: Any

    def __lt__(self, other: "Down") -> bool:
        return bool(other.key < self.key)


@dataclass(frozen=True, slots=True)
class Order:
    """By a column; rows alike in it stay by their place: the artifact, then time, page or position in it."""

    column: Column = Column.TIME
    is_down: bool = False

    def key(self, annotation: Annotation, number: int, *, is_cited: bool, part: int = 0) -> tuple[Any, ...]:
        """`number` is that of its criterion, 0 for none; `part` the place of its artifact in the submission."""
        time = (part, annotation.start_us is None, place_key(annotation.selector))
        first: Any = {
            Column.TIME: time,
            Column.CRITERION: number or _LAST,
            Column.TYPE: _TYPES[annotation.mark_type],
            Column.TEXT: (not annotation.text, annotation.text.casefold()),
            Column.CITED: not is_cited,
        }[self.column]
        return (Down(first) if self.is_down else first, time, annotation.annotation_id)

    def next(self) -> "Order":
        """Time both ways, then the other columns one after the other."""
        if self.column is Column.TIME and not self.is_down:
            return Order(Column.TIME, is_down=True)
        return Order(Column((self.column + 1) % len(Column)))


@dataclass(frozen=True, slots=True)
class Query:
    """`ANY` criterion, one of them, or None for marks without; None for every type, and for cited or not.

    `words` are all to be found, each in the note, quoted or as a time: `12:31` also finds a stretch that covers it.
    """

    criterion_id: str | None = ANY
    mark_type: MarkType | None = None
    is_cited: bool | None = None
    words: str = ""

    @property
    def is_narrowed(self) -> bool:
        return self != Query()

    def accepts(self, annotation: Annotation, *, is_cited: bool) -> bool:
        return (
            self.criterion_id in (ANY, annotation.criterion_id)
            and self.mark_type in (None, annotation.mark_type)
            and self.is_cited in (None, is_cited)
            and all(_holds(annotation, word) for word in self.words.casefold().split())
        )


def _holds(annotation: Annotation, word: str) -> bool:
    selector = annotation.selector
    if word in annotation.text.casefold() or word in _quoted(selector).casefold():
        return True
    if not isinstance(selector, TimeSelector) or not word[:1].isdigit():
        return False
    return any(_begins(at_us, word) for at_us in _ends(selector)) or _covers(selector, word)


def _quoted(selector: Selector) -> str:
    if isinstance(selector, PageSelector):
        return selector.quote.quote if selector.quote is not None else ""
    return selector.quote if isinstance(selector, TextSelector) else ""


def _ends(selector: TimeSelector) -> tuple[int, ...]:
    return (selector.start_us,) if selector.is_point else (selector.start_us, selector.end_us)


def _begins(at_us: int, word: str) -> bool:
    """Whether the time, with or without hours, begins so: `12:3` finds 12:31.480."""
    full = format_us(at_us)
    short = full.removeprefix("00:")
    return ":" in word and (full.startswith(word) or short.startswith(word) or short.lstrip("0").startswith(word))


def _covers(selector: TimeSelector, word: str) -> bool:
    try:
        at_us = parse_us(word)
    except ValueError:
        return False
    return ":" in word and selector.start_us // US_PER_S * US_PER_S <= at_us < selector.end_us
