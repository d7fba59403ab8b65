"""The overall feedback a candidate will read."""

from assessor_app.domain.journal import Feedback
from assessor_app.services.acts import Label, perform, typing_act
from assessor_app.services.done import Done
from assessor_app.services.editing import editable
from assessor_app.services.ports import Tools, UnitOfWork


def set_text(uow: UnitOfWork, tools: Tools, assignment_id: str, text: str) -> Done[Feedback]:
    """Typing that goes on within 30 s is one undo step.

    Raises UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    _, assessment = editable(uow, assignment_id)
    before = Feedback(assignment_id, assessment.feedback if assessment else "")
    after = Feedback(assignment_id, text)
    joins = typing_act(uow, tools, Label.FEEDBACK, after)
    return Done(after, perform(uow, tools, Label.FEEDBACK, before, after, joins=joins))
