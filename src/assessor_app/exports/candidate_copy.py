"""The candidate's copy, whatever form it is given: what was judged, why, and the moments that show it.

It names nobody: the submission has its code, and who judged is not in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assessor_app.domain.annotation import (
    Annotation,
    PageSelector,
    RectangleSelector,
    Selector,
    TextSelector,
    TimeSelector,
)
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.decision import explain_assessment
from assessor_app.domain.rubric import Criterion
from assessor_app.domain.submission import Artifact
from assessor_app.services.candidate_page import CandidateWords
from assessor_app.services.moment_times import clock_words
from assessor_app.services.views import WorkbenchView

LONGEST_QUOTE = 60
_DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class SharedMoment:
    """A moment the candidate may see, with the criterion it is for and where it is, in words."""

    annotation: Annotation
    criterion: Criterion | None
    artifact: Artifact | None
    place: str

    @property
    def time(self) -> TimeSelector | None:
        selector = self.annotation.selector
        return selector if isinstance(selector, TimeSelector) else None


@dataclass(frozen=True, slots=True)
class CandidateCopy:
    """`moments` by part of the evidence and time. `made_with` names program and version."""

    view: WorkbenchView
    moments: tuple[SharedMoment, ...]
    words: CandidateWords
    made_with: str

    @property
    def title(self) -> str:
        return f"{self.view.achievement.name} {_DASH} {self.view.assignment.code}"

    @property
    def is_draft(self) -> bool:
        return self.view.assessment.state.is_open

    @property
    def decision(self) -> str:
        return explain_assessment(self.view.rubric, self.view.policy, self.view.assessment).decision.value

    def score_of(self, criterion: Criterion) -> CriterionScore | None:
        return self.view.assessment.score_of(criterion.criterion_id)

    def level_name(self, criterion: Criterion) -> str:
        """ "" where there is none."""
        score = self.score_of(criterion)
        return criterion.level(score.level_id).name if score is not None and score.level_id is not None else ""

    def condition_name(self, criterion: Criterion) -> str:
        """ "" where it was scored."""
        score = self.score_of(criterion)
        if score is None or score.condition_code is None:
            return ""
        known = self.view.policy.condition(score.condition_code)
        return known.name if known else score.condition_code

    def cited_for(self, criterion: Criterion) -> tuple[SharedMoment, ...]:
        score = self.score_of(criterion)
        cited = frozenset(score.cited if score is not None else ())
        return tuple(
            moment
            for moment in self.moments
            if moment.annotation.annotation_id in cited and moment.annotation.criterion_id == criterion.criterion_id
        )


def describe(
    view: WorkbenchView, words: CandidateWords, made_with: str, *, has_all_moments: bool = False
) -> CandidateCopy:
    """Describe the copy with the moments that are cited, or with every one that is not retracted."""
    cited = {annotation_id for score in view.assessment.scores for annotation_id in score.cited}
    kept = (
        mark
        for mark in view.annotations
        if not mark.is_retracted and (has_all_moments or (mark.annotation_id in cited and mark.is_evidence))
    )
    parts = {artifact.artifact_id: artifact for artifact in view.submission.artifacts}
    criteria = {criterion.criterion_id: criterion for criterion in view.rubric.criteria}
    say = place_words(view)
    moments = [
        SharedMoment(mark, criteria.get(mark.criterion_id or ""), parts.get(mark.artifact_id), say(mark))
        for mark in kept
    ]
    return CandidateCopy(view, tuple(sorted(moments, key=_in_order)), words, made_with)


def place_words(view: WorkbenchView) -> Callable[[Annotation], str]:
    """Return what says where an annotation is; the part of the evidence is named where there are several."""
    names = {artifact.artifact_id: artifact.name for artifact in view.submission.artifacts}

    def say(annotation: Annotation) -> str:
        place, name = _place(annotation.selector), names.get(annotation.artifact_id, "")
        return f"{place} ({name})" if name and len(names) > 1 else place

    return say


def _place(selector: Selector) -> str:
    match selector:
        case TimeSelector(is_point=True):
            return clock_words(selector.start_us)
        case TimeSelector():
            return f"{clock_words(selector.start_us)}{_DASH}{clock_words(selector.end_us)}"
        case TextSelector():
            return f"\N{LEFT DOUBLE QUOTATION MARK}{_short(selector.quote)}\N{RIGHT DOUBLE QUOTATION MARK}"
        case PageSelector(page=page, quote=TextSelector() as quote):
            return f"page {page}, {_place(quote)}"
        case PageSelector(page=page):
            return f"page {page}"
        case RectangleSelector():
            return "a part of the picture"
        case _:
            return "as a whole"


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _in_order(moment: SharedMoment) -> tuple[int, int, str]:
    number = moment.artifact.number if moment.artifact else 0
    return number, moment.annotation.start_us or 0, moment.annotation.annotation_id
