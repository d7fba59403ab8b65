"""What is decided about a submission: settled after every final, reopened by a return, kept with its history."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from assessor_app.domain.assessment import Decision
from assessor_app.practice import assignments, awards, cases, double_scoring, times
from assessor_app.practice.assignments import CLOSED, JUDGING
from assessor_app.practice.cases import Case
from assessor_app.practice.tables import VERDICT


def settle(connection: Connection, submission_id: str, now: datetime, *, just_sent: str | None = None) -> None:
    """Decide, reopen, or see to it that somebody decides, as the finals stand now.

    Everybody whose work is in hears of a decision by a new revision of their assignment; `just_sent` names the one
    that had a new revision anyway.
    """
    case = cases.case_of(connection, submission_id)
    if case.is_waiting:
        _reopen(connection, submission_id, now)
        return
    agreed = double_scoring.agreed(connection, case)
    decisive = agreed if agreed is not None else double_scoring.adjudicated(case)
    if decisive is None:
        _reopen(connection, submission_id, now)
        double_scoring.let_somebody_decide(connection, case, now)
        return
    if agreed is not None:
        double_scoring.call_off(connection, case)
    if _record(connection, case, decisive, now, is_adjudicated=agreed is None):
        _tell(connection, case, just_sent)


def current(connection: Connection, submission_id: str) -> Row[Any] | None:
    """What is decided now, if anything is."""
    here = (VERDICT.c.submission_id == submission_id) & VERDICT.c.undone_at.is_(None)
    return connection.execute(select(VERDICT).where(here)).one_or_none()


def _record(connection: Connection, case: Case, decisive: Row[Any], now: datetime, *, is_adjudicated: bool) -> bool:
    """Return whether anything new was decided."""
    facts = {
        "decision": decisive.decision,
        "assignment_id": decisive.assignment_id,
        "assessment_id": decisive.assessment_id,
        "revision": decisive.revision,
        "is_adjudicated": int(is_adjudicated),
    }
    before = current(connection, case.submission_id)
    if before is not None and all(getattr(before, name) == value for name, value in facts.items()):
        return False
    _reopen(connection, case.submission_id, now)
    earlier = select(func.count()).select_from(VERDICT).where(VERDICT.c.submission_id == case.submission_id)
    row = {"submission_id": case.submission_id, "n": int(connection.execute(earlier).scalar_one()) + 1, **facts}
    connection.execute(VERDICT.insert().values(**row, decided_at=times.stored(now)))
    if decisive.decision == Decision.AWARDED:
        awards.issue(connection, decisive, now)
    return True


def _reopen(connection: Connection, submission_id: str, now: datetime) -> None:
    """What was decided is decided no longer; that it was is kept."""
    here = (VERDICT.c.submission_id == submission_id) & VERDICT.c.undone_at.is_(None)
    connection.execute(update(VERDICT).where(here).values(undone_at=times.stored(now)))
    awards.revoke(connection, submission_id, now)


def _tell(connection: Connection, case: Case, just_sent: str | None) -> None:
    for row in case.given:
        if row.state == CLOSED and row.role in JUDGING and row.assignment_id != just_sent:
            assignments.change(connection, row.assignment_id)
