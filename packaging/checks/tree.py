"""Where the repository's Python files lie, and how every check here reports what it found."""

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = "src/assessor_app"
GENERATED_FORMS = "src/assessor_app/gui/forms/ui_*.py"


def python_files(root: Path, folders: Iterable[str]) -> Iterator[Path]:
    """Every .py file below these folders of root, in a steady order."""
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


def is_one_of(path: Path, root: Path, patterns: Iterable[str]) -> bool:
    """Whether path, seen from root, matches one of the glob patterns."""
    return any(path.relative_to(root).match(pattern) for pattern in patterns)


def syntax_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, root: Path, line: int = 1) -> str:
    """path:line as editors understand it, from the repository root."""
    return f"{path.relative_to(root).as_posix()}:{line}"


def module_name(path: Path, root: Path) -> str:
    """The dotted name a file below src/ is imported by."""
    parts = path.relative_to(root / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def report(findings: Sequence[str], notes: Sequence[str] = ()) -> int:
    """Print findings and notes, and give the exit status: 1 when anything was found."""
    for note in notes:
        print(f"note: {note}")
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0
