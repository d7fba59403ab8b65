"""Marks in words: where one is, of which type, and the whole of it as a screen reader says it."""

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import (
    Annotation,
    MarkType,
    PageSelector,
    RectangleSelector,
    Selector,
    TextSelector,
    TimeSelector,
)
from assessor_app.gui.widgets.time_text import US_PER_S, format_span, format_us, spoken_us

_QUOTE_LENGTH = 40


def mark_type_word(mark_type: MarkType) -> str:
    words = {
        MarkType.STRENGTH: _tr("strength"),
        MarkType.QUESTION: _tr("question"),
        MarkType.WORRY: _tr("worry"),
        MarkType.NOTE: _tr("note"),
    }
    return words[mark_type]


def place_text(selector: Selector) -> str:
    """Return `00:12:31.480`, a span of time, a page, or what kind of place it is."""
    if isinstance(selector, TimeSelector) and not selector.is_point:
        return format_span(selector.start_us, selector.end_us)
    return short_place_text(selector)


def short_place_text(selector: Selector) -> str:
    """Return the same for a narrow column: a span as `00:14:02.013 +18 s`."""
    if not isinstance(selector, TimeSelector):
        return untimed_place(selector)
    if selector.is_point:
        return format_us(selector.start_us)
    length = _tr("+{seconds} s").format(seconds=round((selector.end_us - selector.start_us) / US_PER_S))
    return f"{format_us(selector.start_us)} {length}"


def place_changed_text() -> str:
    """Instead of a place that can no longer be found."""
    return _tr("The text has changed")


def spoken_mark(annotation: Annotation, number: int) -> str:
    """Return `12 minutes 31.480 seconds, criterion 2, strength, counts to four`; number 0: without criterion."""
    criterion = _tr("criterion {number}").format(number=number) if number else _tr("no criterion")
    parts = [_spoken_place(annotation.selector), criterion, mark_type_word(annotation.mark_type)]
    return ", ".join([*parts, annotation.text] if annotation.text else parts)


def _spoken_place(selector: Selector) -> str:
    if not isinstance(selector, TimeSelector):
        return untimed_place(selector)
    if selector.is_point:
        return spoken_us(selector.start_us)
    return _tr("{start} to {end}").format(start=spoken_us(selector.start_us), end=spoken_us(selector.end_us))


def untimed_place(selector: Selector, most: int = _QUOTE_LENGTH) -> str:
    """`page 3, “quote…”`, `page 3, region`, `“quote…”`, `region`, `whole`."""
    match selector:
        case PageSelector(page=page, rectangle=RectangleSelector()):
            return _tr("page {number}, region").format(number=page)
        case PageSelector(page=page, quote=TextSelector() as quote):
            return _tr("page {number}, {quote}").format(number=page, quote=quote_text(quote, most))
        case PageSelector(page=page):
            return _tr("page {number}").format(number=page)
        case TextSelector():
            return quote_text(selector, most)
    return _tr("region") if isinstance(selector, RectangleSelector) else _tr("whole")


def quote_text(selector: TextSelector, most: int = _QUOTE_LENGTH) -> str:
    """Return `“the beginning of it…”` on one line."""
    words = " ".join(selector.quote.split())
    shortened = f"{words[:most].rstrip()}…" if len(words) > most else words
    return _tr("“{words}”").format(words=shortened)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MarkWords", text)
