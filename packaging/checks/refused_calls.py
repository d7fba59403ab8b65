"""Refuses calls that would hand a media file's path to a player, or a time without its zone to anyone."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tree import APPLICATION, ROOT, place, python_files, report, syntax_of

A_PATH = "open media as a MediaSource (setSourceDevice, callbacks): a path cannot be sealed"
NO_ZONE = "this time has no zone: use datetime.now(UTC)"
REFUSED = {
    "setSource": A_PATH,
    "media_new_path": A_PATH,
    "utcnow": NO_ZONE,
    "utcfromtimestamp": NO_ZONE,
}


def refused(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, what and why) for each mention of a refused name, called or handed on."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute | ast.Name):
            continue
        name = node.attr if isinstance(node, ast.Attribute) else node.id
        if name in REFUSED:
            yield node.lineno, f"{name}: {REFUSED[name]}"


def main(root: Path) -> int:
    return report(
        [
            f"{place(path, root, line)} {finding}"
            for path in python_files(root, [APPLICATION])
            for line, finding in refused(syntax_of(path))
        ]
    )


if __name__ == "__main__":
    sys.exit(main(ROOT))
