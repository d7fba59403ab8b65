"""Refuses Qt parts in rings that must not have them, and media engines that anyone but bootstrap loads."""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tree import APPLICATION, ROOT, module_name, place, python_files, report, syntax_of

# import-linter sees PySide6 as one thing; these rings may use only a part of it. Rings that may
# not have Qt at all are named in pyproject.toml.
ALLOWED_QT = {
    "assessor_app.tasks": {"QtCore"},
    "assessor_app.media": {"QtCore", "QtGui", "QtMultimedia"},
}
ENGINE_BINDINGS = ("vlc", "PySide6.QtMultimedia", "PySide6.QtMultimediaWidgets")
LOADER = "assessor_app.bootstrap"


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of everything a module imports; 'from a import b' gives a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def qt_findings(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for ring, allowed in ALLOWED_QT.items():
        if not is_in(name, ring):
            continue
        for imported, line in imports(tree):
            part = imported.removeprefix("PySide6.").split(".")[0]
            if imported.startswith("PySide6.") and part not in allowed:
                yield line, f"{ring} may use only {', '.join(sorted(allowed))} of Qt, not {part}"


def engine_modules(trees: Mapping[str, ast.Module]) -> set[str]:
    """Modules that import a playback library themselves."""
    return {
        name
        for name, tree in trees.items()
        if any(is_in(imported, binding) for imported, _ in imports(tree) for binding in ENGINE_BINDINGS)
    }


def engine_findings(name: str, tree: ast.Module, engines: set[str]) -> Iterator[tuple[int, str]]:
    if is_in(name, LOADER):
        return
    if name in engines:
        if not is_in(name, "assessor_app.media"):
            yield 1, "playback libraries are used in assessor_app.media only"
        return
    for imported, line in imports(tree):
        if imported in engines:
            yield line, f"{imported} loads a playback library: only {LOADER} may import it"


def main(root: Path) -> int:
    paths = {module_name(path, root): path for path in python_files(root, [APPLICATION])}
    trees = {name: syntax_of(path) for name, path in paths.items()}
    engines = engine_modules(trees)
    found = []
    for name, tree in trees.items():
        for line, finding in [*qt_findings(name, tree), *engine_findings(name, tree, engines)]:
            found.append(f"{place(paths[name], root, line)} {finding}")
    return report(list(dict.fromkeys(found)))


if __name__ == "__main__":
    sys.exit(main(ROOT))
