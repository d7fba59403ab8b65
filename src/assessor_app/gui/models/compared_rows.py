"""What an adjudicator compares: per criterion what each assessor chose, said and cited, and how they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.discrepancy import CriterionDifference, Difference, Discrepancy, Scored, differs
from assessor_app.domain.rubric import Criterion, Rubric
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.models.rubric_rows import in_order
from assessor_app.services.views import WorkbenchView

_PAIR = 2


def _tr(words: str) -> str:
    return QCoreApplication.translate("Compared", words)


@dataclass(frozen=True, slots=True)
class ComparedScore:
    """One assessor, known by a letter, on one criterion. `level` is its name, or why it could not be scored."""

    label: str
    level: str
    rationale: str
    feedback: str
    cited: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """`difference` is None where they agree. `words` says so in a few words, with a sign that needs no colour."""

    criterion: Criterion
    scores: tuple[ComparedScore, ...]
    difference: CriterionDifference | None
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    rows: Mapping[str, ComparedRow]
    differing: tuple[Criterion, ...]
    overall: tuple[tuple[str, str, str], ...]
    """Letter, decision in words, overall feedback."""


def compared_of(view: WorkbenchView) -> Compared | None:
    """None for everybody but an adjudicator who has something to compare."""
    if not view.compared or not view.may_show_evidence:  # their reasons tell of the evidence, too
        return None
    found = _discrepancy(view)
    rows = {c.criterion_id: _row(view, c, found.at(c.criterion_id) if found else None) for c in view.rubric.criteria}
    differing = tuple(c for c in view.rubric.criteria if rows[c.criterion_id].difference is not None)
    overall = tuple((each.label, decision_name(each.decision), each.feedback) for each in view.compared)
    return Compared(rows, differing, overall)


def difference_words(row: CriterionDifference | None) -> str:
    if row is None:
        return _tr("= A and B agree")
    if row.difference is Difference.LEVELS:
        return _tr("≠ 1 level apart") if row.levels_apart == 1 else _tr("≠ {n} levels apart").format(n=row.levels_apart)
    if row.difference is Difference.CONDITION:
        return _tr("≠ only one could score it")
    return _tr("≠ only one says something")


def decision_name(decision: str) -> str:
    names = {"awarded": _tr("awarded"), "not-yet": _tr("not yet"), "returned": _tr("back to the candidate")}
    return names.get(decision, _tr("no decision"))


def _discrepancy(view: WorkbenchView) -> Discrepancy | None:
    if len(view.compared) < _PAIR:
        return None
    first, second = (_scored(view.rubric, each) for each in view.compared[:_PAIR])
    return differs(view.rubric, view.policy, first, second)


def _scored(rubric: Rubric, compared: ComparedAssessment) -> Scored:
    """A level that this rubric does not have compares with nothing."""
    known = {(c.criterion_id, level.level_id) for c in rubric.criteria for level in c.levels}
    levels = {s.criterion_id: s.level_id for s in compared.scores if s.level_id is not None}
    return Scored(
        levels={c: level for c, level in levels.items() if (c, level) in known},
        conditions={s.criterion_id: s.condition_code for s in compared.scores if s.condition_code is not None},
        decision=compared.decision,
    )


def _row(view: WorkbenchView, criterion: Criterion, difference: CriterionDifference | None) -> ComparedRow:
    scores = tuple(_score(view, criterion, each) for each in view.compared)
    is_pair = len(view.compared) >= _PAIR
    return ComparedRow(criterion, scores, difference, difference_words(difference) if is_pair else "")


def _score(view: WorkbenchView, criterion: Criterion, compared: ComparedAssessment) -> ComparedScore:
    score = next((s for s in compared.scores if s.criterion_id == criterion.criterion_id), None)
    if score is None:
        return ComparedScore(compared.label, _tr("says nothing"), "", "", ())
    marks = {mark.annotation_id: mark for mark in compared.annotations}
    cited = (marks.get(annotation_id) for annotation_id in score.cited)
    level = next((each.name for each in criterion.levels if each.level_id == score.level_id), "")
    if score.condition_code is not None:
        condition = view.policy.condition(score.condition_code)
        reason = condition.name if condition is not None else score.condition_code
        level = _tr("cannot be scored: {reason}").format(reason=isolated(reason))
    return ComparedScore(
        label=compared.label,
        level=isolated(level) or _tr("a level this rubric does not have"),
        rationale=score.rationale,
        feedback=score.feedback,
        cited=tuple(sorted((mark for mark in cited if mark is not None), key=in_order)),
    )
