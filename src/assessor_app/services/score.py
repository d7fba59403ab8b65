"""Choose levels, cite moments, give reasons: everything an assessor does to the score of one criterion."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.rubric import Rubric
from assessor_app.services.acts import Label, perform, typing_act
from assessor_app.services.done import Done
from assessor_app.services.editing import editable, whole_rubric
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import UnknownAnnotation, UnknownConditionCode
from assessor_app.services.rubric_soundness import criterion_in_scope, must_take_levels, sound_rubric

Revise = Callable[[CriterionScore], CriterionScore]
_TYPED = frozenset({Label.RATIONALE, Label.FEEDBACK})


def set_level(
    uow: UnitOfWork, tools: Tools, assignment_id: str, criterion_id: str, level_id: str | None
) -> Done[CriterionScore]:
    """Choose a level, or none. A level replaces a condition code.

    Raises UnknownLevel, BrokenRubric, UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    if level_id is not None:
        assignment, rubric = editable(uow, assignment_id)[0], _rubric(uow, assignment_id)
        sound_rubric(uow, assignment, rubric)
        criterion = criterion_in_scope(assignment, rubric, criterion_id)
        must_take_levels(uow, assignment, rubric, criterion)
        criterion.level(level_id)

    def revise(score: CriterionScore) -> CriterionScore:
        return replace(score, level_id=level_id, condition_code=None if level_id else score.condition_code)

    return _change(uow, tools, Label.LEVEL, assignment_id, criterion_id, revise)


def set_condition_code(
    uow: UnitOfWork, tools: Tools, assignment_id: str, criterion_id: str, code: str | None
) -> Done[CriterionScore]:
    """State why the criterion cannot be scored, or take that back. A condition code replaces a level.

    Raises UnknownConditionCode, UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    if code is not None:
        policy = uow.remote.policy(editable(uow, assignment_id)[0].policy_id)
        if all(known.code != code for known in policy.condition_codes):
            raise UnknownConditionCode(code)

    def revise(score: CriterionScore) -> CriterionScore:
        return replace(score, condition_code=code, level_id=None if code else score.level_id)

    return _change(uow, tools, Label.CONDITION, assignment_id, criterion_id, revise)


def set_rationale(
    uow: UnitOfWork, tools: Tools, assignment_id: str, criterion_id: str, text: str
) -> Done[CriterionScore]:
    """Typing that goes on within 30 s is one undo step.

    Raises UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    return _change(
        uow, tools, Label.RATIONALE, assignment_id, criterion_id, lambda score: replace(score, rationale=text)
    )


def set_feedback(
    uow: UnitOfWork, tools: Tools, assignment_id: str, criterion_id: str, text: str
) -> Done[CriterionScore]:
    """Markdown for the candidate on this criterion. Typing that goes on within 30 s is one undo step.

    Raises UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    return _change(uow, tools, Label.FEEDBACK, assignment_id, criterion_id, lambda score: replace(score, feedback=text))


def cite(
    uow: UnitOfWork, tools: Tools, assignment_id: str, criterion_id: str, annotation_id: str
) -> Done[CriterionScore]:
    """Cite a live mark of this assignment; it counts once it is linked to the criterion.

    Raises UnknownAnnotation, UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    return cite_several(uow, tools, assignment_id, criterion_id, (annotation_id,))


def cite_several(  # noqa: PLR0913 - the act they join beside what every service gets
    uow: UnitOfWork,
    tools: Tools,
    assignment_id: str,
    criterion_id: str,
    annotation_ids: Sequence[str],
    joins: str | None = None,
) -> Done[CriterionScore]:
    """Cite live marks of this assignment, in the order given; `joins` names the act they belong to.

    Raises UnknownAnnotation, UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted.
    """
    for annotation_id in annotation_ids:
        annotation = uow.annotations.get(annotation_id)
        if annotation.is_retracted or annotation.assignment_id != assignment_id:
            raise UnknownAnnotation(annotation_id)

    def revise(score: CriterionScore) -> CriterionScore:
        known = frozenset(score.cited)
        fresh = tuple(dict.fromkeys(each for each in annotation_ids if each not in known))
        return replace(score, cited=(*score.cited, *fresh)) if fresh else score

    return _change(uow, tools, Label.CITE, assignment_id, criterion_id, revise, joins)


def uncite(
    uow: UnitOfWork, tools: Tools, assignment_id: str, criterion_id: str, annotation_id: str
) -> Done[CriterionScore]:
    """Raises UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted."""
    return uncite_several(uow, tools, assignment_id, criterion_id, (annotation_id,))


def uncite_several(  # noqa: PLR0913 - as `cite_several`
    uow: UnitOfWork,
    tools: Tools,
    assignment_id: str,
    criterion_id: str,
    annotation_ids: Sequence[str],
    joins: str | None = None,
) -> Done[CriterionScore]:
    """Raises UnknownCriterion, UnknownAssignment, NotOpen, AlreadySubmitted."""
    unwanted = frozenset(annotation_ids)

    def revise(score: CriterionScore) -> CriterionScore:
        return replace(score, cited=tuple(cited for cited in score.cited if cited not in unwanted))

    return _change(uow, tools, Label.UNCITE, assignment_id, criterion_id, revise, joins)


def _change(  # noqa: PLR0913 - the act it joins beside what every service gets
    uow: UnitOfWork,
    tools: Tools,
    label: Label,
    assignment_id: str,
    criterion_id: str,
    revise: Revise,
    joins: str | None = None,
) -> Done[CriterionScore]:
    assignment, assessment = editable(uow, assignment_id)
    rubric = _rubric(uow, assignment_id)
    criterion_in_scope(assignment, rubric, criterion_id)
    sound_rubric(uow, assignment, rubric)
    stored = assessment.score_of(criterion_id) if assessment else None
    score = stored or blank(assignment_id, criterion_id, tools)
    after = revise(score)
    if after == score:
        return Done(score, perform(uow, tools, label, score, score))
    revised = replace(after, revision=score.revision + 1, updated_at=tools.now())
    if label in _TYPED:
        joins = typing_act(uow, tools, label, revised)
    return Done(revised, perform(uow, tools, label, stored, revised, joins=joins))


def blank(assignment_id: str, criterion_id: str, tools: Tools) -> CriterionScore:
    """Return the score of a criterion nobody has touched."""
    return CriterionScore(assignment_id, criterion_id, None, "", (), None, 0, tools.now())


def _rubric(uow: UnitOfWork, assignment_id: str) -> Rubric:
    assignment, assessment = editable(uow, assignment_id)
    return whole_rubric(uow.remote, assignment, assessment)
