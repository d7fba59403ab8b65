"""What an issuing organisation sees and decides about work that waits for a person: held finals, histories, events."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update

from assessor_app.domain.assessment import Decision
from assessor_app.domain.event import EventKind
from assessor_app.practice import affiliations, assignments, references, verdicts
from assessor_app.practice.assignments import WITHDRAWN
from assessor_app.practice.standards import standards_of
from assessor_app.practice.tables import ASSESSMENT, ASSESSMENT_VERSION, ASSIGNMENT, EVENT, HAND_BACK, VERDICT
from assessor_app.wire.assessment import AssessmentDoc
from assessor_app.wire.receipt import ACCEPTED, HELD


def release(connection: Connection, assignment_id: str, now: datetime) -> None:
    """Let the newest held final of an assignment count, also where the assignment was taken back meanwhile.

    Its assessor does not get the evidence back by that. Raises LookupError where nothing is held, and
    ConflictOfInterest for the final of somebody who must not judge this submission.
    """
    row = assignments.get(connection, assignment_id)
    held = _held(connection, assignment_id)
    if held is None or row.final_id not in {None, held.assessment_id}:
        raise LookupError("Nothing is held for this assignment.")
    document = AssessmentDoc.model_validate_json(held.document)
    if held.decision == Decision.UNDECIDED and references.is_outdated(standards_of(connection, row), document):
        raise LookupError("It was scored with another version of the rubric or policy: it decides nothing.")
    affiliations.must_be_free(connection, row.assessor_id, row.submission_id)
    this = (ASSESSMENT.c.assignment_id == assignment_id) & (ASSESSMENT.c.assessment_id == held.assessment_id)
    connection.execute(update(ASSESSMENT).where(this).values(disposition=ACCEPTED, reason=None))
    counted = {"final_id": held.assessment_id, "state": assignments.CLOSED}
    if row.state == WITHDRAWN:
        # Past the ledger: for its assessor it stays taken away.
        here = ASSIGNMENT.c.assignment_id == assignment_id
        connection.execute(update(ASSIGNMENT).where(here).values(counted))
    else:
        assignments.change(connection, assignment_id, **counted)
    verdicts.settle(connection, row.submission_id, now, just_sent=assignment_id)


def held_finals(connection: Connection) -> list[dict[str, Any]]:
    """Every final that waits for a person, oldest first: assignment, assessor, reason, received_at, document."""
    held = select(ASSESSMENT).where(ASSESSMENT.c.disposition == HELD).order_by(ASSESSMENT.c.received_at)
    return [_plain(row) for row in connection.execute(held)]


def score_changes(connection: Connection, assignment_id: str) -> list[dict[str, Any]]:
    """The history of scores as the assignment's own assessor's laptops reported it, oldest first."""
    return [event for event in events(connection, assignment_id) if event["kind"] == EventKind.SCORE_CHANGED]


def events(connection: Connection, assignment_id: str) -> list[dict[str, Any]]:
    """The access log of an assignment, oldest first. What others claim about it is not in it."""
    assessor_id = assignments.get(connection, assignment_id).assessor_id
    mine = (EVENT.c.assignment_id == assignment_id) & (EVENT.c.assessor_id == assessor_id)
    rows = connection.execute(select(EVENT).where(mine).order_by(EVENT.c.at, EVENT.c.event_id))
    return [{**_plain(row), "data": json.loads(row.data)} for row in rows]


def hand_backs(connection: Connection, assignment_id: str) -> list[dict[str, Any]]:
    return _rows(connection, HAND_BACK, HAND_BACK.c.assignment_id == assignment_id, HAND_BACK.c.received_at)


def versions(connection: Connection, assignment_id: str) -> list[dict[str, Any]]:
    """Every version of every assessment sent for an assignment, as it was taken, oldest first."""
    here = ASSESSMENT_VERSION.c.assignment_id == assignment_id
    return _rows(connection, ASSESSMENT_VERSION, here, ASSESSMENT_VERSION.c.received_at)


def decisions(connection: Connection, submission_id: str) -> list[dict[str, Any]]:
    """What was decided about a submission, also what was undone later, oldest first."""
    return _rows(connection, VERDICT, VERDICT.c.submission_id == submission_id, VERDICT.c.n)


def _held(connection: Connection, assignment_id: str) -> Row[Any] | None:
    here = (ASSESSMENT.c.assignment_id == assignment_id) & (ASSESSMENT.c.disposition == HELD)
    return connection.execute(select(ASSESSMENT).where(here).order_by(ASSESSMENT.c.received_at.desc())).first()


def _rows(connection: Connection, table: Table, condition: Any, order: Any) -> list[dict[str, Any]]:
    return [_plain(row) for row in connection.execute(select(table).where(condition).order_by(order))]


def _plain(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping)
