"""The issuing server's rules for one achievement: how a decision follows, what evidence a level needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class DecisionRule(StrEnum):
    ALL_REQUIRED = "all-required"
    THRESHOLD = "threshold"
    WEIGHTS = "weights"


class Effect(StrEnum):
    """What a condition code does to the decision.

    NOT_SCORED: the criterion counts as not reached, so nothing can be awarded where every criterion is required;
    with points or weights it brings none. LOWEST: it counts as the lowest level. LEFT_OUT: it is left out of the
    decision. RETURNED: the whole submission goes back to the candidate, whatever else was scored.
    UNSUPPORTED: an effect this version does not know; the decision stays open.
    """

    NOT_SCORED = "criterion-not-scored"
    LOWEST = "lowest-level"
    LEFT_OUT = "criterion-left-out"
    RETURNED = "submission-returned"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class ConditionCode:
    """A stated reason why a criterion cannot be scored, with its defined effect (issuer data)."""

    code: str
    name: str
    effect: str

    @property
    def kind(self) -> Effect:
        return Effect(self.effect) if self.effect in set(Effect) else Effect.UNSUPPORTED


DEFAULT_CONDITION_CODES = (
    ConditionCode("no_audio", "No sound, or speech cannot be made out", Effect.NOT_SCORED),
    ConditionCode("wrong_clip", "The file does not show the lesson described", Effect.RETURNED),
    ConditionCode("link_dead", "A link does not open", Effect.RETURNED),
    ConditionCode("clip_cut", "The clip was cut or joined in a way that hides what happened", Effect.RETURNED),
    ConditionCode("consent_missing", "The consent statement is missing", Effect.RETURNED),
    ConditionCode("not_legible", "Writing or picture cannot be read", Effect.NOT_SCORED),
)
"""What stands in where the issuer's policy names no codes, on the laptop and on the practice server alike."""


@dataclass(frozen=True, slots=True)
class DiscrepancyRule:
    """When two independent assessments differ so much that a third person decides.

    `levels_apart`: that many levels or more on any criterion (None: levels do not count).
    """

    levels_apart: int | None = None
    is_decision_enough: bool = True


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
    rounding: str = "none"
    """`none`, or how points and means are rounded before they are compared: `half-up-2`, `half-even-1`, `down-0`."""
    discrepancy: DiscrepancyRule = DiscrepancyRule()
    earlier_scores: str = "hidden"
    """Whether scores of an earlier attempt may be seen: `hidden`, `after-own-final` or `shown`."""
    is_declaration_required: bool = True
    """Whether the assessor states, before evidence opens, that they know nobody in it."""

    def condition(self, code: str) -> ConditionCode | None:
        return next((known for known in self.condition_codes if known.code == code), None)

    def effect_of(self, code: str) -> Effect:
        known = self.condition(code)
        return known.kind if known is not None else Effect.UNSUPPORTED

    def sends_back(self, codes: Iterable[str]) -> bool:
        """Whether one of these condition codes sends the whole submission back, so that nothing else is asked for."""
        return any(self.effect_of(code) is Effect.RETURNED for code in codes)
