"""Repository of annotations: found by id, or live ones of an assignment by start time."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from assessor_app.domain.annotation import Annotation, Selector
from assessor_app.services.refusals import UnknownAnnotation
from assessor_app.store.codec import dump, load_union
from assessor_app.store.tables_work import ANNOTATION, LIVE
from assessor_app.store.types import json_text
from assessor_app.store.upserts import upsert, values_of

COLUMNS = tuple(field.name for field in fields(Annotation))
_PUT = upsert(ANNOTATION, (*COLUMNS, "start_us"), "annotation_id")
_ROWS = select(*(ANNOTATION.c[name] for name in COLUMNS))
_GET = _ROWS.where(ANNOTATION.c.annotation_id == bindparam("annotation_id"))
_LIVE_OF = _ROWS.where(ANNOTATION.c.assignment_id == bindparam("assignment_id"), text(LIVE)).order_by(
    ANNOTATION.c.start_us, ANNOTATION.c.annotation_id
)
_LIVE_BY_ID = _ROWS.where(text("annotation_id IN (SELECT value FROM json_each(:ids))"), text(LIVE)).order_by(
    ANNOTATION.c.start_us, ANNOTATION.c.annotation_id
)


def live_annotations(connection: Connection, assignment_id: str) -> tuple[Annotation, ...]:
    """By start time; those without a time first."""
    return _annotations(connection.execute(_LIVE_OF, {"assignment_id": assignment_id}))


def live_annotations_by_id(connection: Connection, annotation_ids: Iterable[str]) -> tuple[Annotation, ...]:
    """By start time; retracted and unknown ones left out."""
    return _annotations(connection.execute(_LIVE_BY_ID, {"ids": json_text(list(annotation_ids))}))


class SqlAnnotations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, annotation_id: str) -> Annotation:
        """Return it, retracted or not. Raises UnknownAnnotation."""
        found = _annotations(self._connection.execute(_GET, {"annotation_id": annotation_id}))
        if not found:
            raise UnknownAnnotation(annotation_id)
        return found[0]

    def put(self, annotation: Annotation) -> None:
        values = values_of(annotation, COLUMNS)
        selector = {"selector": dump(annotation.selector), "start_us": annotation.start_us}
        self._connection.execute(_PUT, values | selector)

    def of_assignment(self, assignment_id: str) -> tuple[Annotation, ...]:
        return live_annotations(self._connection, assignment_id)


def _annotations(rows: Iterable[Any]) -> tuple[Annotation, ...]:
    return tuple(Annotation(**{**row._mapping, "selector": load_union(Selector, row.selector)}) for row in rows)
