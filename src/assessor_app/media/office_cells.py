"""A workbook (xlsx) as lines: for each sheet its name, and for each row with anything in it its number and cells."""

import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from assessor_app.domain.reading import Block, BlockKind, RemarkKind

MOST_SHEETS = 50
MOST_ROWS = 2_000
MOST_COLUMNS = 60
_DECIMALS = re.compile(r"[#,]*0(?:\.(?P<decimals>0+))?(?P<share> ?%)?")
_DIGITS = 15
"""As many as Excel keeps of a number."""


def cells_of(package: io.BytesIO, found: Counter[RemarkKind]) -> Iterator[Block]:
    """Yield the lines of the first `MOST_SHEETS` sheets; what is left out is noted in `found`.

    Values are those that were kept when the file was saved: no formula is computed.
    """
    book = load_workbook(package, read_only=True, data_only=True, keep_links=False)
    sheets = book.worksheets
    if len(sheets) > MOST_SHEETS:
        found[RemarkKind.SHEETS_CUT] = MOST_SHEETS
    for sheet in sheets[:MOST_SHEETS]:
        hidden = "" if sheet.sheet_state == "visible" else " (hidden)"
        yield Block(BlockKind.TITLE, f"Sheet{hidden} \u00b7 {' '.join(sheet.title.split())}")
        yield from _rows(sheet, found)


def _rows(sheet: Any, found: Counter[RemarkKind]) -> Iterator[Block]:
    sheet.reset_dimensions()  # what a file says of its size may be anything
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1)
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            found[RemarkKind.ROWS_CUT] = MOST_ROWS
            return
        words = [_shown(cell) for cell in row]
        if len(words) > MOST_COLUMNS and words.pop():
            found[RemarkKind.COLUMNS_CUT] = MOST_COLUMNS
        while words and not words[-1]:
            words.pop()
        if words:
            yield Block(BlockKind.ROW, " | ".join((str(number), *words)))


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ") if value.time() != datetime.time() else value.date().isoformat()
    return " ".join(str(value).split())


def _number(value: float, form: str) -> str:
    """As many decimals as the sheet shows; all there are where it says nothing of them."""
    shown = _DECIMALS.fullmatch(form)
    if shown is None:
        return f"{value:.{_DIGITS}g}"
    decimals, share = len(shown["decimals"] or ""), shown["share"]
    return f"{value * 100:.{decimals}f}%" if share else f"{value:.{decimals}f}"
