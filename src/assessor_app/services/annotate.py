"""Mark, extend, edit and retract: everything an assessor does to annotations."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from assessor_app.domain.annotation import Annotation, MarkType, Selector, TimeSelector
from assessor_app.domain.submission import Assignment
from assessor_app.services.acts import Label, perform, typing_act, untouched_since
from assessor_app.services.done import Done
from assessor_app.services.editing import editable, whole_rubric
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import NotATimeSpan, OtherEvidence, UnknownAnnotation, UnknownArtifact
from assessor_app.services.rubric_soundness import criterion_in_scope

NUDGES_WITHIN = timedelta(seconds=3)


class Keep(Enum):
    """Stands for a member that an edit leaves as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(frozen=True, slots=True)
class NewMark:
    """A mark to be made; `annotation_id` is minted by whoever makes it, so that it can be painted at once."""

    annotation_id: str
    assignment_id: str
    artifact_id: str
    selector: Selector
    criterion_id: str | None = None
    mark_type: MarkType = MarkType.NOTE
    text: str = ""
    engine: str = ""
    uncertainty_us: int = 0


def add(uow: UnitOfWork, tools: Tools, mark: NewMark) -> Done[Annotation]:
    """Raises UnknownAssignment, NotOpen, AlreadySubmitted, UnknownArtifact, UnknownCriterion."""
    assignment, _ = editable(uow, mark.assignment_id)
    check_criterion(uow, mark.assignment_id, mark.criterion_id)
    now = tools.now()
    annotation = Annotation(
        annotation_id=mark.annotation_id,
        assignment_id=mark.assignment_id,
        artifact_id=mark.artifact_id,
        artifact_digest=_digest(uow, assignment, mark.artifact_id),
        selector=mark.selector,
        criterion_id=mark.criterion_id,
        mark_type=mark.mark_type,
        text=mark.text,
        engine=mark.engine,
        uncertainty_us=mark.uncertainty_us,
        revision=1,
        created_at=now,
        updated_at=now,
    )
    return Done(annotation, perform(uow, tools, Label.MARK, None, annotation))


def extend_to_range(
    uow: UnitOfWork, tools: Tools, annotation_id: str, over: tuple[int, int], act_id: str
) -> Done[Annotation]:
    """Make a moment a stretch that holds `over` (microseconds) as well; one undo step with the act that marked it.

    Raises UnknownAnnotation, NotATimeSpan, NotOpen, AlreadySubmitted.
    """
    before = live(uow, annotation_id)
    if not isinstance(before.selector, TimeSelector):
        raise NotATimeSpan(annotation_id)
    start_us, end_us = min(over[0], before.selector.start_us), max(over[1], before.selector.end_us)
    stretch = TimeSelector(start_us, end_us, is_point=False)
    joins = act_id if untouched_since(uow, act_id, before) else None
    return change(uow, tools, Label.EXTEND, before, replace(before, selector=stretch), joins)


def edit(
    uow: UnitOfWork,
    tools: Tools,
    annotation_id: str,
    *,
    text: str | Keep = KEEP,
    mark_type: MarkType | Keep = KEEP,
    criterion_id: str | None | Keep = KEEP,
    selector: Selector | Keep = KEEP,
) -> Done[Annotation]:
    """Change what is given. Typing in the note that goes on within 30 s is one undo step.

    Raises UnknownAnnotation, UnknownCriterion, NotOpen, AlreadySubmitted.
    """
    before = live(uow, annotation_id)
    after = replace(
        before,
        text=before.text if text is KEEP else text,
        mark_type=before.mark_type if mark_type is KEEP else mark_type,
        criterion_id=before.criterion_id if criterion_id is KEEP else criterion_id,
        selector=before.selector if selector is KEEP else selector,
    )
    if after.criterion_id != before.criterion_id:
        check_criterion(uow, before.assignment_id, after.criterion_id)
    is_typing = after == replace(before, text=after.text)
    label = Label.NOTE if is_typing else Label.CHANGE_MARK
    joins = typing_act(uow, tools, label, before) if is_typing else None
    return change(uow, tools, label, before, after, joins)


def nudge(uow: UnitOfWork, tools: Tools, annotation_id: str, selector: Selector) -> Done[Annotation]:
    """Move a mark a little; nudging one mark that goes on within `NUDGES_WITHIN` is one undo step.

    Raises UnknownAnnotation, NotOpen, AlreadySubmitted.
    """
    before = live(uow, annotation_id)
    joins = typing_act(uow, tools, Label.NUDGE, before, NUDGES_WITHIN)
    return change(uow, tools, Label.NUDGE, before, replace(before, selector=selector), joins)


def retract(uow: UnitOfWork, tools: Tools, annotation_id: str) -> Done[Annotation]:
    """Leave a tombstone; citations of it stay and stop counting.

    Raises UnknownAnnotation, NotOpen, AlreadySubmitted.
    """
    before = live(uow, annotation_id)
    return change(uow, tools, Label.RETRACT, before, replace(before, is_retracted=True), None)


def change(
    uow: UnitOfWork, tools: Tools, label: Label, before: Annotation, after: Annotation, joins: str | None
) -> Done[Annotation]:
    """Write `after` as the next revision, in the act `joins` or one of its own; nothing when nothing differs.

    Raises NotOpen, AlreadySubmitted.
    """
    editable(uow, before.assignment_id)
    if after == before:
        return Done(before, perform(uow, tools, label, before, before))
    revised = replace(after, revision=before.revision + 1, updated_at=tools.now())
    return Done(revised, perform(uow, tools, label, before, revised, joins=joins))


def live(uow: UnitOfWork, annotation_id: str) -> Annotation:
    """Raises UnknownAnnotation, for a retracted one too."""
    annotation = uow.annotations.get(annotation_id)
    if annotation.is_retracted:
        raise UnknownAnnotation(annotation_id)
    return annotation


def time_on(uow: UnitOfWork, annotation_id: str, artifact_id: str) -> TimeSelector:
    """Return where a live mark lies on this artifact: no other recording's times may be put on it.

    Raises UnknownAnnotation, NotATimeSpan, OtherEvidence.
    """
    mark = live(uow, annotation_id)
    if not isinstance(mark.selector, TimeSelector):
        raise NotATimeSpan(annotation_id)
    if mark.artifact_id != artifact_id:
        raise OtherEvidence
    return mark.selector


def _digest(uow: UnitOfWork, assignment: Assignment, artifact_id: str) -> str:
    for artifact in uow.remote.submission(assignment.submission_id).artifacts:
        if artifact.artifact_id == artifact_id:
            return artifact.sha256
    raise UnknownArtifact(artifact_id)


def check_criterion(uow: UnitOfWork, assignment_id: str, criterion_id: str | None) -> None:
    """Raises UnknownCriterion, OutsideScope, NotOpen, AlreadySubmitted."""
    if criterion_id is not None:
        assignment, assessment = editable(uow, assignment_id)
        criterion_in_scope(assignment, whole_rubric(uow.remote, assignment, assessment), criterion_id)
