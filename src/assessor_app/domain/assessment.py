"""Assessment and CriterionScore: one assessor's judgement, from draft to received, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Criterion, Rubric


class AssessmentState(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    QUEUED = "queued"
    ACCEPTED = "accepted"
    HELD = "held"
    PARKED = "parked"

    @property
    def is_open(self) -> bool:
        """Whether the assessor may still edit."""
        return self in (AssessmentState.DRAFT, AssessmentState.READY)

    @property
    def is_received(self) -> bool:
        """Whether the server has it: the assignment being closed after that is no news."""
        return self in (AssessmentState.ACCEPTED, AssessmentState.HELD)


class Decision(StrEnum):
    AWARDED = "awarded"
    NOT_YET = "not-yet"
    UNDECIDED = "undecided"
    RETURNED = "returned"
    """A condition code sends the whole submission back to the candidate, unjudged."""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """Level and rationale for one criterion, with the annotations it cites.

    `feedback` (Markdown) is what the candidate is told about this criterion beside the rationale.
    """

    assignment_id: str
    criterion_id: str
    level_id: str | None
    rationale: str
    cited: tuple[str, ...]
    condition_code: str | None
    revision: int
    updated_at: datetime
    feedback: str = ""

    @property
    def is_scored(self) -> bool:
        return self.level_id is not None or self.condition_code is not None


@dataclass(frozen=True, slots=True)
class Assessment:
    """`revision` is the server's last accepted revision (0 before the first)."""

    assessment_id: str
    assignment_id: str
    rubric_digest: str
    state: AssessmentState
    revision: int
    feedback: str
    scores: tuple[CriterionScore, ...]
    updated_at: datetime

    def score_of(self, criterion_id: str) -> CriterionScore | None:
        return next((s for s in self.scores if s.criterion_id == criterion_id), None)


class Gap(StrEnum):
    """What can be missing before a submit."""

    LEVEL = "level"
    EVIDENCE = "evidence"
    RATIONALE = "rationale"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Missing:
    gap: Gap
    criterion: Criterion | None = None


class IncompleteAssessment(Exception):
    """A submit was asked for while something is missing; nothing was changed."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(", ".join(f"{m.gap}{f' of {m.criterion.name}' if m.criterion else ''}" for m in missing))


def missing_parts(
    assessment: Assessment, rubric: Rubric, policy: Policy, annotations: Mapping[str, Annotation]
) -> tuple[Missing, ...]:
    """List what `policy` still asks for, in rubric order, feedback last.

    A citation counts when the annotation is live and linked to that criterion. A criterion with a
    condition code needs a rationale (the reason), but no level and no citation. When a code sends the whole
    submission back, nothing is asked of the criteria without one.
    """
    scores = (assessment.score_of(criterion.criterion_id) for criterion in rubric.criteria)
    is_sent_back = policy.sends_back(s.condition_code for s in scores if s is not None and s.condition_code is not None)
    missing = [
        gap
        for criterion in rubric.criteria
        if not is_sent_back or _is_coded(assessment, criterion)
        for gap in _gaps(criterion, assessment, policy, annotations)
    ]
    if not assessment.feedback.strip():
        missing.append(Missing(Gap.FEEDBACK))
    return tuple(missing)


def counted_citations(score: CriterionScore, annotations: Mapping[str, Annotation]) -> int:
    """How many cited annotations count as evidence for the score's criterion."""
    cited = (annotations.get(annotation_id) for annotation_id in score.cited)
    return sum(1 for a in cited if a is not None and a.is_evidence and a.criterion_id == score.criterion_id)


def _is_coded(assessment: Assessment, criterion: Criterion) -> bool:
    score = assessment.score_of(criterion.criterion_id)
    return score is not None and score.condition_code is not None


def _gaps(
    criterion: Criterion, assessment: Assessment, policy: Policy, annotations: Mapping[str, Annotation]
) -> list[Missing]:
    score = assessment.score_of(criterion.criterion_id)
    if score is None or not score.is_scored:
        return [Missing(Gap.LEVEL, criterion)]
    gaps = []
    if score.condition_code is None and counted_citations(score, annotations) < policy.citations_per_criterion:
        gaps.append(Missing(Gap.EVIDENCE, criterion))
    needs_rationale = policy.is_rationale_required or score.condition_code is not None
    if needs_rationale and not score.rationale.strip():
        gaps.append(Missing(Gap.RATIONALE, criterion))
    return gaps
