"""What the assessor does in the workbench, handed to the services one by one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from assessor_app.commands.context import Desk, Failure
from assessor_app.domain.changes import Changes
from assessor_app.domain.outbox import OutboxItem
from assessor_app.gui.models.text_drafts import Field, TextDrafts, feedback_of, rationale_of
from assessor_app.services import adopt, annotate, annotate_many, feedback, score, submit
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork

T = TypeVar("T")


class Acts:
    """Each is one transaction of its own; `failed` hears why one was refused."""

    def __init__(self, desk: Desk, failed: Failure) -> None:
        self._desk = desk
        self._failed = failed
        self.texts = TextDrafts()

    def set_level(self, assignment_id: str, criterion_id: str, level_id: str | None) -> None:
        tools = self._desk.tools
        self._write(lambda uow: score.set_level(uow, tools, assignment_id, criterion_id, level_id))

    def set_condition(self, assignment_id: str, criterion_id: str, code: str | None) -> None:
        tools = self._desk.tools
        self._write(lambda uow: score.set_condition_code(uow, tools, assignment_id, criterion_id, code))

    def set_rationale(self, assignment_id: str, criterion_id: str, text: str, field: Field) -> None:
        tools = self._desk.tools
        field = self.texts.handed_over((assignment_id, rationale_of(criterion_id)), text, field)
        self._write(lambda uow: score.set_rationale(uow, tools, assignment_id, criterion_id, text), field)

    def cite(self, criterion_id: str, annotation_ids: Sequence[str]) -> None:
        """Marks without criterion become this criterion's by being cited for it."""
        tools = self._desk.tools
        self._write(lambda uow: annotate_many.cite_all(uow, tools, annotation_ids, criterion_id))

    def uncite(self, assignment_id: str, criterion_id: str, annotation_id: str) -> None:
        tools = self._desk.tools
        self._write(lambda uow: score.uncite(uow, tools, assignment_id, criterion_id, annotation_id))

    def adopt(self, assignment_id: str, annotation_id: str, criterion_id: str, then: Callable[[], None]) -> None:
        """A moment of a compared assessment becomes an own one, cited for this criterion."""
        tools = self._desk.tools
        self._desk.write(
            lambda uow: adopt.adopt(uow, tools, assignment_id, annotation_id, criterion_id),
            lambda _: then(),
            self._failed,
        )

    def set_note(self, annotation_id: str, text: str, saved: Callable[[], None], failed: Failure) -> None:
        tools = self._desk.tools
        self._desk.write(lambda uow: annotate.edit(uow, tools, annotation_id, text=text), lambda _: saved(), failed)

    def set_feedback(self, assignment_id: str, text: str, field: Field) -> None:
        tools = self._desk.tools
        field = self.texts.handed_over((assignment_id, feedback_of("")), text, field)
        self._write(lambda uow: feedback.set_text(uow, tools, assignment_id, text), field)

    def set_criterion_feedback(self, assignment_id: str, criterion_id: str, text: str, field: Field) -> None:
        tools = self._desk.tools
        field = self.texts.handed_over((assignment_id, feedback_of(criterion_id)), text, field)
        self._write(lambda uow: score.set_feedback(uow, tools, assignment_id, criterion_id, text), field)

    def after_all(self, then: Callable[[], None]) -> None:
        """Call `then` once everything handed over so far is on the disk."""
        self._desk.write(lambda uow: Done(None, Changes()), lambda _: then(), self._failed)

    def submit(self, assignment_id: str, then: Callable[[OutboxItem], None], failed: Failure) -> None:
        """Nothing is changed when it fails."""
        tools = self._desk.tools
        self._desk.write(lambda uow: submit.submit(uow, tools, assignment_id), then, failed)

    def _write(self, act: Callable[[UnitOfWork], Done[T]], field: Field | None = None) -> None:
        def committed(_: T) -> None:
            if field is not None:
                field.confirm()

        def refused(error: Exception) -> None:
            if field is not None:
                field.refuse()
            self._failed(error)

        self._desk.write(act, committed, refused)
