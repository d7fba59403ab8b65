"""Annotations: marks on an artifact, with one tagged union of selectors for every kind of evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class InvalidSelector(ValueError):
    """The place an annotation points at cannot exist."""


class MarkType(StrEnum):
    STRENGTH = "strength"
    QUESTION = "question"
    WORRY = "worry"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TimeSelector:
    """A moment or stretch of media time, integer microseconds from the first presented frame, end exclusive.

    A point is its frame: `end_us` is the presentation time of the next frame.
    """

    kind: ClassVar[str] = "time"
    start_us: int
    end_us: int
    is_point: bool = True

    def __post_init__(self) -> None:
        if self.start_us < 0 or self.end_us <= self.start_us:
            raise InvalidSelector(f"a moment from {self.start_us} to {self.end_us} microseconds")


@dataclass(frozen=True, slots=True)
class RectangleSelector:
    """A region in percent of the picture or page: 0-100 each."""

    kind: ClassVar[str] = "rectangle"
    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        fits = self.x >= 0 and self.y >= 0 and self.x + self.width <= 100 and self.y + self.height <= 100  # noqa: PLR2004 - percent
        if not fits or self.width <= 0 or self.height <= 0:
            raise InvalidSelector(f"a region {self.x},{self.y} {self.width} by {self.height} percent")


@dataclass(frozen=True, slots=True)
class TextSelector:
    """A stretch of text: `position` counts Unicode code points from the start."""

    kind: ClassVar[str] = "text"
    quote: str
    prefix: str = ""
    suffix: str = ""
    position: int = 0

    def __post_init__(self) -> None:
        if not self.quote or self.position < 0:
            raise InvalidSelector("an empty stretch of text")


@dataclass(frozen=True, slots=True)
class PageSelector:
    """A page (1-based) of a paged document, or a region or quotation on it."""

    kind: ClassVar[str] = "page"
    page: int
    rectangle: RectangleSelector | None = None
    quote: TextSelector | None = None

    def __post_init__(self) -> None:
        if self.page < 1:
            raise InvalidSelector(f"page {self.page}")


@dataclass(frozen=True, slots=True)
class WholeSelector:
    """The artifact as a whole."""

    kind: ClassVar[str] = "whole"


Selector = TimeSelector | RectangleSelector | TextSelector | PageSelector | WholeSelector


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """What a player reports of a painted frame: its time, the next frame's time, and how sure it is."""

    start_us: int
    end_us: int
    engine: str
    uncertainty_us: int = 0


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark on an artifact; evidence once it is linked to a criterion.

    `artifact_digest` is the SHA-256 of the bytes it was made on; `uncertainty_us` is the engine's own bound.
    """

    annotation_id: str
    assignment_id: str
    artifact_id: str
    artifact_digest: str
    selector: Selector
    criterion_id: str | None
    mark_type: MarkType
    text: str
    engine: str
    uncertainty_us: int
    revision: int
    created_at: datetime
    updated_at: datetime
    is_retracted: bool = False

    @property
    def is_evidence(self) -> bool:
        return self.criterion_id is not None and not self.is_retracted

    @property
    def start_us(self) -> int | None:
        return self.selector.start_us if isinstance(self.selector, TimeSelector) else None
