"""Give an assignment back with a reason: the assessor knows somebody in it, or it cannot be judged."""

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.declaration import HandBack, HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.failpoints import failpoint
from assessor_app.services import events
from assessor_app.services.done import Done
from assessor_app.services.editing import editable
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import queue_return
from assessor_app.services.refusals import ReasonMissing


def hand_back(uow: UnitOfWork, tools: Tools, assignment_id: str, kind: HandBackKind, reason: str) -> Done[HandBack]:
    """Record it and queue the return, in any role. Text and marks stay on the laptop; what waits untried is dropped.

    Evidence may not open from here on. Raises ReasonMissing, UnknownAssignment, NotOpen, HandedBack,
    AlreadySubmitted; then nothing was changed.
    """
    if not reason.strip():
        raise ReasonMissing
    assignment, _ = editable(uow, assignment_id)
    given = HandBack(assignment_id, kind, reason.strip(), tools.now())
    uow.declarations.put_hand_back(given)
    failpoint("hand_back.noted")
    queued = queue_return(uow, tools, assignment, given)
    reported = events.record(uow, tools, assignment_id, EventKind.HANDED_BACK, {"kind": kind.value})
    touched = Changes.of(
        Touched(Kind.DECLARATION, assignment_id, assignment_id), Touched(Kind.ASSIGNMENT, assignment_id, assignment_id)
    )
    return Done(given, touched | queued | reported.changes)
