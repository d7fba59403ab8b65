"""What published objects mean: rubric, achievement and policy as the domain knows them, for both ends of the wire."""

from decimal import Decimal

from assessor_app.domain.policy import DEFAULT_CONDITION_CODES, ConditionCode, DecisionRule, DiscrepancyRule, Policy
from assessor_app.domain.rubric import Achievement, Criterion, Level, Rubric
from assessor_app.wire.achievement import (
    AchievementDoc,
    CFCriterion,
    CFLevel,
    CFRubricDoc,
    DoubleScoringDoc,
    PolicyDoc,
)

MORE_THAN_ONE_LEVEL = "more-than-one-level"
_TWO_APART = 2


def rubric_from(rubric_id: str, doc: CFRubricDoc, digest: str) -> Rubric:
    criteria = sorted(doc.criteria, key=lambda criterion: criterion.position)
    return Rubric(
        rubric_id=rubric_id,
        title=doc.title,
        digest=digest,
        criteria=tuple(_criterion(number, each) for number, each in enumerate(criteria, start=1)),
    )


def achievement_from(achievement_id: str, doc: AchievementDoc, digest: str) -> Achievement:
    """Members that OB3 does not define (competency, stack, contact hours) are read from what travelled along."""
    described = [(result.criterion_uri, result) for result in doc.result_description if result.criterion_uri]
    return Achievement(
        achievement_id=achievement_id,
        name=doc.name,
        description=doc.description,
        digest=digest,
        required_levels=tuple((uri, result.required_level) for uri, result in described if result.required_level),
        result_descriptions=tuple((uri, result.id) for uri, result in described),
        competency=_extra(doc, "competency"),
        key_method=_extra(doc, "key_method"),
        contact_hours=_extra(doc, "contactHours"),
        stack_name=_extra(doc, "stack"),
    )


def policy_from(policy_id: str, doc: PolicyDoc, digest: str) -> Policy:
    """Raises ValueError for a decision rule that is not known: it must not look like another one."""
    return Policy(
        policy_id=policy_id,
        version=doc.version,
        digest=digest,
        rule=DecisionRule(doc.decision.rule),
        threshold=Decimal(doc.decision.threshold) if doc.decision.threshold is not None else None,
        citations_per_criterion=doc.evidence.citations_per_criterion,
        is_rationale_required=doc.evidence.rationale_required,
        condition_codes=tuple(ConditionCode(c.code, c.name, c.effect) for c in doc.condition_codes)
        or DEFAULT_CONDITION_CODES,
        rounding=doc.decision.rounding or "none",
        discrepancy=discrepancy_from(doc.double_scoring),
        earlier_scores=doc.blind.earlier_scores,
        is_declaration_required=doc.integrity.declaration,
    )


def discrepancy_from(doc: DoubleScoringDoc) -> DiscrepancyRule:
    """By levels, by decision, or, where a distance is given beside `decision-differs`, by both."""
    if doc.discrepancy == MORE_THAN_ONE_LEVEL:
        return DiscrepancyRule(levels_apart=doc.levels_apart or _TWO_APART, is_decision_enough=False)
    return DiscrepancyRule(levels_apart=doc.levels_apart)


def _criterion(number: int, doc: CFCriterion) -> Criterion:
    """Levels run from the lowest to the highest position, as OB3 orders them.

    What has no name is named by its place. Anything that would change the meaning is left as it came: what is wrong
    with it then is for domain.rubric_flaws to say.
    """
    levels = sorted(doc.levels, key=lambda level: level.position)
    return Criterion(
        criterion_id=doc.uri,
        number=number,
        name=_name(doc.category, doc.description, f"Criterion {number}"),
        description=doc.description,
        weight=_exact(doc.weight),
        levels=tuple(_level(rank, level) for rank, level in enumerate(levels, start=1)),
    )


def _level(rank: int, doc: CFLevel) -> Level:
    return Level(
        level_id=doc.uri,
        name=_name(doc.quality, f"Level {rank}"),
        descriptor=doc.description,
        score=_exact(doc.score),
        position=doc.position,
        canned_feedback=doc.feedback,
    )


def _name(*offered: str | None) -> str:
    """The first that says anything, on one line."""
    return next((words for words in (" ".join((each or "").split()) for each in offered) if words), "")


def _exact(number: float) -> Decimal:
    """Return the decimal a JSON number was written as: the shortest text that reads back the same."""
    return Decimal(repr(number))


def _extra(doc: AchievementDoc, member: str) -> str:
    """A text or number, or the name of something given as an object with one."""
    value = (doc.model_extra or {}).get(member)
    if isinstance(value, dict):
        value = value.get("name")
    return str(value) if value is not None else ""
