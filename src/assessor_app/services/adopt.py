"""Take a moment of another assessor's assessment over: an adjudicator marks it anew as an own one, and cites it."""

from assessor_app.domain.annotation import Annotation
from assessor_app.services import annotate, score
from assessor_app.services.done import Done
from assessor_app.services.editing import editable
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import UnknownAnnotation


def adopt(uow: UnitOfWork, tools: Tools, assignment_id: str, annotation_id: str, criterion_id: str) -> Done[Annotation]:
    """Mark the same place with the same words and cite it for `criterion_id`: one act, one undo step.

    A moment that was taken over already is cited again, not marked twice. Raises UnknownAnnotation for one that is
    not in an assessment compared here, UnknownArtifact, UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    editable(uow, assignment_id)
    theirs = _compared(uow, assignment_id, annotation_id)
    own = next(
        (mark for mark in uow.annotations.of_assignment(assignment_id) if _is_same(mark, theirs, criterion_id)), None
    )
    if own is not None:
        cited = score.cite(uow, tools, assignment_id, criterion_id, own.annotation_id)
        return Done(own, cited.changes)
    made = annotate.add(
        uow,
        tools,
        annotate.NewMark(
            annotation_id=tools.new_id(),
            assignment_id=assignment_id,
            artifact_id=theirs.artifact_id,
            selector=theirs.selector,
            criterion_id=criterion_id,
            mark_type=theirs.mark_type,
            text=theirs.text,
            engine=theirs.engine,
            uncertainty_us=theirs.uncertainty_us,
        ),
    )
    ids = (made.value.annotation_id,)
    cited = score.cite_several(uow, tools, assignment_id, criterion_id, ids, made.changes.act_id)
    return Done(made.value, made.changes | cited.changes)


def _compared(uow: UnitOfWork, assignment_id: str, annotation_id: str) -> Annotation:
    compared = uow.comparisons.of_assignment(assignment_id)
    marks = (mark for each in compared for mark in each.annotations if mark.annotation_id == annotation_id)
    theirs = next(marks, None)
    if theirs is None:
        raise UnknownAnnotation(annotation_id)
    return theirs


def _is_same(own: Annotation, theirs: Annotation, criterion_id: str) -> bool:
    place = (own.artifact_id, own.selector, own.text, own.criterion_id)
    return not own.is_retracted and place == (theirs.artifact_id, theirs.selector, theirs.text, criterion_id)
