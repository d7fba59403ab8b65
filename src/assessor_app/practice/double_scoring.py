"""Double scoring: whether assessors who did not know of each other agree, and who decides when they do not."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.domain.discrepancy import differs
from assessor_app.domain.rubric import UnknownLevel
from assessor_app.practice import annotations, assignments, choosing, rules
from assessor_app.practice.assignments import ADJUDICATE, CLOSED, Allotment
from assessor_app.practice.cases import Case, scored
from assessor_app.practice.standards import standards_of
from assessor_app.wire.assignment import ReturnedInfo

THIRD_ASSESSOR = "third-assessor"
PAIR = 2
_CHANGED = "An assessment you compared was sent again after yours."
_AGREED = "The assessments agree now: nobody needs to decide between them."


def agreed(connection: Connection, case: Case) -> Row[Any] | None:
    """The final that stands because the assessors agree, None where they differ.

    Of assessments that agree within the rule, the one whose assignment was given first stands; the others confirm it.
    With a third assessor two who agree are enough, else all must.
    """
    finals = case.independent
    if len(finals) <= 1:
        return finals[0] if finals else None
    like = [{one, other} for one, other in combinations(range(len(finals)), 2) if _agree(connection, case, one, other)]
    if _needs_a_third(connection, case):
        found = min((min(pair) for pair in like), default=None)
        return finals[found] if found is not None else None
    return finals[0] if len(like) == len(finals) * (len(finals) - 1) // 2 else None


def adjudicated(case: Case) -> Row[Any] | None:
    """The final of an adjudicator who knew all assessments as they are now."""
    newest = max((final.received_at for final in case.independent), default="")
    return next((final for final in case.adjudications if final.received_at >= newest), None)


def let_somebody_decide(connection: Connection, case: Case, now: datetime) -> None:
    """Give the case to a third assessor or an adjudicator; if an adjudicator has it, tell them what changed."""
    basis = replace(assignments.allotment_of(case.given[0]), due_at=None)
    if _needs_a_third(connection, case) and len(case.independent) == PAIR:
        third = replace(basis, role="second", previous=case.given[0].previous)
        if choosing.give_to_next(connection, third, now) is not None:
            return
    if case.adjudication is not None:
        _bring_up_to_date(connection, case, case.adjudication)
        return
    choosing.give_to_next(connection, _adjudication(basis, case), now)


def call_off(connection: Connection, case: Case) -> None:
    """Take back an adjudication that nobody needs any more, unless it is in."""
    row = case.adjudication
    if row is not None and row.final_id is None:
        assignments.withdraw(connection, row.assignment_id, _AGREED)


def _agree(connection: Connection, case: Case, one: int, other: int) -> bool:
    standards = standards_of(connection, case.given[0])
    rubric, policy = standards.scoped_rubric, rules.domain_policy(standards.policy)
    finals = case.independent
    try:
        return not differs(rubric, policy, scored(finals[one]), scored(finals[other])).is_discrepant
    except UnknownLevel:  # of a rubric that changed between the two: what that is worth now is for a person to say
        return False


def _needs_a_third(connection: Connection, case: Case) -> bool:
    policy = standards_of(connection, case.given[0]).policy
    return rules.policy_doc(policy).double_scoring.resolution == THIRD_ASSESSOR


def _adjudication(basis: Allotment, case: Case) -> Allotment:
    return replace(basis, role=ADJUDICATE, previous=None, inputs=tuple(_input(final) for final in case.independent))


def _bring_up_to_date(connection: Connection, case: Case, row: Row[Any]) -> None:
    inputs = json.dumps([_input(final) for final in case.independent])
    if row.state == CLOSED and row.final_id is not None:
        returned = ReturnedInfo(reason=_CHANGED, base_assessment=row.final_id).model_dump_json()
        annotations.thaw(connection, row.assignment_id)
        back = {"state": assignments.RETURNED, "returned": returned, "final_id": None}
        assignments.change(connection, row.assignment_id, inputs=inputs, **back)
    elif row.inputs != inputs:
        assignments.change(connection, row.assignment_id, inputs=inputs)


def _input(final: Row[Any]) -> dict[str, Any]:
    home = f"/assignments/{final.assignment_id}"
    return {
        "assignment": final.assignment_id,
        "assessment": final.assessment_id,
        "assessor": final.assessor_id,
        "href": f"{home}/assessments/{final.assessment_id}",
        "annotations_href": f"{home}/annotations",
    }


def partners(case: Case, assignment_id: str) -> Sequence[Row[Any]]:
    """The counted finals of a case but one's own."""
    return [final for home, final in case.finals.items() if home != assignment_id]
