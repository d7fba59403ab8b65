"""How often a PDF draws in all: drawings that draw drawings grow without bounds from a few lines."""

import re
from collections import Counter
from typing import Any

import pikepdf

MOST_DRAWN = 100_000
"""Drawings on one page; a crowded map has some thousands."""
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_LONGEST = 4 << 20
_DEEPEST = 64
Known = dict[tuple[int, int], int]


def draws_too_much(pdf: pikepdf.Pdf) -> bool:
    """Whether drawing any page would draw more than `MOST_DRAWN` times."""
    known: Known = {}
    return any(_drawn(page.obj, known, 0) > MOST_DRAWN for page in pdf.pages)


def _drawn(thing: Any, known: Known, depth: int) -> int:
    """How many drawings one page or drawing leads to; what contains itself is drawn once by every reader."""
    if depth > _DEEPEST:
        return MOST_DRAWN + 1
    if thing.objgen in known:
        return known[thing.objgen]
    known[thing.objgen] = 1
    forms = thing.get("/Resources", {}).get("/XObject", {})
    total = 1
    for name, times in _uses(thing).items():
        form = forms.get(f"/{name}")
        if isinstance(form, pikepdf.Stream) and str(form.get("/Subtype", "")) == "/Form":
            total += times * _drawn(form, known, depth + 1)
        if total > MOST_DRAWN:
            break
    known[thing.objgen] = total
    return total


def _uses(thing: Any) -> Counter[str]:
    """How often each drawing is named where it would be drawn. Raises pikepdf.PdfError."""
    contents = thing if isinstance(thing, pikepdf.Stream) else thing.get("/Contents")
    parts = list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]
    found: Counter[str] = Counter()
    for part in parts:
        if isinstance(part, pikepdf.Stream):
            found.update(match.decode("latin-1") for match in _DRAWS.findall(part.read_bytes()[:_LONGEST]))
    return found
