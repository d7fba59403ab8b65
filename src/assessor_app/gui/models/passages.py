"""Words looked for in a text: every place where they stand, whatever their case and the line ends between them."""

import re

MOST_FOUND = 5_000


def places_of(wanted: str, words: str, most: int = MOST_FOUND) -> list[tuple[int, int]]:
    """Return start and end of each, in code points, at most so many."""
    parts = [re.escape(part) for part in wanted.split()]
    if not parts:
        return []
    found = re.finditer(r"\s+".join(parts), words, re.IGNORECASE)
    return [match.span() for match, _ in zip(found, range(most), strict=False)]
