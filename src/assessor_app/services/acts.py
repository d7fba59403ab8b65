"""An act of the assessor: the new state of an entity, its journal row and its outbox item, written together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import islice

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.journal import Act, ActKind, Feedback, JournalRow, Snapshot
from assessor_app.domain.submission import Assignment
from assessor_app.services.certification import must_be_certified
from assessor_app.services.editing import begun, editable
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import queue_annotation, queue_draft

JOIN_WITHIN = timedelta(seconds=30)  # typing that goes on is one undo step
LOOK_BACK = 20  # acts: further back nothing joins
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class Label(StrEnum):
    """What an act was, for the words of the undo menu."""

    MARK = "mark"
    EXTEND = "extend"
    RETRACT = "retract"
    NOTE = "note"
    NUDGE = "nudge"
    CHANGE_MARK = "change-mark"
    LEVEL = "level"
    RATIONALE = "rationale"
    CITE = "cite"
    UNCITE = "uncite"
    CONDITION = "condition"
    FEEDBACK = "feedback"


def perform(
    uow: UnitOfWork, tools: Tools, label: Label, before: Snapshot | None, after: Snapshot, *, joins: str | None = None
) -> Changes:
    """Write `after` with journal and outbox; nothing at all when its content is that of `before`.

    `joins` names an earlier act this change belongs to: one undo step for both.
    """
    if before is not None and content(before) == content(after):
        return Changes()
    act_id = joins or tools.new_id()
    row = JournalRow(
        act_id=act_id,
        assignment_id=after.assignment_id,
        kind=ActKind.DO,
        label=label,
        entity_id=entity_id(after),
        before=before,
        after=after,
        at=tools.now(),
    )
    uow.journal.add(row)
    failpoint("act.journalled")
    return write(uow, tools, after, act_id)


def write(uow: UnitOfWork, tools: Tools, snapshot: Snapshot, act_id: str) -> Changes:
    """Store one entity's new state and queue it for its server. Raises NotCertified."""
    assignment, assessment = editable(uow, snapshot.assignment_id)
    must_be_certified(uow, tools, assignment)
    if isinstance(snapshot, Annotation):
        uow.annotations.put(snapshot)
        failpoint("act.mark_stored")
        queued = queue_annotation(uow, tools, assignment, snapshot)
        return Changes.of(_touched(snapshot), act_id=act_id) | queued
    draft = begun(uow, tools, assignment, assessment)
    if isinstance(snapshot, CriterionScore):
        uow.assessments.put_score(snapshot)
    else:
        uow.assessments.put(replace(draft, feedback=snapshot.text, updated_at=tools.now()))
    failpoint("act.score_stored")
    queued = _queue_stored_draft(uow, tools, assignment)
    whole = Touched(Kind.ASSESSMENT, draft.assessment_id, assignment.assignment_id)
    return Changes.of(_touched(snapshot), whole, act_id=act_id) | queued


def content(snapshot: Snapshot) -> Snapshot:
    """Return what a person would see of it: revision and time of change left out."""
    if isinstance(snapshot, Feedback):
        return snapshot
    return replace(snapshot, revision=0, updated_at=_NO_TIME)


def entity_id(snapshot: Snapshot) -> str:
    """Unique within the assignment: annotation id, criterion id of a score, assignment id of the feedback."""
    match snapshot:
        case Annotation():
            return snapshot.annotation_id
        case CriterionScore():
            return snapshot.criterion_id
        case Feedback():
            return snapshot.assignment_id


def typing_act(
    uow: UnitOfWork, tools: Tools, label: Label, snapshot: Snapshot, within: timedelta = JOIN_WITHIN
) -> str | None:
    """Return the newest act if it was the same kind of act on the same entity a moment ago, as typing is."""
    newest = next(uow.journal.acts(snapshot.assignment_id), None)
    if newest is None or newest.kind is not ActKind.DO or newest.label != label:
        return None
    rows = uow.journal.rows_of(newest.act_id)
    is_same = all(row.entity_id == entity_id(snapshot) for row in rows)
    is_recent = timedelta() <= tools.now() - rows[-1].at <= within
    return newest.act_id if is_same and is_recent else None


def untouched_since(uow: UnitOfWork, act_id: str, snapshot: Snapshot) -> bool:
    """Whether no later act changed this entity, so that one more change can still join the act."""
    for act in islice(uow.journal.acts(snapshot.assignment_id), LOOK_BACK):
        if act.act_id == act_id:
            return act.kind is ActKind.DO
        if act.kind is ActKind.RETURNED or _changed(uow, act, snapshot):
            return False
    return False


def _changed(uow: UnitOfWork, act: Act, snapshot: Snapshot) -> bool:
    return any(row.entity_id == entity_id(snapshot) for row in uow.journal.rows_of(act.act_id))


def _queue_stored_draft(uow: UnitOfWork, tools: Tools, assignment: Assignment) -> Changes:
    stored = uow.assessments.get(assignment.assignment_id)
    return queue_draft(uow, tools, assignment, stored) if stored is not None else Changes()


def _touched(snapshot: Snapshot) -> Touched:
    kinds = {Annotation: Kind.ANNOTATION, CriterionScore: Kind.SCORE, Feedback: Kind.FEEDBACK}
    return Touched(kinds[type(snapshot)], entity_id(snapshot), snapshot.assignment_id)
