"""Refuse to score what a broken rubric leaves open, naming the rubric, what is wrong with it and whom to tell."""

from assessor_app.domain.rubric import Criterion, Rubric
from assessor_app.domain.rubric_flaws import has_sound_scale, is_judgeable
from assessor_app.domain.submission import Assignment
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.refusals import BrokenRubric, OutsideScope


def sound_rubric(uow: UnitOfWork, assignment: Assignment, rubric: Rubric) -> Rubric:
    """Return the part of `rubric` the assignment asks for. Raises BrokenRubric where criteria cannot be told apart."""
    scoped = rubric.within(assignment.scope)
    if not is_judgeable(scoped):
        reason = "two of its criteria have the same identity" if scoped.criteria else "it has no criteria"
        raise BrokenRubric(rubric.title, reason, _server_name(uow, assignment))
    return scoped


def criterion_in_scope(assignment: Assignment, rubric: Rubric, criterion_id: str) -> Criterion:
    """Raises UnknownCriterion, and OutsideScope for one that was judged earlier."""
    criterion = rubric.criterion(criterion_id)
    if assignment.scope and criterion_id not in assignment.scope:
        raise OutsideScope(criterion.name)
    return criterion


def must_take_levels(uow: UnitOfWork, assignment: Assignment, rubric: Rubric, criterion: Criterion) -> None:
    """Raises BrokenRubric for a criterion without levels, or with one twice: it can only take a condition code."""
    if not has_sound_scale(criterion):
        fault = "has two levels with the same identity" if criterion.levels else "has no levels"
        reason = f"criterion {criterion.number}, {criterion.name}, {fault} and can only take a condition code"
        raise BrokenRubric(rubric.title, reason, _server_name(uow, assignment))


def _server_name(uow: UnitOfWork, assignment: Assignment) -> str:
    return uow.servers.get(assignment.server_id).name
