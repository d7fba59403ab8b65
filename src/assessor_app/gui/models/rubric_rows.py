"""What the rubric panel shows of one criterion: the score, its citations and what is still missing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from assessor_app.domain.annotation import Annotation, TimeSelector
from assessor_app.domain.assessment import Assessment, Decision, Gap, Missing
from assessor_app.domain.decision import Explanation, explain_assessment
from assessor_app.domain.policy import ConditionCode, DecisionRule, Effect, Policy
from assessor_app.domain.rubric import Criterion, Level, Rubric
from assessor_app.domain.rubric_flaws import has_sound_scale

OFFERED = 50
"""A menu longer than this is no help; the moments list has them all."""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """`cited` are live citations in order of time, `offered` this criterion's moments not yet cited, newest first."""

    criterion: Criterion
    level: Level | None
    condition_code: str | None
    rationale: str
    cited: tuple[Annotation, ...]
    offered: tuple[Annotation, ...]
    moments: int
    gaps: frozenset[Gap]
    citations_needed: int
    condition: ConditionCode | None = None
    """The code with its name and effect; of a code the policy no longer has, its bare name."""
    has_feedback: bool = False
    weighs: bool = False
    """Whether weights count in the decision."""

    @property
    def required(self) -> Level | None:
        levels = (level for level in self.criterion.levels if level.level_id == self.criterion.required_level_id)
        return next(levels, None)

    @property
    def takes_levels(self) -> bool:
        return has_sound_scale(self.criterion)

    @property
    def is_scored(self) -> bool:
        return self.level is not None or self.condition_code is not None

    @property
    def lacks_evidence(self) -> bool:
        return Gap.EVIDENCE in self.gaps


@dataclass(frozen=True, slots=True)
class Linked:
    """The live marks linked to a criterion: how many, and as many of the newest as are of use."""

    count: int
    newest: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class RubricSummary:
    """`uncited` counts scored criteria short of evidence; `partly_cited` when some of them cite something.

    `missing` is everything a submit would still ask for, in rubric order.
    """

    scored: int
    criteria: int
    uncited: int
    partly_cited: bool
    explained: Explanation
    policy: Policy
    missing: tuple[Missing, ...] = ()

    @property
    def decision(self) -> Decision:
        return self.explained.decision

    @property
    def lacks_feedback(self) -> bool:
        return any(each.gap is Gap.FEEDBACK for each in self.missing)

    def lacking(self, gap: Gap) -> int:
        """How many criteria lack this."""
        return sum(1 for each in self.missing if each.gap is gap and each.criterion is not None)


def criterion_row(
    criterion: Criterion,
    assessment: Assessment,
    policy: Policy,
    annotations: Mapping[str, Annotation],
    linked: Linked,
    missing: Iterable[Missing],
) -> CriterionRow:
    score = assessment.score_of(criterion.criterion_id)
    cited_ids = score.cited if score else ()
    cited = (annotations.get(annotation_id) for annotation_id in cited_ids)
    level_id = score.level_id if score else None
    code = score.condition_code if score else None
    return CriterionRow(
        criterion=criterion,
        level=next((level for level in criterion.levels if level.level_id == level_id), None),
        condition_code=code,
        rationale=score.rationale if score else "",
        cited=tuple(sorted((a for a in cited if a is not None and a.is_evidence), key=in_order)),
        offered=_offered(linked.newest, frozenset(cited_ids)),
        moments=linked.count,
        gaps=frozenset(m.gap for m in missing if m.criterion == criterion),
        citations_needed=policy.citations_per_criterion,
        condition=_condition(policy, code),
        has_feedback=bool(score and score.feedback.strip()),
        weighs=policy.rule is DecisionRule.WEIGHTS,
    )


def _condition(policy: Policy, code: str | None) -> ConditionCode | None:
    if code is None:
        return None
    return policy.condition(code) or ConditionCode(code, code, Effect.UNSUPPORTED)


def summary(rubric: Rubric, policy: Policy, assessment: Assessment, missing: Collection[Missing]) -> RubricSummary:
    known = {c.criterion_id for c in rubric.criteria}
    short = {m.criterion.criterion_id for m in missing if m.gap is Gap.EVIDENCE and m.criterion is not None}
    return RubricSummary(
        scored=sum(1 for s in assessment.scores if s.is_scored and s.criterion_id in known),
        criteria=len(rubric.criteria),
        uncited=len(short),
        partly_cited=any(s.cited for s in assessment.scores if s.criterion_id in short),
        explained=explain_assessment(rubric, policy, assessment),
        policy=policy,
        missing=tuple(missing),
    )


def in_order(annotation: Annotation) -> tuple[str, int, str]:
    """Sort key: by artifact, then by time, then by age."""
    selector = annotation.selector
    start_us = selector.start_us if isinstance(selector, TimeSelector) else 0
    return annotation.artifact_id, start_us, annotation.annotation_id


def _offered(newest: Iterable[Annotation], cited_ids: frozenset[str]) -> tuple[Annotation, ...]:
    uncited = (a for a in newest if a.annotation_id not in cited_ids)
    return tuple(islice(uncited, OFFERED))
