"""What repositories share: insert-or-update statements, and objects as the parameters of one row."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects.sqlite import Insert, insert


def upsert(table: Table, columns: Sequence[str], *key: str, only_if: ColumnElement[bool] | None = None) -> Insert:
    """Insert the `columns` given at execution, or update all but `key` where a row with that key is there.

    A row that is there and fails `only_if` stays as it is.
    """
    statement = insert(table)
    updated = {name: statement.excluded[name] for name in columns if name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=updated, where=only_if)


def insert_once(table: Table) -> Insert:
    """Insert, or leave the row with that key exactly as it is."""
    return insert(table).on_conflict_do_nothing()


def values_of(item: object, columns: Sequence[str]) -> dict[str, Any]:
    """Return the attributes of `item` that have a column of the same name."""
    return {name: getattr(item, name) for name in columns}
