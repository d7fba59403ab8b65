"""A moment or a stretch as a person types it: `12:31.480`, `14:02-14:20.2`."""

import re

from assessor_app.domain.annotation import TimeSelector
from assessor_app.gui.widgets.time_text import parse_us

_BETWEEN = re.compile(r"\s*[-\N{EN DASH}\N{EM DASH}]\s*")
_TWO = 2


def parse_span(typed: str) -> TimeSelector:
    """Return a point (a microsecond long: its frame is found later) or a stretch.

    Raises ValueError for anything else, also for a stretch that ends before it begins.
    """
    parts = [parse_us(part) for part in _BETWEEN.split(typed.strip())]
    if len(parts) > _TWO:
        raise ValueError(f"not a moment or stretch: {typed!r}")
    if len(parts) == _TWO:
        return TimeSelector(parts[0], parts[1], is_point=False)
    return TimeSelector(parts[0], parts[0] + 1)
