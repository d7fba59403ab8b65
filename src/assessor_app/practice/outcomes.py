"""What became of an assignment, as its assessor may know it: the decision, and how it compares with another one."""

from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.practice import assessments, assignments, awards, cases, standing, times, verdicts
from assessor_app.practice.access import Caller
from assessor_app.practice.assignments import INDEPENDENT, JUDGING
from assessor_app.practice.cases import Case
from assessor_app.practice.problems import not_found
from assessor_app.practice.standards import standards_of
from assessor_app.wire.changes import KIND_ASSIGNMENT
from assessor_app.wire.outcome import ComparedLevelDoc, OutcomeDoc


def outcome_of(connection: Connection, caller: Caller, assignment_id: str) -> OutcomeDoc:
    """Raises Refused: not-found before the own final is in and for exercises, withdrawn for what was taken back."""
    standing.must_see(connection, caller, KIND_ASSIGNMENT, assignment_id)
    row = assignments.get(connection, assignment_id)
    own = assessments.find(connection, assignment_id, row.final_id) if row.final_id is not None else None
    if own is None or row.role not in JUDGING:
        raise not_found()
    verdict = verdicts.current(connection, row.submission_id)
    if verdict is None:
        return OutcomeDoc(decided=False, own_decision=own.decision)
    case = cases.case_of(connection, row.submission_id)
    return OutcomeDoc(
        decided=True,
        decision=verdict.decision,
        own_decision=own.decision,
        adjudicated=bool(verdict.is_adjudicated),
        levels=_compared(connection, case, row, own),
        credential=awards.issued_for(connection, row.submission_id),
        decided_at=times.moment(verdict.decided_at),
    )


def _compared(connection: Connection, case: Case, row: Row[Any], own: Row[Any]) -> tuple[ComparedLevelDoc, ...]:
    """Beside the first other assessor's; nothing where there was none, and for whoever decided between two."""
    others = [final for final in case.independent if final.assignment_id != row.assignment_id]
    if row.role not in INDEPENDENT or not others:
        return ()
    rubric = standards_of(connection, row).scoped_rubric
    mine, theirs = (_answers(final) for final in (own, others[0]))
    uris = [criterion.criterion_id for criterion in rubric.criteria]
    return tuple(ComparedLevelDoc(criterion=uri, own=mine.get(uri, ""), other=theirs.get(uri, "")) for uri in uris)


def _answers(final: Row[Any]) -> dict[str, str]:
    scored = cases.scored(final)
    return {**scored.levels, **scored.conditions}
