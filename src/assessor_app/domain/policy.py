"""The issuing server's rules for one achievement: how a decision follows, what evidence a level needs."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class DecisionRule(StrEnum):
    ALL_REQUIRED = "all-required"
    THRESHOLD = "threshold"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class ConditionCode:
    """A stated reason why a criterion cannot be scored, with its defined effect (issuer data)."""

    code: str
    name: str
    effect: str


@dataclass(frozen=True, slots=True)
class Policy:
    """`threshold` is points (rule threshold) or a weighted mean (rule weights), exact decimals."""

    policy_id: str
    version: str
    digest: str
    rule: DecisionRule = DecisionRule.ALL_REQUIRED
    threshold: Decimal | None = None
    citations_per_criterion: int = 1
    is_rationale_required: bool = True
    condition_codes: tuple[ConditionCode, ...] = ()
