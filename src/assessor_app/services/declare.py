"""Declare, before any evidence opens, that the assessor knows nobody in it as far as the code tells."""

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.declaration import Declaration
from assessor_app.domain.event import EventKind
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import events
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import HandedBack, NotOpen

GONE = (AssignmentState.WITHDRAWN, AssignmentState.UNSUPPORTED)


def declare(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Done[Declaration]:
    """Keep the declaration and report it. The first one stays: declared again, nothing changes.

    A closed assignment can still be declared: reading one's own work needs it. Raises UnknownAssignment, NotOpen,
    HandedBack.
    """
    assignment = uow.remote.assignment(assignment_id)
    if uow.declarations.hand_back(assignment_id) is not None:
        raise HandedBack(assignment.code)
    if assignment.state in GONE:
        raise NotOpen(assignment.code, assignment.state)
    known = uow.declarations.get(assignment_id)
    if known is not None:
        return Done(known, Changes())
    declaration = Declaration(assignment_id, tools.now())
    uow.declarations.put(declaration)
    reported = events.record(uow, tools, assignment_id, EventKind.DECLARED)
    touched = Touched(Kind.DECLARATION, assignment_id, assignment_id)
    return Done(declaration, Changes.of(touched) | reported.changes)
