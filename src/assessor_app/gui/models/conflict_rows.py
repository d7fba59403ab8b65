"""Two versions of an assessor's own work, row by row: what each laptop says, where they differ, what would be sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation, MarkType
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Choice, Conflict, Side
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.models.rubric_words import exact_place_words
from assessor_app.gui.widgets.mark_words import mark_type_word
from assessor_app.services.settling import is_same_score
from assessor_app.services.views import WorkbenchView

FEEDBACK = "feedback"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Conflict", words)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """`key` is a criterion id, an annotation id or FEEDBACK. Rows on which both agree need no choice."""

    key: str
    is_mark: bool
    title: str
    mine: str
    theirs: str
    is_different: bool


@dataclass(frozen=True, slots=True)
class ConflictRows:
    rows: tuple[ConflictRow, ...]
    is_final: bool
    """Whether the other version is a final: it counts, and nothing from here can replace it."""

    @property
    def differing(self) -> tuple[ConflictRow, ...]:
        return tuple(row for row in self.rows if row.is_different)

    def choice(self, chosen: Mapping[str, Side]) -> Choice | None:
        """None while something is still to be chosen."""
        if any(row.key not in chosen for row in self.differing):
            return None
        sides = {chosen[row.key] for row in self.differing}
        otherwise = next(iter(sides)) if len(sides) == 1 else Side.MINE
        criteria = {r.key: chosen[r.key] for r in self.differing if not r.is_mark and r.key != FEEDBACK}
        marks = {row.key: chosen[row.key] for row in self.differing if row.is_mark}
        return Choice(otherwise, criteria, marks, chosen.get(FEEDBACK))


def shown_conflict(view: WorkbenchView) -> Conflict | None:
    """The newest version from another laptop that is here to be shown."""
    found = [each for each in view.conflicts if each.needs_choice and each.theirs is not None]
    return found[-1] if found else None


def conflict_words(view: WorkbenchView) -> str:
    """What to tell above the work while two versions of it stand against each other; empty while there is one."""
    if not any(each.needs_choice for each in view.conflicts):
        return ""
    conflict = shown_conflict(view)
    if conflict is None or conflict.theirs is None:
        words = _tr(
            "{server} has another version of this from another computer of yours. Nothing was replaced. "
            "Sync to bring it here, then decide."
        )
    elif conflict.theirs.is_final and conflict.theirs.assessment_id:
        words = _tr(
            "You submitted this from another computer, and {server} has it. What you wrote here is kept, "
            "but cannot be sent any more."
        )
    else:
        words = _tr(
            "{server} has another version of this from another computer of yours. Nothing was replaced, "
            "and nothing more is sent until you decide."
        )
    return words.format(server=isolated(view.server_name))


def conflict_rows(view: WorkbenchView, theirs: ComparedAssessment) -> ConflictRows:
    """Criteria first, then the feedback, then marks that both laptops have in another form."""
    rows: list[ConflictRow] = []
    if theirs.assessment_id:
        said = {score.criterion_id: score for score in theirs.scores}
        rows += [_criterion(view, theirs, each, said.get(each.criterion_id)) for each in view.rubric.criteria]
        mine = view.assessment.feedback
        words = mine.strip() or _nothing(), theirs.feedback.strip() or _nothing()
        rows.append(ConflictRow(FEEDBACK, False, _tr("Overall feedback"), *words, mine != theirs.feedback))
    known = {mark.annotation_id: mark for mark in view.annotations}
    rows += [_mark(known[mark.annotation_id], mark) for mark in theirs.annotations if _differs(known, mark)]
    return ConflictRows(tuple(rows), theirs.is_final and bool(theirs.assessment_id))


def added_marks(view: WorkbenchView, theirs: ComparedAssessment) -> int:
    """How many moments only the other laptop has: they are added whatever is chosen."""
    known = {mark.annotation_id for mark in view.annotations}
    return sum(1 for mark in theirs.annotations if mark.annotation_id not in known)


def _criterion(
    view: WorkbenchView, theirs: ComparedAssessment, criterion: Criterion, said: CriterionScore | None
) -> ConflictRow:
    mine = view.assessment.score_of(criterion.criterion_id)
    marks = {mark.annotation_id: mark for mark in (*view.annotations, *theirs.annotations)}
    linked = tuple(m.annotation_id for m in theirs.annotations if m.criterion_id == criterion.criterion_id)
    if said is not None and not said.cited:
        said = replace(said, cited=linked)
    words = tuple(_score(view, criterion, score, marks) for score in (mine, said))
    name = f"{criterion.number}  {isolated(criterion.name)}"
    return ConflictRow(criterion.criterion_id, False, name, words[0], words[1], not _agree(mine, said))


def _agree(mine: CriterionScore | None, theirs: CriterionScore | None) -> bool:
    if mine is None or theirs is None:
        lone = mine or theirs
        return lone is None or not (lone.is_scored or lone.rationale or lone.feedback)
    return is_same_score(mine, theirs)


def _score(
    view: WorkbenchView, criterion: Criterion, score: CriterionScore | None, marks: Mapping[str, Annotation]
) -> str:
    if score is None or not (score.is_scored or score.rationale or score.feedback or score.cited):
        return _nothing()
    level = next((each.name for each in criterion.levels if each.level_id == score.level_id), "")
    if score.condition_code is not None:
        condition = view.policy.condition(score.condition_code)
        reason = condition.name if condition is not None else score.condition_code
        level = _tr("Cannot be scored: {reason}").format(reason=isolated(reason))
    elif not level:
        level = _tr("No level of this rubric") if score.level_id else _tr("No level")
    lines = [isolated(level)]
    if score.rationale:
        lines.append(_tr("Why: {words}").format(words=score.rationale))
    if score.feedback:
        lines.append(_tr("Feedback: {words}").format(words=score.feedback))
    places = _places(marks.get(cited) for cited in score.cited)
    lines.append(_tr("Moments: {places}").format(places=places) if places else _tr("No moments"))
    return "\n".join(lines)


def _places(marks: Iterable[Annotation | None]) -> str:
    return ", ".join(exact_place_words(mark) for mark in marks if mark is not None)


def _differs(known: Mapping[str, Annotation], theirs: Annotation) -> bool:
    mine = known.get(theirs.annotation_id)
    if mine is None:
        return False
    first, second = (
        (m.selector, m.criterion_id, m.mark_type, m.text, m.artifact_id, m.is_retracted) for m in (mine, theirs)
    )
    return first != second


def _mark(mine: Annotation, theirs: Annotation) -> ConflictRow:
    title = _tr("Moment {place}").format(place=exact_place_words(mine))
    return ConflictRow(mine.annotation_id, True, title, _mark_text(mine), _mark_text(theirs), True)


def _mark_text(mark: Annotation) -> str:
    kind = "" if mark.mark_type is MarkType.NOTE else mark_type_word(mark.mark_type)
    return "\n".join(part for part in (exact_place_words(mark), kind, mark.text) if part)


def _nothing() -> str:
    return _tr("Nothing yet")
