"""Domain objects as JSON values and back, driven by their dataclass fields, so that a new field needs no code.

Members that the reading version does not know are left out; absent ones take the field's default.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.journal import Feedback, Snapshot
from assessor_app.store.types import time_text

T = TypeVar("T")
Convert = Callable[[Any], Any]

SNAPSHOTS: tuple[tuple[str, type[Snapshot]], ...] = (
    ("annotation", Annotation),
    ("score", CriterionScore),
    ("feedback", Feedback),
)


class UnknownSnapshot(LookupError):
    """The journal holds a kind of entity that this version does not know."""


def dump(value: Any) -> Any:
    """Return `value` as a JSON value: tagged where the type carries a `kind`."""
    if is_dataclass(value):
        members = {name: dump(getattr(value, name)) for name in _names(value.__class__)}
        tag = getattr(value.__class__, "kind", None)
        return {"kind": tag} | members if isinstance(tag, str) else members
    if isinstance(value, tuple):
        return [dump(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return time_text(value) if isinstance(value, datetime) else value


def load(kind: type[T], data: Any) -> T:
    """Return the `kind` object that `dump` made `data` of. Raises KeyError for a missing required member."""
    hint: Any = kind
    loaded: T = _reader(hint)(data)
    return loaded


def load_union(union: Any, data: Any) -> Any:
    """The same for a union of tagged classes, such as Selector."""
    return _reader(union)(data)


def snapshot_kind(snapshot: Snapshot) -> str:
    return next(name for name, kind in SNAPSHOTS if isinstance(snapshot, kind))


def load_snapshot(kind: str, data: Any) -> Snapshot | None:
    if data is None:
        return None
    for name, type_ in SNAPSHOTS:
        if name == kind:
            return load(type_, data)
    raise UnknownSnapshot(kind)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _same(data: Any) -> Any:
    return data


@cache
def _reader(hint: Any) -> Convert:
    """Return what turns a JSON value into a value of type `hint`."""
    if get_origin(hint) in (Union, UnionType):
        return _union_reader(get_args(hint))
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    if hint is datetime:
        return datetime.fromisoformat
    if is_dataclass(hint):
        return _object_reader(hint)
    return hint if isinstance(hint, type) and issubclass(hint, (Enum, Decimal)) else _same


def _union_reader(members: tuple[Any, ...]) -> Convert:
    kinds = [member for member in members if member is not NoneType]
    if len(kinds) == 1:
        read = _reader(kinds[0])
        return lambda data: None if data is None else read(data)
    by_tag = {kind.kind: _reader(kind) for kind in kinds}
    return lambda data: None if data is None else by_tag[data["kind"]](data)


def _tuple_reader(members: tuple[Any, ...]) -> Convert:
    if members[-1] is Ellipsis:
        read = _reader(members[0])
        return lambda data: tuple(read(item) for item in data)
    readers = [_reader(member) for member in members]
    return lambda data: tuple(read(item) for read, item in zip(readers, data, strict=True))


def _object_reader(kind: Any) -> Convert:
    hints = get_type_hints(kind)
    members = [(field.name, _reader(hints[field.name]), _is_required(field)) for field in fields(kind)]

    def read(data: Any) -> Any:
        return kind(
            **{name: convert(data[name]) for name, convert, is_required in members if is_required or name in data}
        )

    return read


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING
