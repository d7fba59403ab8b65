"""Settle a conflict as its assessor decided: the result goes out over what was shown, the loser stays in the journal.

Scores are never merged by the program. Marks are a set: what only one laptop has stays, and where both have one of the
same id the assessor's choice counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment, AssessmentState, CriterionScore
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Choice, Conflict, ConflictKind, Side
from assessor_app.domain.event import EventKind
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.journal import ActKind, Feedback, JournalRow, Snapshot
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import Assignment
from assessor_app.services import events
from assessor_app.services.acts import content, entity_id
from assessor_app.services.conflicts import touched, undecided
from assessor_app.services.done import Done
from assessor_app.services.editing import begun, rubric_in_force
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import drop, queue_annotation, queue_draft, queue_final, supersede
from assessor_app.services.refusals import AlreadyDecided, NotFetched, NotParked, UnknownAnnotation
from assessor_app.services.score import blank

LABEL = "conflict"
PUT_ASIDE = "put-aside"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision while it is carried out: one act, so that undo takes it back in one step."""

    uow: UnitOfWork
    tools: Tools
    assignment: Assignment
    theirs: ComparedAssessment
    choice: Choice
    act_id: str


def settle(
    uow: UnitOfWork, tools: Tools, assignment_id: str, choice: Choice, shown: str = ""
) -> Done[Assessment | None]:
    """Carry out a choice between this laptop's work and another one's; returns the assessment as it is then.

    A final that waited goes out again when all of it is still this laptop's, else it is a draft again, to be submitted.
    `shown` is the op id of the conflict the choice was made in: a newer one has to be shown first. Raises NotParked
    when there is nothing (or something else) to decide, NotFetched, AlreadyDecided, UnknownAssignment.
    """
    assignment = uow.remote.assignment(assignment_id)
    against = undecided(uow, assignment_id)
    newest = against[-1] if against else None
    if newest is None or shown not in ("", newest.op_id):
        raise NotParked(assignment_id)
    if newest.theirs is None:
        raise NotFetched(assignment.code)
    if newest.theirs.is_final and newest.theirs.assessment_id:
        return _their_final(uow, tools, assignment, against, choice)
    decision = Decision(uow, tools, assignment, newest.theirs, choice, tools.new_id())
    was_final = _is_final_ready(uow, assignment)
    changes = _clear_line(decision, against)
    changes |= _marks(decision)
    changes |= _scores(decision)
    changes |= _send(decision, newest.their_revision, was_final=was_final and _is_all_mine(decision))
    failpoint("conflict.settled")
    return Done(uow.assessments.get(assignment_id), changes | _close(uow, tools, against, choice))


def put_aside(uow: UnitOfWork, tools: Tools, op_id: str) -> Done[None]:
    """Stop asking about a refused item that cannot be sent any more; its bytes and all work stay on this laptop.

    Raises UnknownItem, and NotParked where a decision would still change something.
    """
    item, conflict = uow.outbox.get(op_id), uow.conflicts.get(op_id)
    if item.state is not OutboxState.PARKED or conflict is None or conflict.needs_choice:
        raise NotParked(op_id)
    changes = drop(uow, _with_the_same_fate(uow, item, conflict))
    return Done(None, changes | close(uow, tools, (conflict,), PUT_ASIDE, PUT_ASIDE))


def _with_the_same_fate(uow: UnitOfWork, item: OutboxItem, conflict: Conflict) -> list[OutboxItem]:
    """What stands behind work that was taken back would be refused one by one; a final would not."""
    line = uow.outbox.line(item.server_id, item.assignment_id)
    is_over = conflict.kind in (ConflictKind.WITHDRAWN, ConflictKind.GRADED_BY_ANOTHER)
    small = (each for each in line if not each.verb.is_final and each.verb is not OutboxVerb.POST_EVENTS)
    return [item, *(each for each in small if is_over and each.op_id != item.op_id)]


def _close(uow: UnitOfWork, tools: Tools, against: tuple[Conflict, ...], choice: Choice) -> Changes:
    return close(uow, tools, against, choice.text(), choice.word)


def close(uow: UnitOfWork, tools: Tools, against: tuple[Conflict, ...], choice: str, word: str) -> Changes:
    """Note how these conflicts of one assignment were settled, and report it; nothing without conflicts."""
    changes = Changes()
    for conflict in against:
        uow.conflicts.put(replace(conflict, settled_at=tools.now(), choice=choice))
        changes |= touched(conflict.op_id, conflict.assignment_id)
    if not against:
        return changes
    data = {"kind": against[-1].kind.value, "choice": word}
    return changes | events.record(uow, tools, against[-1].assignment_id, EventKind.CONFLICT_SETTLED, data).changes


def _is_final_ready(uow: UnitOfWork, assignment: Assignment) -> bool:
    assessment = uow.assessments.get(assignment.assignment_id)
    return assessment is not None and assessment.state in (AssessmentState.PARKED, AssessmentState.QUEUED)


def _clear_line(decision: Decision, against: tuple[Conflict, ...]) -> Changes:
    """What was refused, and a final frozen before the decision, go: what is decided takes their place."""
    uow, assignment = decision.uow, decision.assignment
    line = uow.outbox.line(assignment.server_id, assignment.assignment_id)
    contested = {conflict.op_id for conflict in against}
    gone = [item for item in line if item.op_id in contested or item.verb is OutboxVerb.PUT_FINAL]
    assessment = uow.assessments.get(assignment.assignment_id)
    if assessment is not None and not assessment.state.is_open:
        uow.assessments.put(replace(assessment, state=AssessmentState.DRAFT))
    return drop(uow, gone)


# ---- marks ----


def _marks(decision: Decision) -> Changes:
    revisions = dict(decision.theirs.mark_revisions)
    changes = Changes()
    for mark in decision.theirs.annotations:
        changes |= _one_mark(decision, mark, revisions.get(mark.annotation_id))
    for mark in decision.uow.annotations.of_assignment(decision.assignment.assignment_id):
        is_known = decision.uow.outbox.server_revision(mark.annotation_id) is not None
        if is_known and mark.annotation_id not in revisions:  # taken away there, and kept here: it is added once more
            decision.uow.outbox.set_server_revision(mark.annotation_id, None)
            changes |= queue_annotation(decision.uow, decision.tools, decision.assignment, mark)
    return changes


def _one_mark(decision: Decision, theirs: Annotation, revision: int | None) -> Changes:
    uow, mine = decision.uow, _known(decision.uow, theirs.annotation_id)
    is_theirs = mine is None or decision.choice.of_mark(theirs.annotation_id) is Side.THEIRS
    if mine is not None and mine.is_retracted and theirs.revision <= mine.revision:
        is_theirs = False
    changes = supersede(uow, theirs.annotation_id)
    uow.outbox.set_server_revision(theirs.annotation_id, revision)
    if mine is not None and content(mine) == content(theirs):
        uow.annotations.put(replace(mine, revision=max(mine.revision, theirs.revision)))
        return changes
    if is_theirs:
        return changes | _take(decision, mine, theirs)
    if mine is None:
        return changes
    _lose(decision, mine, theirs)
    kept = replace(mine, revision=max(mine.revision, theirs.revision) + 1, updated_at=decision.tools.now())
    uow.annotations.put(kept)
    queued = queue_annotation(uow, decision.tools, decision.assignment, kept, revision)
    return changes | queued | _touched(kept)


def _known(uow: UnitOfWork, annotation_id: str) -> Annotation | None:
    try:
        return uow.annotations.get(annotation_id)
    except UnknownAnnotation:
        return None


# ---- scores and feedback ----


def _scores(decision: Decision) -> Changes:
    if not decision.theirs.assessment_id:
        return Changes()  # only marks stand against each other
    uow, assignment_id = decision.uow, decision.assignment.assignment_id
    assessment = begun(uow, decision.tools, decision.assignment, uow.assessments.get(assignment_id))
    if assessment.assessment_id != decision.theirs.assessment_id:
        assessment = replace(assessment, assessment_id=decision.theirs.assessment_id)
        uow.assessments.put(assessment)
    changes = Changes()
    for mine, theirs in _pairs(decision, assessment):
        if decision.choice.of_criterion(theirs.criterion_id) is Side.THEIRS:
            changes |= _take(decision, mine, theirs)
        else:
            _lose(decision, mine, theirs)
    return changes | _feedback(decision, assessment)


def _pairs(decision: Decision, assessment: Assessment) -> Iterator[tuple[CriterionScore, CriterionScore]]:
    """Mine and theirs for every criterion in force on which they differ; a side that says nothing is an empty score."""
    rubric = rubric_in_force(decision.uow.remote, decision.assignment, assessment)
    said: Mapping[str, CriterionScore] = {score.criterion_id: score for score in decision.theirs.scores}
    for criterion in rubric.criteria:
        empty = blank(assessment.assignment_id, criterion.criterion_id, decision.tools)
        mine = assessment.score_of(criterion.criterion_id) or empty
        levels = {level.level_id for level in criterion.levels}
        theirs = said.get(criterion.criterion_id, empty)
        known = theirs.level_id if theirs.level_id in levels else None
        cited = theirs.cited or _linked(decision, criterion.criterion_id)
        at = decision.tools.now()
        theirs = replace(theirs, level_id=known, cited=cited, revision=mine.revision + 1, updated_at=at)
        if not is_same_score(mine, theirs):
            yield mine, theirs


def is_same_score(mine: CriterionScore, theirs: CriterionScore) -> bool:
    """Whether both say the same. A draft names no moments on the wire, so moments alone make no difference."""
    return content(replace(mine, cited=())) == content(replace(theirs, cited=()))


def _linked(decision: Decision, criterion_id: str) -> tuple[str, ...]:
    """The moments a draft stands on, which it does not name: what the other laptop marked for the criterion."""
    return tuple(mark.annotation_id for mark in decision.theirs.annotations if mark.criterion_id == criterion_id)


def _feedback(decision: Decision, assessment: Assessment) -> Changes:
    assignment_id = assessment.assignment_id
    mine, theirs = Feedback(assignment_id, assessment.feedback), Feedback(assignment_id, decision.theirs.feedback)
    if mine == theirs:
        return Changes()
    if decision.choice.of_feedback is Side.THEIRS:
        return _take(decision, mine, theirs)
    _lose(decision, mine, theirs)
    return Changes()


# ---- journal ----


def _take(decision: Decision, mine: Snapshot | None, theirs: Snapshot) -> Changes:
    """Theirs takes the place of mine, which stays in the journal."""
    uow = decision.uow
    _journal(decision, mine, theirs)
    match theirs:
        case Annotation():
            uow.annotations.put(theirs)
        case CriterionScore():
            uow.assessments.put_score(theirs)
        case Feedback():
            assessment = uow.assessments.get(theirs.assignment_id)
            if assessment is not None:
                uow.assessments.put(replace(assessment, feedback=theirs.text, updated_at=decision.tools.now()))
    return _touched(theirs)


def _lose(decision: Decision, mine: Snapshot, theirs: Snapshot) -> None:
    """Mine stays; theirs can be looked up in the journal."""
    _journal(decision, mine, theirs)
    _journal(decision, theirs, mine)


def _journal(decision: Decision, before: Snapshot | None, after: Snapshot) -> None:
    row = JournalRow(
        act_id=decision.act_id,
        assignment_id=decision.assignment.assignment_id,
        kind=ActKind.DO,
        label=LABEL,
        entity_id=entity_id(after),
        before=before,
        after=after,
        at=decision.tools.now(),
    )
    decision.uow.journal.add(row)
    failpoint("conflict.journal")


def _touched(snapshot: Snapshot) -> Changes:
    kinds = {Annotation: Kind.ANNOTATION, CriterionScore: Kind.SCORE, Feedback: Kind.FEEDBACK}
    return Changes.of(Touched(kinds[type(snapshot)], entity_id(snapshot), snapshot.assignment_id))


# ---- sending ----


def _is_all_mine(decision: Decision) -> bool:
    return decision.choice.word == Side.MINE.value


def _send(decision: Decision, revision: int | None, *, was_final: bool) -> Changes:
    """Queue what was decided over exactly the revision that was shown: if that changed since, it is shown again."""
    uow, tools, assignment = decision.uow, decision.tools, decision.assignment
    assessment = uow.assessments.get(assignment.assignment_id)
    whole = Changes.of(Touched(Kind.ASSIGNMENT, assignment.assignment_id, assignment.assignment_id))
    if assessment is None:
        return whole
    if decision.theirs.assessment_id:
        uow.outbox.set_server_revision(assessment.assessment_id, revision)
        assessment = replace(assessment, revision=revision or 0)
        uow.assessments.put(assessment)
    if was_final:
        frozen = replace(assessment, state=AssessmentState.QUEUED)
        uow.assessments.put(frozen)
        live = uow.annotations.of_assignment(assignment.assignment_id)
        _, queued = queue_final(uow, tools, assignment, frozen, live, revision)
        return whole | queued
    return whole | queue_draft(uow, tools, assignment, assessment, revision)


def _their_final(
    uow: UnitOfWork, tools: Tools, assignment: Assignment, against: tuple[Conflict, ...], choice: Choice
) -> Done[Assessment | None]:
    """Their final counts. What was made here stays in the journal; shown is what counts, and it can only be read."""
    newest = against[-1]
    if choice.word != Side.THEIRS.value or newest.theirs is None:
        raise AlreadyDecided(assignment.code)
    decision = Decision(uow, tools, assignment, newest.theirs, choice, tools.new_id())
    line = uow.outbox.line(assignment.server_id, assignment.assignment_id)
    changes = drop(uow, (item for item in line if item.verb is not OutboxVerb.POST_EVENTS))
    changes |= _marks_read_only(decision) | _scores(decision)
    assessment = uow.assessments.get(assignment.assignment_id)
    if assessment is not None:
        revision = newest.their_revision
        uow.outbox.set_server_revision(assessment.assessment_id, revision)
        assessment = replace(assessment, state=AssessmentState.ACCEPTED, revision=revision or 0)
        uow.assessments.put(assessment)
    whole = Changes.of(Touched(Kind.ASSIGNMENT, assignment.assignment_id, assignment.assignment_id))
    return Done(assessment, changes | whole | _close(uow, tools, against, choice))


def _marks_read_only(decision: Decision) -> Changes:
    revisions, changes = dict(decision.theirs.mark_revisions), Changes()
    for mark in decision.theirs.annotations:
        decision.uow.outbox.set_server_revision(mark.annotation_id, revisions.get(mark.annotation_id))
        changes |= _take(decision, _known(decision.uow, mark.annotation_id), mark)
    return changes
