"""Assignments: given to an assessor with all they need, changed with a new revision, shown as documents."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from assessor_app.domain.ids import new_id
from assessor_app.practice import affiliations, carrying, documents, ledger, times
from assessor_app.practice.affiliations import ConflictOfInterest
from assessor_app.practice.codes import code_for
from assessor_app.practice.tables import ASSIGNMENT, DOCUMENT
from assessor_app.wire.assignment import AssignmentDoc, Lease, Link, ReturnedInfo
from assessor_app.wire.changes import (
    KIND_ACHIEVEMENT,
    KIND_ASSIGNMENT,
    KIND_POLICY,
    KIND_RUBRIC,
    KIND_SUBMISSION,
)

# Everything an assignment needs comes before it in the order of changes.
NEEDED = (KIND_ACHIEVEMENT, KIND_POLICY, KIND_RUBRIC, KIND_SUBMISSION)

OPEN = "open"
RETURNED = "returned"
WITHDRAWN = "withdrawn"
CLOSED = "closed"
ON_THE_DESK = (OPEN, RETURNED)

# Roles: those who score without knowing of each other, and who decides between them.
INDEPENDENT = ("assess", "second")
ADJUDICATE = "adjudicate"
JUDGING = (*INDEPENDENT, ADJUDICATE)


@dataclass(frozen=True, slots=True)
class Allotment:
    """A submission to be given to an assessor."""

    assessor_id: str
    role: str
    attempt: int
    submission_id: str
    rubric_id: str
    achievement_id: str
    policy_id: str
    due_at: datetime | None = None
    previous: str | None = None
    inputs: tuple[Mapping[str, Any], ...] = ()


def new_row(allotment: Allotment, assignment_id: str, code: str) -> dict[str, Any]:
    """The columns of a fresh, open assignment."""
    return {
        "assignment_id": assignment_id,
        "assessor_id": allotment.assessor_id,
        "code": code,
        "role": allotment.role,
        "state": OPEN,
        "attempt": allotment.attempt,
        "previous": allotment.previous,
        "due_at": times.stored(allotment.due_at) if allotment.due_at else None,
        "scope": "[]",
        "inputs": json.dumps(allotment.inputs),
        "submission_id": allotment.submission_id,
        "rubric_id": allotment.rubric_id,
        "achievement_id": allotment.achievement_id,
        "policy_id": allotment.policy_id,
        "revision": 1,
    }


def allot(connection: Connection, allotment: Allotment) -> str:
    """Give an assignment, what it needs first. Returns its id.

    Raises ConflictOfInterest for somebody who must not see it, or who has or had it to judge already.
    """
    affiliations.must_be_free(connection, allotment.assessor_id, allotment.submission_id)
    if allotment.role in JUDGING and has_judged(connection, allotment.assessor_id, allotment.submission_id):
        raise ConflictOfInterest("The assessor has or had this submission already.")
    assignment_id = new_id()
    row = new_row(allotment, assignment_id, _free_code(connection, assignment_id))
    row["scope"] = json.dumps(carrying.scope(connection, allotment.submission_id, allotment.rubric_id))
    connection.execute(ASSIGNMENT.insert().values(row))
    for kind in NEEDED:
        needed = documents.get(connection, kind, row[f"{kind}_id"])
        ledger.show_if_unseen(connection, allotment.assessor_id, kind, needed.object_id, needed.revision)
    ledger.show(connection, allotment.assessor_id, KIND_ASSIGNMENT, assignment_id, 1)
    return assignment_id


def find(connection: Connection, assignment_id: str) -> Row[Any] | None:
    return connection.execute(select(ASSIGNMENT).where(ASSIGNMENT.c.assignment_id == assignment_id)).one_or_none()


def get(connection: Connection, assignment_id: str) -> Row[Any]:
    """Raises NoResultFound."""
    return connection.execute(select(ASSIGNMENT).where(ASSIGNMENT.c.assignment_id == assignment_id)).one()


def of_submission(connection: Connection, submission_id: str) -> Sequence[Row[Any]]:
    """Every assignment a submission was ever given by, in any state and role, oldest first."""
    query = select(ASSIGNMENT).where(ASSIGNMENT.c.submission_id == submission_id)
    return connection.execute(query.order_by(ASSIGNMENT.c.assignment_id)).all()


def has_judged(connection: Connection, assessor_id: str, submission_id: str) -> bool:
    """Whether an assessor was ever given a submission for a decision about it, whatever became of that."""
    given = of_submission(connection, submission_id)
    return any(row.assessor_id == assessor_id and row.role in JUDGING for row in given)


def allotment_of(row: Row[Any]) -> Allotment:
    """What giving the same submission once more takes; to whom, in which role and by when may be replaced."""
    return Allotment(
        assessor_id=row.assessor_id,
        role=row.role,
        attempt=row.attempt,
        submission_id=row.submission_id,
        rubric_id=row.rubric_id,
        achievement_id=row.achievement_id,
        policy_id=row.policy_id,
        due_at=times.moment(row.due_at) if row.due_at else None,
        previous=row.previous,
    )


def change(connection: Connection, assignment_id: str, **columns: Any) -> int:
    """Change an assignment, tell its assessor unless it was taken away, and return the new revision."""
    revision = ASSIGNMENT.c.revision + 1
    changed = update(ASSIGNMENT).where(ASSIGNMENT.c.assignment_id == assignment_id)
    connection.execute(changed.values(revision=revision, **columns))
    row = get(connection, assignment_id)
    if row.state != WITHDRAWN:
        ledger.show(connection, row.assessor_id, KIND_ASSIGNMENT, assignment_id, row.revision)
    return int(row.revision)


def withdraw(connection: Connection, assignment_id: str, reason: str, **columns: Any) -> int:
    """Take an assignment back, its submission too unless the assessor needs that for another one."""
    revision = change(connection, assignment_id, state=WITHDRAWN, **columns)
    row = get(connection, assignment_id)
    ledger.take_away(connection, row.assessor_id, KIND_ASSIGNMENT, assignment_id, revision=revision, reason=reason)
    others = select(ASSIGNMENT.c.assignment_id).where(
        ASSIGNMENT.c.assessor_id == row.assessor_id,
        ASSIGNMENT.c.submission_id == row.submission_id,
        ASSIGNMENT.c.state != WITHDRAWN,
    )
    if connection.execute(others).first() is None:
        held = documents.get(connection, KIND_SUBMISSION, row.submission_id)
        ledger.take_away(
            connection, row.assessor_id, KIND_SUBMISSION, held.object_id, revision=held.revision, reason=reason
        )
    return revision


def bodies(connection: Connection, assignment_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return assignment id -> document, read in two queries however many there are."""
    rows = connection.execute(select(ASSIGNMENT).where(ASSIGNMENT.c.assignment_id.in_(list(assignment_ids)))).all()
    links = _links(connection, rows)
    return {row.assignment_id: _document(row, links) for row in rows}


def body(connection: Connection, assignment_id: str) -> dict[str, Any]:
    return bodies(connection, [assignment_id])[assignment_id]


def _document(row: Row[Any], links: Mapping[tuple[str, str], Link]) -> dict[str, Any]:
    lease = Lease(holder=row.lease_holder, expires_at=times.moment(row.lease_until)) if row.lease_holder else None
    return AssignmentDoc(
        id=row.assignment_id,
        code=row.code,
        role=row.role,
        state=row.state,
        attempt=row.attempt,
        previous=row.previous,
        due_at=times.moment(row.due_at) if row.due_at else None,
        lease=lease,
        scope=tuple(json.loads(row.scope)),
        returned=ReturnedInfo.model_validate_json(row.returned) if row.returned else None,
        submission=links[KIND_SUBMISSION, row.submission_id],
        rubric=links[KIND_RUBRIC, row.rubric_id],
        achievement=links[KIND_ACHIEVEMENT, row.achievement_id],
        policy=links[KIND_POLICY, row.policy_id],
        inputs=tuple(json.loads(row.inputs)),
        revision=row.revision,
    ).document()


def _links(connection: Connection, rows: Iterable[Row[Any]]) -> dict[tuple[str, str], Link]:
    wanted = {getattr(row, f"{kind}_id") for row in rows for kind in NEEDED}
    columns = (DOCUMENT.c.kind, DOCUMENT.c.object_id, DOCUMENT.c.slug, DOCUMENT.c.digest)
    of_rows = DOCUMENT.c.kind.in_(NEEDED) & DOCUMENT.c.object_id.in_(wanted)
    found = connection.execute(select(*columns).where(of_rows))
    return {
        (kind, object_id): Link(id=object_id, href=documents.href(kind, slug), digest=digest)
        for kind, object_id, slug, digest in found
    }


def _free_code(connection: Connection, assignment_id: str) -> str:
    attempt = 0
    while True:
        code = code_for(assignment_id, attempt)
        if connection.execute(select(ASSIGNMENT.c.code).where(ASSIGNMENT.c.code == code)).first() is None:
            return code
        attempt += 1


def related(connection: Connection, assessor_id: str, other: Row[Any]) -> Sequence[Row[Any]]:
    """An assessor's assignments of the same submission, or of the attempt that followed it; withdrawn ones not."""
    query = select(ASSIGNMENT).where(
        ASSIGNMENT.c.assessor_id == assessor_id,
        ASSIGNMENT.c.state != WITHDRAWN,
        or_(ASSIGNMENT.c.submission_id == other.submission_id, ASSIGNMENT.c.previous == other.assignment_id),
    )
    return connection.execute(query).all()
