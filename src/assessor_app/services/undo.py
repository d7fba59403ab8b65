"""Undo and redo over the journal up to the final: always a new act forward, so that history is never rewritten."""

from dataclasses import replace

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.changes import Changes
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.journal import Act, ActKind, Feedback, JournalRow, Snapshot, next_redo, next_undo
from assessor_app.services.acts import write
from assessor_app.services.done import Done
from assessor_app.services.editing import editable
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.score import blank


def undo(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Done[Act | None]:
    """Take back the newest act that still stands; None when there is none.

    Raises UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    editable(uow, assignment_id)
    target = next_undo(uow.journal.acts(assignment_id))
    return Done(target, _take_back(uow, tools, target, ActKind.UNDO))


def redo(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Done[Act | None]:
    """Take back the newest undo; None when there is none or something else was done since.

    Raises UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    editable(uow, assignment_id)
    target = next_redo(uow.journal.acts(assignment_id))
    return Done(target, _take_back(uow, tools, target, ActKind.REDO))


def _take_back(uow: UnitOfWork, tools: Tools, target: Act | None, kind: ActKind) -> Changes:
    """Give every entity of the act the content it had before the act first changed it."""
    if target is None:
        return Changes()
    act_id = tools.new_id()
    first_rows: dict[str, JournalRow] = {}
    for row in uow.journal.rows_of(target.act_id):
        first_rows.setdefault(row.entity_id, row)
    changes = Changes()
    for row in first_rows.values():
        present = _present(uow, tools, row)
        restored = _restored(tools, present, row.before)
        uow.journal.add(
            replace(row, act_id=act_id, kind=kind, before=present, after=restored, at=tools.now(), undoes=target.act_id)
        )
        failpoint("undo.journalled")
        changes |= write(uow, tools, restored, act_id)
    return changes


def _present(uow: UnitOfWork, tools: Tools, row: JournalRow) -> Snapshot:
    if isinstance(row.after, Annotation):
        return uow.annotations.get(row.entity_id)
    assessment = uow.assessments.get(row.assignment_id)
    if isinstance(row.after, Feedback):
        return Feedback(row.assignment_id, assessment.feedback if assessment else "")
    score = assessment.score_of(row.entity_id) if assessment else None
    return score or blank(row.assignment_id, row.entity_id, tools)


def _restored(tools: Tools, present: Snapshot, wanted: Snapshot | None) -> Snapshot:
    """A new revision with the wanted content; where there was nothing, a tombstone or an empty score."""
    if isinstance(present, Feedback):
        return wanted or replace(present, text="")
    revision, now = present.revision + 1, tools.now()
    if isinstance(wanted, (Annotation, CriterionScore)):
        return replace(wanted, revision=revision, updated_at=now)
    if isinstance(present, Annotation):
        return replace(present, is_retracted=True, revision=revision, updated_at=now)
    return replace(blank(present.assignment_id, present.criterion_id, tools), revision=revision)
