"""Make a submitted assessment a draft again: returned by its server, or parked and taken back by the assessor."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assessor_app.domain.assessment import Assessment, AssessmentState
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.ids import new_id
from assessor_app.domain.journal import ActKind, Feedback, JournalRow
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.submission import Assignment, AssignmentState
from assessor_app.services.done import Done
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import drop
from assessor_app.services.refusals import NotOpen, NotReturned


def reopen(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Done[Assessment]:
    """Take a parked final back. Raises UnknownAssignment, NotOpen, and NotReturned when it is not parked."""
    assignment = uow.remote.assignment(assignment_id)
    if assignment.state not in (AssignmentState.OPEN, AssignmentState.RETURNED):
        raise NotOpen(assignment.code, assignment.state)
    assessment = uow.assessments.get(assignment_id)
    if assessment is None or assessment.state is not AssessmentState.PARKED:
        raise NotReturned(assignment.code)
    draft = replace(assessment, state=AssessmentState.DRAFT, updated_at=tools.now())
    return Done(draft, _as_draft(uow, draft))


def take_returned(uow: UnitOfWork, server_id: str, change: RemoteChange, now: Callable[[], datetime]) -> Changes:
    """Before a change from a server is stored: when it returns an assignment of its own, the final becomes a draft.

    A final that waits since the assessor took a return up is the answer to it, and stays. What the assessor had
    handed back is theirs again.
    """
    returned = change.document
    if not isinstance(returned, Assignment) or returned.state is not AssignmentState.RETURNED:
        return Changes()
    if uow.declarations.hand_back(returned.assignment_id) is not None:
        return _ours_again(uow, server_id, returned.assignment_id)
    assessment = uow.assessments.get(returned.assignment_id)
    if assessment is None or assessment.state.is_open:
        return Changes()
    known = uow.remote.assignment(returned.assignment_id)
    is_answer = assessment.state is AssessmentState.QUEUED and known.state is AssignmentState.RETURNED
    if is_answer or known.server_id != server_id:
        return Changes()
    draft = replace(assessment, state=AssessmentState.DRAFT, updated_at=now())
    uow.journal.add(_boundary(draft, now()))
    return _as_draft(uow, draft) | _no_longer_held(uow, known.server_id, draft)


def _ours_again(uow: UnitOfWork, server_id: str, assignment_id: str) -> Changes:
    """Unless the server has not heard of the hand-back yet: then its return crossed ours, and means nothing."""
    known = uow.remote.assignment(assignment_id)
    is_under_way = any(item.verb is OutboxVerb.RETURN for item in uow.outbox.line(server_id, assignment_id))
    if is_under_way or known.server_id != server_id:
        return Changes()
    uow.declarations.end_hand_back(assignment_id)
    return Changes.of(Touched(Kind.DECLARATION, assignment_id, assignment_id))


def _no_longer_held(uow: UnitOfWork, server_id: str, draft: Assessment) -> Changes:
    """The review a final was held for has ended in the return: nobody waits for it any more."""
    delivered = (item for item in uow.outbox.delivered(server_id) if item.entity_id == draft.assessment_id)
    return drop(uow, (item for item in delivered if item.state is OutboxState.HELD))


def _boundary(draft: Assessment, at: datetime) -> JournalRow:
    """Changes nothing; undo does not go back beyond it, into what the server has."""
    present = Feedback(draft.assignment_id, draft.feedback)
    return JournalRow(
        act_id=new_id(),
        assignment_id=draft.assignment_id,
        kind=ActKind.RETURNED,
        label=ActKind.RETURNED,
        entity_id=draft.assignment_id,
        before=present,
        after=present,
        at=at,
    )


def _as_draft(uow: UnitOfWork, draft: Assessment) -> Changes:
    """Store it; finals that were refused or never tried go. One that was tried stays: the server may have it."""
    uow.assessments.put(draft)
    failpoint("reopen.drafted")
    finals = (item for item in uow.outbox.open_of(draft.assessment_id) if item.verb is OutboxVerb.PUT_FINAL)
    gone = (item for item in finals if item.state is OutboxState.PARKED or item.tries == 0)
    touched = Changes.of(
        Touched(Kind.ASSESSMENT, draft.assessment_id, draft.assignment_id),
        Touched(Kind.ASSIGNMENT, draft.assignment_id, draft.assignment_id),
    )
    return touched | drop(uow, gone)
