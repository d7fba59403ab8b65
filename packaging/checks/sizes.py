"""Refuses modules, functions and classes beyond the sizes of this codebase, and names that say nothing."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tree import APPLICATION, GENERATED_FORMS, ROOT, is_one_of, place, python_files, report, syntax_of

FOLDERS = (APPLICATION, "packaging", "tests")
# Not written by hand, or not read from top to bottom: their length says nothing about them.
EXEMPT_FROM_SIZES = (
    GENERATED_FORMS,
    "src/assessor_app/store/migrations/*.py",
    "src/assessor_app/store/migrations/versions/*.py",
    "src/assessor_app/commands/bindings*.py",
)
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
# What ruff's C901 counts; here it is measured to report on the aim as well.
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True)
class Size:
    what: str
    aim: int
    limit: int


MODULE = Size("lines in a module", 150, 400)
FUNCTION_LINES = Size("lines in a function", 12, 50)
CLASS = Size("public methods in a class", 8, 20)
COMPLEXITY = Size("complexity of a function", 5, 10)
SIZES = (MODULE, FUNCTION_LINES, CLASS, COMPLEXITY)


@dataclass(frozen=True)
class Measure:
    size: Size
    value: int
    place: str
    name: str

    @property
    def is_beyond(self) -> bool:
        return self.value > self.size.limit

    def __str__(self) -> str:
        return f"{self.place} {self.name}: {self.value} {self.size.what}, never beyond {self.size.limit}"


def complexity(function: Function) -> int:
    """Cyclomatic complexity: one, and one more for every branch in it."""
    return 1 + sum(isinstance(node, BRANCHES) for node in ast.walk(function))


def public_methods(class_: ast.ClassDef) -> set[str]:
    """Names of its methods and properties without a leading underscore; an overload counts once."""
    return {node.name for node in class_.body if isinstance(node, FUNCTION) and not node.name.startswith("_")}


def measures(path: Path, root: Path) -> Iterator[Measure]:
    """Every size in one file; a function's lines run from its def to its last line."""
    yield Measure(MODULE, len(path.read_text(encoding="utf-8").splitlines()), place(path, root), "this module")
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, FUNCTION):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            at = place(path, root, node.lineno)
            yield Measure(FUNCTION_LINES, lines, at, f"{node.name}()")
            yield Measure(COMPLEXITY, complexity(node), at, f"{node.name}()")
        elif isinstance(node, ast.ClassDef):
            yield Measure(CLASS, len(public_methods(node)), place(path, root, node.lineno), node.name)


def is_one_sentence(text: str) -> bool:
    """Whether text ends with a full stop and has no other sentence end inside (e.g. and i.e. aside)."""
    inside = re.sub(r"\b(e\.g|i\.e|etc|vs|cf)\.", "", text.rstrip())
    return inside.endswith(".") and not re.search(r"[.!?][\"')\]`]*\s+[A-Z]", inside)


def opening_findings(path: Path, root: Path) -> Iterator[str]:
    """What is wrong with how the module opens; a longer explanation may follow the sentence."""
    if path.name == "__init__.py":
        if path.stat().st_size:
            yield f"{place(path, root)} a package's __init__.py stays empty"
        return
    opening = (ast.get_docstring(syntax_of(path)) or "").split("\n\n")[0].replace("\n", " ")
    if not is_one_sentence(opening):
        yield f"{place(path, root)} a module opens with one sentence saying what it is for"


def says_nothing(name: str) -> bool:
    """Whether a word of a snake_case or CamelCase name is one of those that fit anything."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return any(word.lower() in EMPTY_NAMES for word in words)


def name_findings(path: Path, root: Path) -> Iterator[str]:
    inside = path.relative_to(root).with_suffix("").parts
    # The folder at the top is the repository's own, and its names are fixed.
    for part in inside[1:]:
        if says_nothing(part):
            yield f"{place(path, root)} the name '{part}' does not say what is in it"
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, ast.ClassDef) and says_nothing(node.name):
            yield f"{place(path, root, node.lineno)} the name {node.name} does not say what it does"


def summary(all_measures: Iterable[Measure]) -> list[str]:
    """For each size with an aim: how many keep to it, and which one is the furthest from it."""
    measured = list(all_measures)
    lines = []
    for size in SIZES:
        mine = [measure for measure in measured if measure.size is size]
        if not mine:
            continue
        most = max(mine, key=lambda measure: measure.value)
        within = sum(measure.value <= size.aim for measure in mine)
        lines.append(
            f"{size.what}: {within} of {len(mine)} within the aim of {size.aim};"
            f" the most is {most.value} ({most.place} {most.name})"
        )
    return lines


def main(root: Path) -> int:
    files = list(python_files(root, FOLDERS))
    by_hand = [path for path in files if not is_one_of(path, root, [GENERATED_FORMS])]
    sized = [path for path in files if not is_one_of(path, root, EXEMPT_FROM_SIZES)]
    measured = [measure for path in sized for measure in measures(path, root)]
    findings = [str(measure) for measure in measured if measure.is_beyond]
    for path in by_hand:
        findings += [*opening_findings(path, root), *name_findings(path, root)]
    return report(findings, summary(measured))


if __name__ == "__main__":
    sys.exit(main(ROOT))
