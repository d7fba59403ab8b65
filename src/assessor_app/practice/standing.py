"""Where an assessor stands with an assignment: theirs, taken back, allowed to work on it, and why a final must wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from assessor_app.practice import assignments, ledger, times
from assessor_app.practice.access import Caller, is_certified
from assessor_app.practice.problems import Refused, not_found
from assessor_app.practice.tables import HAND_BACK
from assessor_app.wire.changes import KIND_ASSIGNMENT, UPSERT, WITHDRAW
from assessor_app.wire.problem import ProblemName


@dataclass(frozen=True, slots=True)
class Standing:
    """An assignment as it concerns one assessor. `withdrawn` holds the reason it was taken back, if it was."""

    assignment: Row[Any]
    caller: Caller
    withdrawn: str | None

    @property
    def assignment_id(self) -> str:
        return str(self.assignment.assignment_id)


def for_writing(connection: Connection, caller: Caller, assignment_id: str) -> Standing:
    """Raises Refused: not-found, or not-yours for one that never was the caller's."""
    row = assignments.find(connection, assignment_id)
    if row is None:
        raise not_found()
    seen = ledger.entry(connection, caller.assessor_id, KIND_ASSIGNMENT, assignment_id)
    if seen is None:
        raise Refused(ProblemName.NOT_YOURS, "It is given to somebody else.")
    reason = (seen.reason or "It was taken back.") if seen.op == WITHDRAW else None
    return Standing(row, caller, reason)


def must_see(connection: Connection, caller: Caller, kind: str, object_id: str) -> None:
    """Raises Refused: not-found for what is none of the caller's business, withdrawn for what no longer is."""
    seen = ledger.entry(connection, caller.assessor_id, kind, object_id)
    if seen is None:
        raise not_found()
    if seen.op != UPSERT:
        raise Refused(ProblemName.WITHDRAWN, str(seen.reason))


def must_be_workable(connection: Connection, standing: Standing, now: datetime) -> None:
    """What anything but a final needs. Raises Refused: withdrawn or not-certified."""
    if standing.withdrawn is not None:
        raise Refused(ProblemName.WITHDRAWN, standing.withdrawn)
    if is_handed_back(connection, standing.assignment):
        raise Refused(ProblemName.WITHDRAWN, "You handed it back; the issuing organisation looks at it now.")
    if standing.caller.is_suspended:
        raise Refused(ProblemName.NOT_CERTIFIED, "This assessor is suspended; the issuing organisation knows why.")
    if not _certified(connection, standing, now):
        words = "The certification for this micro-credential has ended; it can be renewed in a calibration."
        raise Refused(ProblemName.NOT_CERTIFIED, words)


def is_workable(connection: Connection, standing: Standing, now: datetime) -> bool:
    """Whether anything but a final would be taken."""
    try:
        must_be_workable(connection, standing, now)
    except Refused:
        return False
    return True


def reason_to_hold(connection: Connection, standing: Standing, now: datetime) -> str | None:
    """Why a final that was taken does not count until a person has looked at it, in words; None when it counts."""
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: is_handed_back(connection, standing.assignment), "The assessor had handed it back before."),
        (lambda: standing.withdrawn is not None, "The assignment was withdrawn before this arrived."),
        (lambda: standing.assignment.superseded_by is not None, "There is a newer attempt of this submission."),
        (lambda: standing.caller.is_suspended, "The assessor was suspended before this arrived."),
        (lambda: not _certified(connection, standing, now), "The certification ended before this arrived."),
        (lambda: _is_lease_lost(standing, now), "The lease had ended or passed on before this arrived."),
        (lambda: _is_late(standing, now), "It arrived after the due time."),
    )
    return next((words for applies, words in checks if applies()), None)


def is_handed_back(connection: Connection, assignment: Row[Any]) -> bool:
    """Whether its assessor gave it back; the issuing organisation giving it to them again (returned) ends that."""
    if assignment.state == assignments.RETURNED:
        return False
    query = select(HAND_BACK.c.op_id).where(HAND_BACK.c.assignment_id == assignment.assignment_id)
    return connection.execute(query).first() is not None


def is_leased_to_other(assignment: Row[Any], assessor_id: str, now: datetime) -> bool:
    if assignment.lease_holder in {None, assessor_id}:
        return False
    return times.moment(assignment.lease_until) > now


def _certified(connection: Connection, standing: Standing, now: datetime) -> bool:
    """An exercise needs nothing: it is how one comes to be certified."""
    if standing.assignment.role == assignments.ADJUDICATE:
        return "adjudicator" in standing.caller.roles
    if standing.assignment.role not in assignments.JUDGING:
        return True
    return is_certified(connection, standing.caller.assessor_id, standing.assignment.achievement_id, now)


def _is_lease_lost(standing: Standing, now: datetime) -> bool:
    """Without a lease the assignment itself is enough."""
    row = standing.assignment
    if row.lease_holder is None:
        return False
    return row.lease_holder != standing.caller.assessor_id or times.moment(row.lease_until) < now


def _is_late(standing: Standing, now: datetime) -> bool:
    due_at = standing.assignment.due_at
    return due_at is not None and times.moment(due_at) < now
