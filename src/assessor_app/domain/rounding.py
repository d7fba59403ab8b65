"""Rounding as an issuer states it, over exact fractions: `none`, `half-up-2`, `half-even-1`, `down-0`."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import floor

NONE = "none"
_STATED = re.compile(r"(half-up|half-even|down)-(\d{1,2})")


class UnknownRounding(ValueError):
    """The policy states a rounding that this version cannot compute."""


def rounded(value: Fraction, rule: str) -> Fraction:
    """Return `value` rounded to the decimals that `rule` names. Raises UnknownRounding.

    `half-up`: a tie goes away from zero; `half-even`: to the even neighbour; `down`: what is behind is cut off.
    """
    if rule in ("", NONE):
        return value
    stated = _STATED.fullmatch(rule)
    if stated is None:
        raise UnknownRounding(rule)
    unit = 10 ** int(stated[2])
    return Fraction(_WHOLE[stated[1]](value * unit), unit)


def is_known(rule: str) -> bool:
    return rule in ("", NONE) or _STATED.fullmatch(rule) is not None


def exact_text(value: Fraction, digits: int = 12) -> str:
    """Return the decimal in full where it ends within `digits`; else four decimals cut off, never up: `1.6666…`."""
    for places in range(digits + 1):
        if (value * 10**places).denominator == 1:
            return _placed(value, places)
    return f"{_placed(value, 4)}…"


def _placed(value: Fraction, places: int) -> str:
    whole, rest = divmod(abs(_down(value * 10**places)), 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:0{places}}" if places else f"{sign}{whole}"


def _half_up(value: Fraction) -> int:
    whole = floor(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def _half_even(value: Fraction) -> int:
    return round(value)


def _down(value: Fraction) -> int:
    return floor(value) if value >= 0 else -floor(-value)


_WHOLE: dict[str, Callable[[Fraction], int]] = {"half-up": _half_up, "half-even": _half_even, "down": _down}
