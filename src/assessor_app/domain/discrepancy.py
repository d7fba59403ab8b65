"""The one discrepancy rule: whether two assessments differ so much that a third person decides, and in what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessor_app.domain.policy import DiscrepancyRule, Effect, Policy
from assessor_app.domain.rubric import Criterion, Rubric


class Difference(StrEnum):
    """How two scores of one criterion differ."""

    LEVELS = "levels"
    CONDITION = "condition"
    """One of the two could not score it and the other could, or they could not for reasons of unlike effect."""
    UNANSWERED = "unanswered"
    """Only one of the two says anything about it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One assessment as far as the rule looks at it: criterion id -> level id or condition code, and the decision."""

    levels: Mapping[str, str]
    conditions: Mapping[str, str] = field(default_factory=dict)
    decision: str = ""


@dataclass(frozen=True, slots=True)
class CriterionDifference:
    """`levels_apart` counts positions (0 where no levels are compared); `is_decisive`: alone reason enough."""

    criterion_id: str
    difference: Difference
    is_decisive: bool
    levels_apart: int = 0


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Every criterion scored differently, in rubric order, and whether all of it amounts to a discrepancy."""

    criteria: tuple[CriterionDifference, ...]
    is_decision_different: bool
    is_discrepant: bool

    def at(self, criterion_id: str) -> CriterionDifference | None:
        return next((found for found in self.criteria if found.criterion_id == criterion_id), None)


def differs(rubric: Rubric, policy: Policy, first: Scored, second: Scored) -> Discrepancy:
    """Compare two assessments under `policy.discrepancy`. Raises UnknownLevel for a level the rubric does not have.

    A level against a condition code always counts: one of the two saw what the other could not see.
    """
    found = tuple(each for criterion in rubric.criteria for each in _at(criterion, policy, first, second))
    is_decision_different = first.decision != second.decision
    by_decision = is_decision_different and policy.discrepancy.is_decision_enough
    return Discrepancy(found, is_decision_different, by_decision or any(each.is_decisive for each in found))


def _at(criterion: Criterion, policy: Policy, first: Scored, second: Scored) -> Iterator[CriterionDifference]:
    here = criterion.criterion_id
    levels = [scored.levels.get(here) for scored in (first, second)]
    codes = [scored.conditions.get(here) for scored in (first, second)]
    if levels[0] and levels[1]:
        yield from _levels(criterion, policy.discrepancy, levels[0], levels[1])
    elif codes[0] and codes[1]:
        if _effect(policy, codes[0]) is not _effect(policy, codes[1]):
            yield CriterionDifference(here, Difference.CONDITION, is_decisive=True)
    elif any(levels) and any(codes):
        yield CriterionDifference(here, Difference.CONDITION, is_decisive=True)
    elif any(levels) or any(codes):
        # Left open where a condition code made the rest optional: what that means is in the decision.
        yield CriterionDifference(here, Difference.UNANSWERED, is_decisive=False)


def _levels(criterion: Criterion, rule: DiscrepancyRule, one: str, other: str) -> Iterator[CriterionDifference]:
    apart = abs(_rank(criterion, one) - _rank(criterion, other))
    if apart:
        is_decisive = rule.levels_apart is not None and apart >= rule.levels_apart
        yield CriterionDifference(criterion.criterion_id, Difference.LEVELS, is_decisive, apart)


def _rank(criterion: Criterion, level_id: str) -> int:
    """Where a level stands from the lowest, whatever numbers the issuer gave as positions (0, 10, 20 are one apart)."""
    return sorted(level.position for level in criterion.levels).index(criterion.level(level_id).position)


def _effect(policy: Policy, code: str) -> Effect:
    known = policy.condition(code)
    return known.kind if known is not None else Effect.UNSUPPORTED
