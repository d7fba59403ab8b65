"""Conflicts of interest: where assessors and candidates belong, kept apart from everything that is ever served."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from assessor_app.domain.ids import new_id
from assessor_app.practice.tables import AFFILIATION, ASSIGNMENT, CANDIDATE, HAND_BACK, SUBMITTED_BY

CONFLICT_OF_INTEREST = "conflict-of-interest"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where somebody belongs. `candidate_id`: under which id they hand in submissions of their own."""

    school: str = ""
    district: str = ""
    candidate_id: str = ""


class ConflictOfInterest(Exception):
    """An assessor must not get a submission. The message is a sentence that names neither candidate nor school."""


def put(connection: Connection, assessor_id: str, where: Affiliation) -> None:
    columns = {"school": where.school, "district": where.district, "candidate_id": where.candidate_id}
    row = insert(AFFILIATION).values(assessor_id=assessor_id, **columns)
    connection.execute(row.on_conflict_do_update(index_elements=["assessor_id"], set_=columns))


def must_be_free(connection: Connection, assessor_id: str, submission_id: str) -> None:
    """Raises ConflictOfInterest."""
    words = conflict(connection, assessor_id, submission_id)
    if words is not None:
        raise ConflictOfInterest(words)


def conflict(connection: Connection, assessor_id: str, submission_id: str) -> str | None:
    """Why this assessor must not get this submission, or None."""
    candidate_id = candidate_of(connection, submission_id)
    if candidate_id is None:
        return None
    theirs, own = _of_candidate(connection, candidate_id), _of_assessor(connection, assessor_id)
    if own.candidate_id == candidate_id:
        return "It is the assessor's own submission."
    if _is_same(own.school, theirs.school):
        return "It comes from the assessor's own school."
    if _is_same(own.district, theirs.district):
        return "It comes from the assessor's own school district."
    if _has_declared(connection, assessor_id, candidate_id):
        return "The assessor knows somebody in this candidate's work."
    return None


def candidate_of(connection: Connection, submission_id: str) -> str | None:
    query = select(SUBMITTED_BY.c.candidate_id).where(SUBMITTED_BY.c.submission_id == submission_id)
    return connection.execute(query).scalar()


def submissions_of(connection: Connection, candidate_id: str) -> list[str]:
    query = select(SUBMITTED_BY.c.submission_id).where(SUBMITTED_BY.c.candidate_id == candidate_id)
    return [str(found) for found in connection.execute(query).scalars()]


def hand_in_for(connection: Connection, submission_id: str, candidate_id: str | None) -> None:
    """Note whose a submission is; of a copy of nobody's submission there is nothing to note."""
    if candidate_id is not None:
        connection.execute(SUBMITTED_BY.insert().values(submission_id=submission_id, candidate_id=candidate_id))


def add_colleague(connection: Connection, candidate_id: str) -> str:
    """Return the id of a new, nameless candidate of the same school and district."""
    where, colleague = _of_candidate(connection, candidate_id), new_id()
    identity = {"candidate_key": colleague, "school": where.school, "district": where.district}
    connection.execute(CANDIDATE.insert().values(candidate_id=colleague, identity=json.dumps(identity)))
    return colleague


def _of_assessor(connection: Connection, assessor_id: str) -> Affiliation:
    row = connection.execute(select(AFFILIATION).where(AFFILIATION.c.assessor_id == assessor_id)).one_or_none()
    return Affiliation(row.school, row.district, row.candidate_id) if row is not None else Affiliation()


def _of_candidate(connection: Connection, candidate_id: str) -> Affiliation:
    text = connection.execute(select(CANDIDATE.c.identity).where(CANDIDATE.c.candidate_id == candidate_id)).scalar()
    identity: Mapping[str, str] = json.loads(text) if text else {}
    return Affiliation(str(identity.get("school") or ""), str(identity.get("district") or ""), candidate_id)


def _has_declared(connection: Connection, assessor_id: str, candidate_id: str) -> bool:
    """Whether they handed back any submission of this candidate because they know somebody in it."""
    query = select(HAND_BACK.c.op_id).join(ASSIGNMENT, ASSIGNMENT.c.assignment_id == HAND_BACK.c.assignment_id)
    theirs = ASSIGNMENT.c.submission_id.in_(submissions_of(connection, candidate_id))
    declared = HAND_BACK.c.kind == CONFLICT_OF_INTEREST
    found = connection.execute(query.where(ASSIGNMENT.c.assessor_id == assessor_id, theirs, declared))
    return found.first() is not None


def _is_same(one: str, other: str) -> bool:
    """However it is written; what is not known is never the same."""
    plain = " ".join(one.casefold().split())
    return bool(plain) and plain == " ".join(other.casefold().split())
