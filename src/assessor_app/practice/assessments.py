"""Assessments as assessors send them: drafts replaced, one final taken, every version kept with what became of it."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert

from assessor_app.domain.assessment import Decision
from assessor_app.domain.decision import decide
from assessor_app.practice import (
    annotations,
    assignments,
    declarations,
    preconditions,
    references,
    rules,
    standing,
    text_limits,
    times,
    verdicts,
)
from assessor_app.practice.bodies import shaped
from assessor_app.practice.preconditions import Current
from assessor_app.practice.problems import Refused
from assessor_app.practice.standards import Standards, standards_of
from assessor_app.practice.standing import Standing
from assessor_app.practice.tables import ASSESSMENT, ASSESSMENT_VERSION
from assessor_app.practice.writes import Taken, Write
from assessor_app.wire.assessment import AssessmentDoc
from assessor_app.wire.problem import ProblemName
from assessor_app.wire.receipt import ACCEPTED, HELD

FINAL = "final"


def put(connection: Connection, write: Write, assignment_id: str, assessment_id: str, body: dict[str, Any]) -> Taken:
    """Take a draft or a final. Raises Refused; a well-formed final of someone it was given to is never refused."""
    document = shaped(AssessmentDoc, body)
    text_limits.check(document)
    place = standing.for_writing(connection, write.caller, assignment_id)
    if document.state != FINAL:
        standing.must_be_workable(connection, place, write.at)
    current = find(connection, assignment_id, assessment_id)
    preconditions.check(write.preconditions, _described(current))
    _must_be_open(place)
    standards = standards_of(connection, place.assignment)
    held = _reason_to_hold(connection, place, standards, document, write) if document.state == FINAL else None
    is_stranded = references.is_outdated(standards, document) and not standing.is_workable(connection, place, write.at)
    if not (held and is_stranded):  # nobody can bring up to date what they may not work on any more
        references.check(connection, standards, document, are_marks_here=held is None)
    taken = Taken(
        revision=current.revision + 1 if current is not None else 1,
        is_new=current is None,
        disposition=ACCEPTED if held is None else HELD,
        reason=held,
    )
    decision = Decision.UNDECIDED.value if is_stranded else decided(standards, document)
    _store(connection, write, (assignment_id, assessment_id), body, taken, decision)
    if document.state == FINAL:
        _close(connection, place, assessment_id, document)
        verdicts.settle(connection, place.assignment.submission_id, write.at, just_sent=assignment_id)
    return taken


def find(connection: Connection, assignment_id: str, assessment_id: str) -> Row[Any] | None:
    here = (ASSESSMENT.c.assignment_id == assignment_id) & (ASSESSMENT.c.assessment_id == assessment_id)
    return connection.execute(select(ASSESSMENT).where(here)).one_or_none()


def of_assignment(connection: Connection, assignment_id: str) -> Sequence[Row[Any]]:
    """Newest first."""
    query = select(ASSESSMENT).where(ASSESSMENT.c.assignment_id == assignment_id)
    return connection.execute(query.order_by(ASSESSMENT.c.received_at.desc())).all()


def decided(standards: Standards, document: AssessmentDoc) -> str:
    """The server's own decision over the whole rubric, whatever the sender wrote.

    Levels carried over from an earlier attempt stand for criteria out of scope, unless the rubric has them no more; a
    criterion without level or code leaves it undecided.
    """
    levels = {r.criterion: r.achievedLevel for r in document.results if r.achievedLevel is not None}
    codes = {r.criterion: r.condition_code for r in document.results if r.condition_code is not None}
    known = {(each.criterion_id, level.level_id) for each in standards.whole_rubric.criteria for level in each.levels}
    all_levels = {**{each: level for each, level in standards.carried.items() if (each, level) in known}, **levels}
    return decide(standards.whole_rubric, rules.domain_policy(standards.policy), all_levels, codes).value


def stored_document(row: Row[Any]) -> dict[str, Any]:
    """What a GET returns: the shape of StoredAssessment, with every member that was sent."""
    facts = {
        "assessment": json.loads(row.document),
        "revision": row.revision,
        "op_id": row.op_id,
        "assessor": row.assessor_id,
        "received_at": row.received_at,
        "disposition": row.disposition,
        "assignment": row.assignment_id,
        "decision": row.decision,
        "reason": row.reason,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _described(row: Row[Any] | None) -> Current | None:
    if row is None:
        return None
    more = {"state": row.state, "disposition": row.disposition, "body_sha256": row.body_sha256}
    return Current(row.revision, row.op_id, more=more)


def _reason_to_hold(
    connection: Connection, place: Standing, standards: Standards, document: AssessmentDoc, write: Write
) -> str | None:
    held = standing.reason_to_hold(connection, place, write.at)
    return held or declarations.reason_to_hold(connection, place.assignment, standards, document)


def _must_be_open(place: Standing) -> None:
    if place.assignment.final_id is not None:
        words = "A final assessment is in; only the issuing server can return it."
        raise Refused(ProblemName.ALREADY_FINAL, words)


def _store(
    connection: Connection, write: Write, key: tuple[str, str], body: dict[str, Any], taken: Taken, decision: str
) -> None:
    assignment_id, assessment_id = key
    version = {
        "assignment_id": assignment_id,
        "assessment_id": assessment_id,
        "revision": taken.revision,
        "op_id": write.op_id,
        "assessor_id": write.caller.assessor_id,
        "state": body["state"],
        "document": json.dumps(body, ensure_ascii=False),
        "body_sha256": write.body_sha256,
        "decision": decision,
        "disposition": taken.disposition,
        "reason": taken.reason,
        "received_at": times.stored(write.at),
    }
    connection.execute(ASSESSMENT_VERSION.insert().values(version))
    row = insert(ASSESSMENT).values(version)
    connection.execute(row.on_conflict_do_update(index_elements=["assignment_id", "assessment_id"], set_=version))


def _close(connection: Connection, place: Standing, assessment_id: str, document: AssessmentDoc) -> None:
    """Freeze what the final lists and close the assignment; one that was taken away stays as it is."""
    listed = [annotations.plain_id(reference.id) for reference in document.annotations]
    annotations.freeze(connection, place.assignment_id, assessment_id, listed)
    if place.withdrawn is None:
        closed = {"state": assignments.CLOSED, "final_id": assessment_id, "returned": None}
        assignments.change(connection, place.assignment_id, **closed)
