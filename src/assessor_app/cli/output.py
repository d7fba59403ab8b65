"""What the command line prints: one JSON document, or a plain table; and how it says no."""

import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any


class Refusal(Exception):
    """The command was understood and not carried out. The message says the thing, the reason, the next step.

    `details` are added to the JSON document.
    """

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.details = details


def plain(value: Any) -> Any:
    """Return `value` as JSON types: dataclasses as objects, times as ISO 8601 with Z, decimals as strings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return [plain(item) for item in value]


def print_document(document: Any) -> None:
    sys.stdout.write(json.dumps(plain(document), ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def print_line(text: str) -> None:
    sys.stdout.write(text + "\n")


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], empty: str) -> str:
    """Return `columns` of `rows` aligned, or the sentence `empty`."""
    if not rows:
        return empty
    cells = [[_cell(row.get(c)) for c in columns] for row in rows]
    widths = [max(len(c), *(len(r[i]) for r in cells)) for i, c in enumerate(columns)]
    lines = ([c.replace("_", " ") for c in columns], *cells)
    return "\n".join("  ".join(t.ljust(w) for t, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def _cell(value: Any) -> str:
    text = plain(value)
    return "" if text is None else str(text)


def say_no(error: Refusal, *, as_json: bool) -> None:
    """Print why a command was refused: to standard error, and as the document when JSON was asked for."""
    sys.stderr.write(f"{error}\n")
    if as_json:
        print_document({"refused": str(error), **error.details})
