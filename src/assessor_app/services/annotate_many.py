"""What an assessor does to several marks at once: one act, so that one undo takes all of it back."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from assessor_app.domain.annotation import Annotation, MarkType
from assessor_app.domain.changes import Changes
from assessor_app.services import score
from assessor_app.services.acts import Label
from assessor_app.services.annotate import KEEP, Keep, change, check_criterion
from assessor_app.services.done import Done
from assessor_app.services.editing import editable
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import MixedSubmissions, NoCriterion, TooManyAtOnce, UnknownAnnotation

Many = tuple[Annotation, ...]
MOST_AT_ONCE = 500


def edit_all(
    uow: UnitOfWork,
    tools: Tools,
    annotation_ids: Iterable[str],
    *,
    mark_type: MarkType | Keep = KEEP,
    criterion_id: str | None | Keep = KEEP,
) -> Done[Many]:
    """Give all of them this type, this criterion or both; marks taken away meanwhile are left out.

    Raises TooManyAtOnce (as all here do beyond `MOST_AT_ONCE`), UnknownAnnotation when none is left,
    MixedSubmissions, UnknownCriterion, NotOpen, AlreadySubmitted.
    """
    marks = _live(uow, annotation_ids)
    if criterion_id is not KEEP:
        check_criterion(uow, marks[0].assignment_id, criterion_id)

    def revise(mark: Annotation) -> Annotation:
        return replace(
            mark,
            mark_type=mark.mark_type if mark_type is KEEP else mark_type,
            criterion_id=mark.criterion_id if criterion_id is KEEP else criterion_id,
        )

    return _change_all(uow, tools, Label.CHANGE_MARK, marks, revise)


def retract_all(uow: UnitOfWork, tools: Tools, annotation_ids: Iterable[str]) -> Done[Many]:
    """Leave tombstones; citations of them stay and stop counting.

    Raises UnknownAnnotation when none is left, MixedSubmissions, NotOpen, AlreadySubmitted.
    """
    marks = _live(uow, annotation_ids)
    return _change_all(uow, tools, Label.RETRACT, marks, lambda mark: replace(mark, is_retracted=True))


def cite_all(uow: UnitOfWork, tools: Tools, annotation_ids: Iterable[str], otherwise: str | None = None) -> Done[Many]:
    """Cite each for the criterion it is linked to; one without becomes `otherwise`'s by being cited for it.

    Raises NoCriterion when there is no `otherwise` for it, UnknownAnnotation when none is left, MixedSubmissions,
    UnknownCriterion, NotOpen, AlreadySubmitted.
    """
    marks, act_id = _live(uow, annotation_ids), tools.new_id()
    if any(mark.criterion_id is None for mark in marks):
        if otherwise is None:
            raise NoCriterion
        check_criterion(uow, marks[0].assignment_id, otherwise)

    def link(mark: Annotation) -> Annotation:
        return replace(mark, criterion_id=mark.criterion_id or otherwise)

    linked = _change_all(uow, tools, Label.CITE, marks, link, act_id)
    changes = linked.changes
    for criterion_id, ids in _by_criterion(linked.value).items():
        assignment_id = marks[0].assignment_id
        changes |= score.cite_several(uow, tools, assignment_id, criterion_id, ids, act_id).changes
    return Done(linked.value, changes)


def uncite_all(uow: UnitOfWork, tools: Tools, annotation_ids: Iterable[str]) -> Done[Many]:
    """Take every citation of them back, for whichever criterion; they stay linked to their criteria.

    Raises UnknownAnnotation when none is left, MixedSubmissions, NotOpen, AlreadySubmitted.
    """
    marks, act_id, changes = _live(uow, annotation_ids), tools.new_id(), Changes()
    ids, assignment_id = [mark.annotation_id for mark in marks], marks[0].assignment_id
    _, assessment = editable(uow, assignment_id)
    for each in assessment.scores if assessment is not None else ():
        changes |= score.uncite_several(uow, tools, assignment_id, each.criterion_id, ids, act_id).changes
    return Done(marks, changes)


def _change_all(  # noqa: PLR0913 - the act they join beside what every service gets
    uow: UnitOfWork,
    tools: Tools,
    label: Label,
    marks: Many,
    revise: Callable[[Annotation], Annotation],
    act_id: str | None = None,
) -> Done[Many]:
    joins = act_id or tools.new_id()
    done = [change(uow, tools, label, mark, revise(mark), joins) for mark in marks]
    touched = frozenset().union(*(each.changes.touched for each in done))
    return Done(tuple(each.value for each in done), Changes(touched, joins if touched else None))


def _live(uow: UnitOfWork, annotation_ids: Iterable[str]) -> Many:
    """In the order given, each once."""
    wanted = tuple(dict.fromkeys(annotation_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyAtOnce(MOST_AT_ONCE)
    marks = tuple(mark for mark in map(uow.annotations.get, wanted) if not mark.is_retracted)
    if not marks:
        raise UnknownAnnotation(next(iter(wanted), ""))
    if len({mark.assignment_id for mark in marks}) > 1:
        raise MixedSubmissions
    return marks


def _by_criterion(marks: Many) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mark in marks:
        if mark.criterion_id is not None:
            found.setdefault(mark.criterion_id, []).append(mark.annotation_id)
    return found
