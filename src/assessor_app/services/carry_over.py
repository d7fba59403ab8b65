"""Move a draft to the newest version of its rubric: what is unchanged stays, the rest is to be judged again.

One act and a boundary of the journal: what it takes away stays in the history, and undo does not go back beyond it,
because levels of the older version mean nothing in the newer one. Rationale, feedback, citations and condition codes
stay everywhere; only the level of a criterion whose scale changed is taken off, so that the assessor confirms or
changes it by choosing one. A mark of a criterion that is no more stays, linked to none.
"""

from dataclasses import replace

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment, AssessmentState, CriterionScore
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.conflict import ConflictKind
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.journal import ActKind, Feedback, JournalRow, Snapshot
from assessor_app.domain.rubric_change import Fate, RubricChange, compare
from assessor_app.domain.submission import Assignment
from assessor_app.services.acts import entity_id, write
from assessor_app.services.done import Done
from assessor_app.services.editing import editable
from assessor_app.services.ports import Remote, Tools, UnitOfWork
from assessor_app.services.reopen import reopen
from assessor_app.services.settling import close

LABEL = "carry-over"


def pending_change(remote: Remote, assignment: Assignment, assessment: Assessment | None) -> RubricChange | None:
    """Return how the newest rubric differs from the one the scores were made with; None when it is the same.

    None, too, while nothing was judged: then the newest version simply takes over. Raises NotReceived.
    """
    if assessment is None or not assessment.scores or not assessment.rubric_digest:
        return None
    newest = remote.rubric(assignment.rubric_id)
    if newest.digest == assessment.rubric_digest:
        return None
    return compare(remote.rubric_version(assignment.rubric_id, assessment.rubric_digest), newest)


def carry_over(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Done[Assessment | None]:
    """Take a parked final back first, if it is one. None, and nothing done, when the rubric has not changed.

    Raises UnknownAssignment, NotOpen, AlreadySubmitted, NotReceived.
    """
    against = tuple(c for c in uow.conflicts.open_of(assignment_id) if c.kind is ConflictKind.RUBRIC_CHANGED)
    changes, stored = Changes(), uow.assessments.get(assignment_id)
    if stored is not None and stored.state is AssessmentState.PARKED:
        changes |= reopen(uow, tools, assignment_id).changes
    assignment, assessment = editable(uow, assignment_id)
    change = pending_change(uow.remote, assignment, assessment)
    if assessment is None or change is None:
        return Done(None, changes)
    moved = replace(assessment, rubric_digest=change.after.digest, updated_at=tools.now())
    uow.assessments.put(moved)
    failpoint("carry_over.moved")
    act_id, present = tools.new_id(), Feedback(assignment_id, assessment.feedback)
    steps: list[tuple[Snapshot, Snapshot]] = [(present, present)]
    steps += [*_scores(tools, change, assessment), *_marks(uow, tools, change, assignment)]
    for before, after in steps:
        uow.journal.add(_row(tools, act_id, before, after))
        changes |= write(uow, tools, after, act_id)
    changes |= close(uow, tools, against, LABEL, LABEL)
    whole = Touched(Kind.ASSIGNMENT, assignment_id, assignment_id)
    return Done(uow.assessments.get(assignment_id), changes | Changes.of(whole))


def _scores(tools: Tools, change: RubricChange, assessment: Assessment) -> list[tuple[CriterionScore, CriterionScore]]:
    """The levels that are to be chosen again."""
    changed = {each.criterion.criterion_id for each in change.of(Fate.CHANGED)}
    scored = (s for s in assessment.scores if s.criterion_id in changed and s.level_id is not None)
    return [(s, replace(s, level_id=None, revision=s.revision + 1, updated_at=tools.now())) for s in scored]


def _marks(
    uow: UnitOfWork, tools: Tools, change: RubricChange, assignment: Assignment
) -> list[tuple[Annotation, Annotation]]:
    gone = {each.criterion.criterion_id for each in change.of(Fate.GONE)}
    marks = uow.annotations.of_assignment(assignment.assignment_id)
    loose = (mark for mark in marks if mark.criterion_id in gone and not mark.is_retracted)
    return [(m, replace(m, criterion_id=None, revision=m.revision + 1, updated_at=tools.now())) for m in loose]


def _row(tools: Tools, act_id: str, before: Snapshot, after: Snapshot) -> JournalRow:
    return JournalRow(
        act_id=act_id,
        assignment_id=after.assignment_id,
        kind=ActKind.RETURNED,
        label=LABEL,
        entity_id=entity_id(after),
        before=before,
        after=after,
        at=tools.now(),
    )
