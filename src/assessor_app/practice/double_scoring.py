"""Double scoring: when two assessors' finals are both in, whether they agree, and who decides when they do not."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Row, select

from assessor_app.domain.discrepancy import Scored, differs
from assessor_app.practice import assignments, choosing, rules, times
from assessor_app.practice.assignments import ADJUDICATE, INDEPENDENT, WITHDRAWN, Allotment
from assessor_app.practice.standards import standards_of
from assessor_app.practice.tables import ASSESSMENT, ASSIGNMENT
from assessor_app.wire.receipt import ACCEPTED


def settle(connection: Connection, submission_id: str) -> None:
    """After a final: give the case to an adjudicator if both are in and differ too much."""
    given = _given(connection, submission_id)
    pair = _finals(connection, given, INDEPENDENT)
    if len(pair) < 2 or _is_open(given, pair) or not _differ(connection, given, pair):  # noqa: PLR2004 - double
        return
    if any(row.role == ADJUDICATE and row.state != WITHDRAWN for row in given):
        return
    choosing.give_to_next(connection, _case(given[0], pair), times.now())


def is_resolved(connection: Connection, submission_id: str) -> bool:
    """Whether the assessors of a submission may see each other's finals."""
    given = _given(connection, submission_id)
    pair = _finals(connection, given, INDEPENDENT)
    if len(pair) < 2 or _is_open(given, pair):  # noqa: PLR2004 - double
        return False
    return not _differ(connection, given, pair) or bool(_finals(connection, given, (ADJUDICATE,)))


def partners(connection: Connection, assignment: Row[Any]) -> Sequence[Row[Any]]:
    """The other assignments of the same submission."""
    given = _given(connection, assignment.submission_id)
    return [row for row in given if row.assignment_id != assignment.assignment_id]


def accepted_final(connection: Connection, assignment: Row[Any]) -> Row[Any] | None:
    """The final that counts: in, not returned, not held."""
    query = select(ASSESSMENT).where(
        ASSESSMENT.c.assignment_id == assignment.assignment_id,
        ASSESSMENT.c.assessment_id == assignment.final_id,
        ASSESSMENT.c.disposition == ACCEPTED,
    )
    return connection.execute(query).one_or_none()


def _given(connection: Connection, submission_id: str) -> Sequence[Row[Any]]:
    query = select(ASSIGNMENT).where(ASSIGNMENT.c.submission_id == submission_id)
    return connection.execute(query.order_by(ASSIGNMENT.c.assignment_id)).all()


def _finals(connection: Connection, given: Sequence[Row[Any]], roles: Sequence[str]) -> list[Row[Any]]:
    found = (accepted_final(connection, row) for row in given if row.role in roles)
    return [final for final in found if final is not None]


def _is_open(given: Sequence[Row[Any]], finals: Sequence[Row[Any]]) -> bool:
    """Whether somebody is still scoring independently."""
    done = {final.assignment_id for final in finals}
    working = (row for row in given if row.role in INDEPENDENT and row.state != WITHDRAWN)
    return any(row.assignment_id not in done for row in working)


def _differ(connection: Connection, given: Sequence[Row[Any]], finals: Sequence[Row[Any]]) -> bool:
    """Whether any two of them differ more than the policy allows."""
    standards = standards_of(connection, given[0])
    rubric, policy = standards.scoped_rubric, rules.domain_policy(standards.policy)
    scored = [_scored(final) for final in finals]
    return any(differs(rubric, policy, one, other).is_discrepant for one, other in combinations(scored, 2))


def _scored(final: Row[Any]) -> Scored:
    results = json.loads(final.document)["results"]
    return Scored(
        levels={r["criterion"]: r["achievedLevel"] for r in results if r.get("achievedLevel")},
        conditions={r["criterion"]: r["condition_code"] for r in results if r.get("condition_code")},
        decision=final.decision,
    )


def _case(of: Row[Any], finals: Sequence[Row[Any]]) -> Allotment:
    inputs = tuple(_input(final) for final in finals)
    return replace(assignments.allotment_of(of), role=ADJUDICATE, due_at=None, previous=None, inputs=inputs)


def _input(final: Row[Any]) -> dict[str, Any]:
    home = f"/assignments/{final.assignment_id}"
    return {
        "assignment": final.assignment_id,
        "assessment": final.assessment_id,
        "assessor": final.assessor_id,
        "href": f"{home}/assessments/{final.assessment_id}",
        "annotations_href": f"{home}/annotations",
    }
