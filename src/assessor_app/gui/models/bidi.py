"""Names in any script inside our own sentences: each laid out in its own direction, none turning the rest around."""

import unicodedata

_FIRST_STRONG_ISOLATE, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_TURNING = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"})


def isolated(words: str) -> str:
    """Return `words` so that their direction stays their own; unchanged where nothing in them turns."""
    if not any(unicodedata.bidirectional(sign) in _TURNING for sign in words):
        return words
    return apart(words)


def apart(words: str) -> str:
    """Return `words` so that they keep their own direction in whatever surrounds them."""
    return f"{_FIRST_STRONG_ISOLATE}{words}{_POP}"


def runs_left(words: str) -> bool:
    """Whether a paragraph of `words` runs from the right: its first letter that has a direction says so."""
    kinds = (unicodedata.bidirectional(sign) for sign in words)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)
