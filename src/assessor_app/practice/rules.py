"""The issuer's rules as the server needs them: rubric and policy for the one decision rule, and double scoring."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assessor_app.domain.policy import ConditionCode, DecisionRule, Policy
from assessor_app.domain.rubric import Achievement, Criterion, Level, Rubric
from assessor_app.practice.documents import Published
from assessor_app.wire.achievement import AchievementDoc, CFCriterion, CFLevel, CFRubricDoc, PolicyDoc

MORE_THAN_ONE_LEVEL = "more-than-one-level"


def rubric_doc(published: Published) -> CFRubricDoc:
    return CFRubricDoc.model_validate_json(published.body)


def achievement_doc(published: Published) -> AchievementDoc:
    return AchievementDoc.model_validate_json(published.body)


def policy_doc(published: Published) -> PolicyDoc:
    return PolicyDoc.model_validate_json(published.body)


def domain_rubric(rubric: Published, achievement: Published, scope: Collection[str] = ()) -> Rubric:
    """The rubric with required levels, reduced to the criteria in scope (empty: all)."""
    document = rubric_doc(rubric)
    criteria = sorted(document.criteria, key=lambda criterion: criterion.position)
    whole = Rubric(
        rubric_id=rubric.object_id,
        title=document.title,
        digest=rubric.digest,
        criteria=tuple(_criterion(n, criterion) for n, criterion in enumerate(criteria, start=1)),
    ).requiring(_achievement(achievement))
    if not scope:
        return whole
    return replace(whole, criteria=tuple(c for c in whole.criteria if c.criterion_id in scope))


def domain_policy(published: Published) -> Policy:
    document = policy_doc(published)
    threshold = document.decision.threshold
    return Policy(
        policy_id=published.object_id,
        version=document.version,
        digest=published.digest,
        rule=DecisionRule(document.decision.rule),
        threshold=Decimal(threshold) if threshold is not None else None,
        citations_per_criterion=document.evidence.citations_per_criterion,
        is_rationale_required=document.evidence.rationale_required,
        condition_codes=tuple(ConditionCode(c.code, c.name, c.effect) for c in document.condition_codes),
    )


def discrepancy_rule(policy: Published) -> str:
    return str(_section(policy, "double_scoring").get("discrepancy", "decision-differs"))


def shows_earlier_scores(policy: Published, *, is_own_final_in: bool) -> bool:
    """Whether scores of an earlier attempt may be seen: hidden unless the issuer says otherwise."""
    rule = _section(policy, "blind").get("earlier_scores", "hidden")
    return rule == "shown" or (rule == "after-own-final" and is_own_final_in)


def _section(policy: Published, name: str) -> dict[str, Any]:
    section = policy.document.get(name)
    return section if isinstance(section, dict) else {}


def _achievement(published: Published) -> Achievement:
    document = achievement_doc(published)
    required = tuple(
        (result.criterion_uri, result.required_level)
        for result in document.result_description
        if result.criterion_uri is not None and result.required_level is not None
    )
    return Achievement(
        achievement_id=published.object_id,
        name=document.name,
        description=document.description,
        digest=published.digest,
        required_levels=required,
    )


def _criterion(number: int, criterion: CFCriterion) -> Criterion:
    return Criterion(
        criterion_id=criterion.uri,
        number=number,
        name=criterion.category or criterion.description,
        description=criterion.description,
        weight=Decimal(str(criterion.weight)),
        levels=tuple(_level(level) for level in sorted(criterion.levels, key=lambda level: level.position)),
    )


def _level(level: CFLevel) -> Level:
    return Level(
        level_id=level.uri,
        name=level.quality,
        descriptor=level.description,
        score=Decimal(str(level.score)),
        position=level.position,
        canned_feedback=level.feedback,
    )
