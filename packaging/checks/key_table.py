"""Refuses a key that is bound twice in one mode, and a printed key sheet that is not the table's."""

import importlib
import importlib.util
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tree import ROOT, report

TABLE_MODULE = "assessor_app.commands.bindings"
SHEET = "docs/keys.md"
MEND = "run: .venv/bin/python packaging/checks/key_table.py --write"


class Row(Protocol):
    """One line of the key table."""

    @property
    def mode(self) -> str: ...
    @property
    def keys(self) -> tuple[str, ...]: ...
    @property
    def command(self) -> str: ...
    @property
    def help(self) -> str: ...


def table() -> Sequence[Row] | None:
    """The application's key table, or None while there is none."""
    try:
        if importlib.util.find_spec(TABLE_MODULE) is None:
            return None
    except ModuleNotFoundError:
        return None
    rows: Sequence[Row] = importlib.import_module(TABLE_MODULE).TABLE
    return rows


def duplicates(rows: Sequence[Row]) -> list[str]:
    """Keys that stand more than once in a mode, whichever commands they are for."""
    counts = Counter((row.mode, key.casefold()) for row in rows for key in row.keys)
    found = []
    for (mode, key), count in sorted(counts.items()):
        if count > 1:
            commands = [row.command for row in rows if row.mode == mode and key in map(str.casefold, row.keys)]
            found.append(f"{TABLE_MODULE}: {key} is bound {count} times in mode {mode}: {', '.join(commands)}")
    return found


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def sheet(rows: Sequence[Row]) -> str:
    """The key sheet as Markdown: one table per mode, in the order of the key table."""
    lines = ["# Keys", "", f"Made from `{TABLE_MODULE}`; do not edit. To renew it, {MEND}."]
    for mode in dict.fromkeys(row.mode for row in rows):
        lines += ["", f"## {mode[:1].upper()}{mode[1:].replace('_', ' ')}", ""]
        lines += ["| Key | What it does | Command |", "|---|---|---|"]
        for row in rows:
            if row.mode == mode:
                keys = " or ".join(f"`{cell(key)}`" for key in row.keys)
                lines.append(f"| {keys} | {cell(row.help)} | `{cell(row.command)}` |")
    return "\n".join(lines) + "\n"


def main(root: Path, arguments: list[str]) -> int:
    rows = table()
    if rows is None:
        return report([], [f"there is no {TABLE_MODULE} yet: nothing checked"])
    path = root / SHEET
    if "--write" in arguments:
        path.parent.mkdir(exist_ok=True)
        path.write_text(sheet(rows), encoding="utf-8")
    found = duplicates(rows)
    if not path.exists() or path.read_text(encoding="utf-8") != sheet(rows):
        found.append(f"{SHEET} is not what the key table says; {MEND}")
    return report(found)


if __name__ == "__main__":
    sys.exit(main(ROOT, sys.argv[1:]))
