"""Protocol row 12: W3C Web Annotations with our extension members, and their selectors both ways."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from assessor_app.wire.base import Count, ObjectModel, UtcTime, WireModel

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", "https://w3id.org/assessment-exchange/v1")
MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
_MICRO = Decimal(1_000_000)
_LONGEST = 14
"""Digits of microseconds but one: some thirty years."""


class FragmentSelector(WireModel):
    """A Media Fragment: `t=a,b` (seconds, end exclusive) or `xywh=percent:x,y,w,h`. `point` marks a single frame."""

    type: Literal["FragmentSelector"] = "FragmentSelector"
    conformsTo: str = MEDIA_FRAGMENTS
    value: str
    point: bool | None = None


class TextQuoteSelector(WireModel):
    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str = ""
    suffix: str = ""
    position: int | None = None


class PageSelectorDoc(WireModel):
    """A page of a paged document; `refinedBy` narrows to a region or quotation."""

    type: Literal["PageSelector"] = "PageSelector"
    page: Count
    refinedBy: FragmentSelector | TextQuoteSelector | None = Field(default=None, discriminator="type")


SelectorDoc = FragmentSelector | TextQuoteSelector | PageSelectorDoc


class TargetDoc(WireModel):
    """`selector` absent means the whole artifact. `digest` is the artifact's hex SHA-256."""

    source: str
    selector: SelectorDoc | None = Field(default=None, discriminator="type")
    digest: str


class WebAnnotation(ObjectModel):
    """A mark as it travels. `body` holds the note (TextualBody) and, for evidence, the tagging criterion."""

    context: tuple[str, ...] = Field(default=CONTEXT, alias="@context")
    id: str
    type: Literal["Annotation"] = "Annotation"
    motivation: str = "assessing"
    created: UtcTime
    modified: UtcTime
    body: tuple[dict[str, Any], ...] = ()
    target: TargetDoc
    mark_type: str = "note"
    engine: str = ""
    uncertainty_us: Count = 0
    revision: Count = 1


class AnnotationBatch(WireModel):
    annotations: tuple[WebAnnotation, ...]


def seconds_text(value_us: int) -> str:
    """Return microseconds as decimal seconds without loss or exponent: 750480000 -> "750.48"."""
    text = f"{Decimal(value_us) / _MICRO:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def microseconds(seconds: str) -> int:
    """Return decimal seconds as integer microseconds. Raises ValueError for anything else, or finer."""
    try:
        value = Decimal(seconds) * _MICRO
        whole = int(value) if not value.is_finite() or value.adjusted() <= _LONGEST else None
    except (ArithmeticError, ValueError) as error:
        raise ValueError(f"not a time: {seconds}") from error
    if whole is None:  # a few characters can name a number that takes all day to write out
        raise ValueError(f"too long: {seconds[:_LONGEST]}")
    if whole != value:
        raise ValueError(f"finer than a microsecond: {seconds}")
    return whole
