"""Refuses names in a Qt class's Python subclass that hide one of Qt's own by accident."""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tree import APPLICATION, ROOT, module_name, place, python_files, report, syntax_of

# Qt's virtual functions, which a subclass is meant to define. PySide6 does not say which ones are
# virtual, so they are listed as they come into use; *Event and paint* cover most.
OVERRIDES = (
    "*Event",
    "paint*",
    "event",
    "eventFilter",
    "sizeHint",
    "minimumSizeHint",
    "heightForWidth",
    "hasHeightForWidth",
    "createMimeDataFromSelection",
    "viewportSizeHint",
    "sizeHintForColumn",
    "sizeHintForRow",
    "initStyleOption",
    "setVisible",
    "accept",
    "reject",
    "done",
    "validate",
    "fixup",
    "textFromValue",
    "valueFromText",
    # models and their proxies
    "data",
    "setData",
    "rowCount",
    "columnCount",
    "headerData",
    "index",
    "parent",
    "flags",
    "roleNames",
    "canFetchMore",
    "fetchMore",
    "sort",
    "filterAcceptsRow",
    "filterAcceptsColumn",
    "lessThan",
    "mimeData",
    "mimeTypes",
    "supportedDropActions",
    # delegates
    "createEditor",
    "setEditorData",
    "setModelData",
    "updateEditorGeometry",
    "displayText",
    "helpText",
    # QIODevice
    "readData",
    "writeData",
    "seek",
    "pos",
    "size",
    "atEnd",
    "bytesAvailable",
    "isSequential",
    "open",
    "close",
    # styles, layouts, wizards, threads, validators, translation
    "polish",
    "drawControl",
    "drawPrimitive",
    "pixelMetric",
    "styleHint",
    "standardIcon",
    "addItem",
    "count",
    "itemAt",
    "takeAt",
    "setGeometry",
    "minimumSize",
    "maximumSize",
    "expandingDirections",
    "invalidate",
    "initializePage",
    "validatePage",
    "isComplete",
    "nextId",
    "run",
    "tr",
    "translate",
    # views and rich text
    "currentChanged",
    "loadResource",
    "insertFromMimeData",
    "highlightBlock",
    "tabSizeHint",
    "minimumTabSizeHint",
    "tabLayoutChange",
    # accessibility
    "text",
    "role",
    "state",
    "rect",
    "child",
    "childCount",
    "indexOfChild",
    "interface_cast",
)
# These are so often meant as something else that only the right base class makes them an override.
ONLY_IN = {
    "text": ("QAccessibleInterface",),
    "role": ("QAccessibleInterface",),
    "state": ("QAccessibleInterface",),
    "rect": ("QAccessibleInterface",),
    "child": ("QAccessibleInterface",),
    "childCount": ("QAccessibleInterface",),
    "data": ("QAbstractItemModel",),
    "index": ("QAbstractItemModel",),
    "parent": ("QAbstractItemModel", "QAccessibleInterface"),
    "sort": ("QAbstractItemModel",),
    "size": ("QIODevice",),
    "pos": ("QIODevice",),
    "seek": ("QIODevice",),
    "open": ("QIODevice", "QDialog"),
    "close": ("QIODevice",),
    "count": ("QLayout",),
    "run": ("QThread", "QRunnable"),
    "setGeometry": ("QLayout",),
    "minimumSize": ("QLayout",),
    "maximumSize": ("QLayout",),
    "currentChanged": ("QAbstractItemView",),
    "loadResource": ("QTextEdit",),
    "insertFromMimeData": ("QTextEdit", "QPlainTextEdit"),
    "highlightBlock": ("QSyntaxHighlighter",),
    "tabSizeHint": ("QTabBar",),
    "minimumTabSizeHint": ("QTabBar",),
    "tabLayoutChange": ("QTabBar",),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class PythonClass:
    """A class of the application, with its bases as dotted names."""

    node: ast.ClassDef
    path: Path
    bases: tuple[str, ...]


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Local name -> dotted name, for everything the module imports."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
    return names


def classes(root: Path) -> dict[str, PythonClass]:
    """Every class of the application by its dotted name."""
    found = {}
    for path in python_files(root, [APPLICATION]):
        tree = syntax_of(path)
        module, imported = module_name(path, root), imported_names(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = tuple(base_name(base, module, imported) for base in node.bases)
                found[f"{module}.{node.name}"] = PythonClass(node, path, bases)
    return found


def base_name(base: ast.expr, module: str, imported: Mapping[str, str]) -> str:
    text = ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
    first, _, rest = text.partition(".")
    start = imported.get(first, f"{module}.{first}")
    return f"{start}.{rest}" if rest else start


def qt_bases(name: str, known: Mapping[str, PythonClass], seen: frozenset[str] = frozenset()) -> list[type]:
    """The Qt classes that a class of the application descends from, however far up."""
    if name.startswith("PySide6."):
        module, _, class_ = name.rpartition(".")
        found = getattr(importlib.import_module(module), class_, None)
        return [found] if isinstance(found, type) else []
    if name not in known or name in seen:
        return []
    return [qt for base in known[name].bases for qt in qt_bases(base, known, seen | {name})]


def owner(base: type, name: str) -> str | None:
    """The Qt class that brings name, or None; what every Python object has does not count."""
    if name.startswith("__"):
        return None
    return next((class_.__name__ for class_ in base.__mro__ if name in vars(class_)), None)


def is_override(base: type, name: str) -> bool:
    ancestors = {class_.__name__ for class_ in base.__mro__}
    if name in ONLY_IN:
        return bool(ancestors & set(ONLY_IN[name]))
    return any(fnmatchcase(name, pattern) for pattern in OVERRIDES)


def qt_arities(base: type, name: str) -> set[int]:
    """How many arguments Qt may pass to this function, beside self; empty when PySide6 does not say."""
    # PySide6 keeps its signatures here; inspect.signature does not find them.
    signatures = importlib.import_module("shibokensupport.signature").get_signature(getattr(base, name)) or []
    counts = set()
    for signature in signatures if isinstance(signatures, list) else [signatures]:
        arguments = [p for p in signature.parameters.values() if p.name != "self"]
        needed = sum(p.default is inspect.Parameter.empty for p in arguments)
        counts |= set(range(needed, len(arguments) + 1))
    return counts


def takes(function: Function, count: int) -> bool:
    """Whether the Python function can be called with self and count positional arguments."""
    arguments = function.args
    positional = len(arguments.posonlyargs) + len(arguments.args) - 1
    needed = positional - len(arguments.defaults)
    return needed <= count and (count <= positional or arguments.vararg is not None)


def method_finding(method: Function, base: type) -> str | None:
    origin = owner(base, method.name)
    if origin is None:
        return None
    if method.decorator_list and any(ast.unparse(d) == "property" for d in method.decorator_list):
        return f"the property {method.name} hides {origin}.{method.name}()"
    if not is_override(base, method.name):
        return f"{method.name}() hides {origin}.{method.name}(), which Qt does not expect to be replaced"
    arities = qt_arities(base, method.name)
    if arities and not any(takes(method, count) for count in arities):
        wanted = " or ".join(map(str, sorted(arities)))
        return f"{method.name}() must take {wanted} arguments beside self, as {origin}.{method.name}() does"
    return None


def assigned(class_: ast.ClassDef) -> Iterator[tuple[str, int]]:
    """(name, line) of class attributes, and of self.name in the class's methods."""
    for node in class_.body:
        for target in targets(node):
            if isinstance(target, ast.Name):
                yield target.id, node.lineno
    for method in class_.body:
        if not isinstance(method, FUNCTION) or not method.args.args:
            continue
        self_name = method.args.args[0].arg
        for inside in ast.walk(method):
            for target in targets(inside):
                if (
                    isinstance(target, ast.Attribute)
                    and isinstance(target.value, ast.Name)
                    and target.value.id == self_name
                ):
                    yield target.attr, target.lineno


def targets(node: ast.AST) -> list[ast.expr]:
    """What a statement assigns to, tuples taken apart."""
    if isinstance(node, ast.Assign):
        wholes = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For):
        wholes = [node.target]
    else:
        return []
    return [part for whole in wholes for part in (whole.elts if isinstance(whole, ast.Tuple) else [whole])]


def class_findings(class_: PythonClass, bases: list[type]) -> Iterator[tuple[int, str]]:
    for base in bases:
        for name, line in assigned(class_.node):
            origin = owner(base, name)
            if origin:
                yield line, f"{class_.node.name}: the attribute {name} hides {origin}.{name}()"
        for method in class_.node.body:
            finding = method_finding(method, base) if isinstance(method, FUNCTION) else None
            if finding:
                yield method.lineno, f"{class_.node.name}: {finding}"


def main(root: Path) -> int:
    known = classes(root)
    found = []
    for name, class_ in known.items():
        for line, finding in class_findings(class_, qt_bases(name, known)):
            found.append(f"{place(class_.path, root, line)} {finding}")
    return report(list(dict.fromkeys(found)))


if __name__ == "__main__":
    sys.exit(main(ROOT))
