"""Annotations as assessors send them: each kept with every version, none changed any more once a final froze it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from assessor_app.practice import preconditions, standing, times
from assessor_app.practice.annotation_checks import check_document, grounds_of, tagged_criterion
from assessor_app.practice.preconditions import Current
from assessor_app.practice.problems import Refused, not_found
from assessor_app.practice.standing import Standing
from assessor_app.practice.tables import ANNOTATION, ANNOTATION_VERSION, ASSIGNMENT
from assessor_app.practice.writes import Taken, Write
from assessor_app.wire.canonical import digest
from assessor_app.wire.problem import ProblemName


@dataclass(frozen=True, slots=True)
class Sent:
    """One annotation of a request, with where it stands in the body."""

    annotation_id: str
    document: dict[str, Any]
    pointer: str = ""


def plain_id(identifier: str) -> str:
    """The uuid of an annotation or assessment, however its id is written."""
    return identifier.removeprefix("urn:uuid:").lower()


def put_one(connection: Connection, write: Write, assignment_id: str, sent: Sent) -> Taken:
    place = _workable(connection, write, assignment_id)
    current = find(connection, assignment_id, sent.annotation_id)
    preconditions.check(write.preconditions, _described(current))
    _must_be_unfrozen(current)
    check_document(grounds_of(connection, place.assignment), sent.document, sent.pointer)
    revision = _store(connection, write, assignment_id, sent, current)
    _count_change(connection, write, assignment_id)
    return Taken(revision, is_new=current is None)


def put_batch(connection: Connection, write: Write, assignment_id: str, batch: Sequence[Sent]) -> Taken:
    """Put all of them or none; annotations that are not named stay as they are.

    The precondition is on the collection, whose revision counts every change in it.
    """
    place = _workable(connection, write, assignment_id)
    row = place.assignment
    before = Current(row.annotations_revision, row.annotations_op_id) if row.annotations_revision else None
    preconditions.check(write.preconditions, before)
    grounds = grounds_of(connection, row)
    for sent in batch:
        current = find(connection, assignment_id, sent.annotation_id)
        _must_be_unfrozen(current)
        check_document(grounds, sent.document, sent.pointer)
        _store(connection, write, assignment_id, sent, current)
    return Taken(_count_change(connection, write, assignment_id), is_new=before is None)


def retract(connection: Connection, write: Write, assignment_id: str, annotation_id: str) -> Taken:
    _workable(connection, write, assignment_id)
    current = find(connection, assignment_id, annotation_id)
    if current is None:
        raise not_found()
    preconditions.check(write.preconditions, _described(current))
    _must_be_unfrozen(current)
    revision = _store(connection, write, assignment_id, None, current)
    _count_change(connection, write, assignment_id)
    return Taken(revision)


def find(connection: Connection, assignment_id: str, annotation_id: str) -> Row[Any] | None:
    """Return the current version, tombstones included."""
    here = (ANNOTATION.c.assignment_id == assignment_id) & (ANNOTATION.c.annotation_id == annotation_id)
    return connection.execute(select(ANNOTATION).where(here)).one_or_none()


def live(connection: Connection, assignment_id: str) -> Sequence[Row[Any]]:
    query = select(ANNOTATION).where(ANNOTATION.c.assignment_id == assignment_id, ANNOTATION.c.document.is_not(None))
    return connection.execute(query.order_by(ANNOTATION.c.annotation_id)).all()


def document_revision(row: Row[Any]) -> int:
    """The sender's own revision number inside the document; finals name annotations by it."""
    return int(json.loads(row.document).get("revision", 1))


def freeze(connection: Connection, assignment_id: str, assessment_id: str, annotation_ids: Sequence[str]) -> None:
    """Freeze exactly these; what an earlier, returned final froze is free again."""
    of_assignment = update(ANNOTATION).where(ANNOTATION.c.assignment_id == assignment_id)
    connection.execute(of_assignment.values(frozen_by=None))
    named = ANNOTATION.c.annotation_id.in_(annotation_ids)
    connection.execute(of_assignment.where(named).values(frozen_by=assessment_id))


def thaw(connection: Connection, assignment_id: str) -> None:
    connection.execute(update(ANNOTATION).where(ANNOTATION.c.assignment_id == assignment_id).values(frozen_by=None))


def _workable(connection: Connection, write: Write, assignment_id: str) -> Standing:
    place = standing.for_writing(connection, write.caller, assignment_id)
    standing.must_be_workable(connection, place, write.at)
    return place


def _described(row: Row[Any] | None) -> Current | None:
    if row is None:
        return None
    more = {"sha256": row.sha256} if row.document is not None else {"is_retracted": True}
    return Current(row.revision, row.op_id, is_gone=row.document is None, more=more)


def _must_be_unfrozen(row: Row[Any] | None) -> None:
    if row is not None and row.frozen_by is not None:
        words = f"Annotation {row.annotation_id} is part of a final assessment."
        raise Refused(ProblemName.ALREADY_FINAL, words)


def _store(
    connection: Connection, write: Write, assignment_id: str, sent: Sent | None, current: Row[Any] | None
) -> int:
    """Write a version (`sent` None: a tombstone) and return its revision."""
    revision = current.revision + 1 if current is not None else 1
    version = {
        "assignment_id": assignment_id,
        "annotation_id": sent.annotation_id if sent else current.annotation_id if current is not None else "",
        "revision": revision,
        "op_id": write.op_id,
        "sha256": digest(sent.document) if sent else "",
        "document": json.dumps(sent.document, ensure_ascii=False) if sent else None,
        "criterion": tagged_criterion(sent.document) if sent else None,
        "received_at": times.stored(write.at),
    }
    connection.execute(ANNOTATION_VERSION.insert().values(version))
    row = insert(ANNOTATION).values(version)
    connection.execute(row.on_conflict_do_update(index_elements=["assignment_id", "annotation_id"], set_=version))
    return int(revision)


def _count_change(connection: Connection, write: Write, assignment_id: str) -> int:
    here = ASSIGNMENT.c.assignment_id == assignment_id
    counted = ASSIGNMENT.c.annotations_revision + 1
    connection.execute(
        update(ASSIGNMENT).where(here).values(annotations_revision=counted, annotations_op_id=write.op_id)
    )
    return int(connection.execute(select(ASSIGNMENT.c.annotations_revision).where(here)).scalar_one())
