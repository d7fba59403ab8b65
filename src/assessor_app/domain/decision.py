"""The one decision rule: what scores imply under the policy, for the app (provisional) and the server (for good)."""

from collections.abc import Mapping
from decimal import Decimal

from assessor_app.domain.assessment import Decision
from assessor_app.domain.policy import DecisionRule, Policy
from assessor_app.domain.rubric import Rubric


def decide(rubric: Rubric, policy: Policy, levels: Mapping[str, str]) -> Decision:
    """Decide from `levels` (criterion id -> level id); undecided while any criterion has no level.

    Raises UnknownLevel for a level the rubric does not have. Decimals are exact: no rounding here.
    """
    if any(criterion.criterion_id not in levels for criterion in rubric.criteria):
        return Decision.UNDECIDED
    if policy.rule is DecisionRule.ALL_REQUIRED:
        is_met = all(c.reaches_required(levels[c.criterion_id]) for c in rubric.criteria)
    else:
        is_met = _points(rubric, policy, levels) >= (policy.threshold or Decimal(0))
    return Decision.AWARDED if is_met else Decision.NOT_YET


def _points(rubric: Rubric, policy: Policy, levels: Mapping[str, str]) -> Decimal:
    """Plain total for a threshold, weighted mean for weights."""
    scores = [(c.weight, c.level(levels[c.criterion_id]).score) for c in rubric.criteria]
    if policy.rule is DecisionRule.THRESHOLD:
        return sum((score for _, score in scores), Decimal(0))
    total = sum((weight for weight, _ in scores), Decimal(0))
    return sum((weight * score for weight, score in scores), Decimal(0)) / total
