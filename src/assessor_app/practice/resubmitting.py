"""A newer attempt of the same candidate, asked only about what was not met where the policy says so."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from assessor_app.domain.assessment import Decision
from assessor_app.domain.rubric import Criterion
from assessor_app.practice import assignments, carrying, cases, choosing, copying, rules, verdicts
from assessor_app.practice.standards import standards_of
from assessor_app.practice.tables import ASSESSMENT_VERSION

NOT_YET_MET = "not-yet-met"


def hand_in_newer(connection: Connection, earlier: Row[Any], now: datetime) -> str | None:
    """Return the id of the newer attempt's assignment, None when nobody may have it.

    It goes to the assessor of `earlier` unless a conflict forbids that.
    """
    attempt = earlier.attempt + 1
    copy = copying.hand_in_again(connection, earlier.submission_id, attempt)
    policy = rules.policy_doc(standards_of(connection, earlier).policy)
    standing = met_levels(connection, earlier) if policy.resubmission_scope == NOT_YET_MET else {}
    if standing:
        carrying.keep(connection, copy, standing)
    same = replace(assignments.allotment_of(earlier), submission_id=copy, attempt=attempt)
    later = replace(same, previous=earlier.assignment_id)
    return choosing.give_preferred(connection, later, now)


def met_levels(connection: Connection, earlier: Row[Any]) -> dict[str, str]:
    """Criterion -> level, of those the decided earlier attempt met; none if it met all or was not judged."""
    verdict = verdicts.current(connection, earlier.submission_id)
    if verdict is None or verdict.decision == Decision.RETURNED:
        return {}
    rubric = standards_of(connection, earlier).whole_rubric
    scored = cases.scored(_decisive(connection, verdict))
    reached = {**carrying.levels(connection, earlier.submission_id), **scored.levels}
    met = {c.criterion_id: reached[c.criterion_id] for c in rubric.criteria if _is_met(c, reached.get(c.criterion_id))}
    return met if len(met) < len(rubric.criteria) else {}


def _decisive(connection: Connection, verdict: Row[Any]) -> Row[Any]:
    """The very version of the final that decided."""
    query = select(ASSESSMENT_VERSION).where(
        ASSESSMENT_VERSION.c.assignment_id == verdict.assignment_id,
        ASSESSMENT_VERSION.c.assessment_id == verdict.assessment_id,
        ASSESSMENT_VERSION.c.revision == verdict.revision,
    )
    return connection.execute(query).one()


def _is_met(criterion: Criterion, level_id: str | None) -> bool:
    """A level the rubric no longer has, or a criterion without a required level, is asked about again."""
    known = {level.level_id for level in criterion.levels}
    if level_id not in known or criterion.required_level_id not in known or level_id is None:
        return False
    return criterion.reaches_required(level_id)
