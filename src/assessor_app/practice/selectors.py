"""Reads the places Web Annotations point at, to refuse those that cannot exist."""

from decimal import Decimal, InvalidOperation

from assessor_app.wire.annotation import FragmentSelector, PageSelectorDoc, SelectorDoc, TextQuoteSelector, microseconds

_PERCENT = 100


def fault(selector: SelectorDoc | None) -> str | None:
    """Return what is wrong with a selector, in words, or None."""
    match selector:
        case FragmentSelector():
            return _fragment_fault(selector.value)
        case TextQuoteSelector():
            return None if selector.exact else "It quotes nothing."
        case PageSelectorDoc():
            return fault(selector.refinedBy) if selector.page >= 1 else "Pages count from 1."
        case _:
            return None


def _fragment_fault(value: str) -> str | None:
    name, _, rest = value.partition("=")
    try:
        if name == "t":
            return _time_fault(rest.removeprefix("npt:"))
        if name == "xywh":
            return _region_fault(rest)
    except (ValueError, InvalidOperation):
        return f"It is not a Media Fragment: {name}."
    return "A Media Fragment is t=... or xywh=percent:..."


def _time_fault(text: str) -> str | None:
    start, comma, end = text.partition(",")
    begins = microseconds(start) if start else 0
    if begins < 0 or not comma or microseconds(end) <= begins:
        return "A moment ends after it begins: t=a,b with a < b."
    return None


def _region_fault(text: str) -> str | None:
    unit, _, numbers = text.partition(":")
    x, y, width, height = (Decimal(number) for number in numbers.split(","))
    is_inside = min(x, y) >= 0 and x + width <= _PERCENT and y + height <= _PERCENT
    if unit != "percent" or not is_inside or min(width, height) <= 0:
        return "A region is xywh=percent:x,y,w,h inside 0 to 100."
    return None
