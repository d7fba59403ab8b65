"""The one decision rule: what scores imply under the policy, for the app (provisional) and the server (for good)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessor_app.domain.assessment import Assessment, Decision
from assessor_app.domain.policy import DecisionRule, Effect, Policy
from assessor_app.domain.rounding import exact_text, is_known, rounded
from assessor_app.domain.rubric import Criterion, Rubric

_MOST_DIGITS = 1_000


class Standing(StrEnum):
    """What a criterion brings to the decision.

    REACHED and NOT_REACHED speak of the required level; COUNTED where points count; LEFT_OUT by a condition code;
    OPEN without level or code; UNKNOWN where nobody can tell: a code or a required level this version cannot place.
    """

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    COUNTED = "counted"
    LEFT_OUT = "left-out"
    OPEN = "open"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """What a decision rests on, or why there is none yet."""

    LEVELS = "levels"
    POINTS = "points"
    CONDITION = "condition"
    OPEN = "open"
    NARROWED = "narrowed"
    NOTHING_COUNTS = "nothing-counts"
    BROKEN_RUBRIC = "broken-rubric"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion's part. `level_id` is the level that counted: the lowest one where a code says so."""

    criterion: Criterion
    standing: Standing
    level_id: str | None = None
    condition_code: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with what it rests on. `total`, `most` and `threshold` are exact decimals as text, "" without points.

    `total` is compared after rounding, a sum or a weighted mean; `most` is what full marks would bring.
    """

    decision: Decision
    why: Why
    parts: tuple[Part, ...] = ()
    total: str = ""
    most: str = ""
    threshold: str = ""

    def of(self, *standings: Standing) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.standing in standings)


def decide(
    rubric: Rubric, policy: Policy, levels: Mapping[str, str], conditions: Mapping[str, str] | None = None
) -> Decision:
    """Decide from `levels` (criterion id -> level id) and `conditions` (criterion id -> condition code).

    Undecided while any criterion has neither. Raises UnknownLevel for a level the rubric does not have.
    """
    return explain(rubric, policy, levels, conditions).decision


def explain(
    rubric: Rubric, policy: Policy, levels: Mapping[str, str], conditions: Mapping[str, str] | None = None
) -> Explanation:
    """Decide, and say what the decision rests on. Where a criterion has both, the code counts, not the level.

    Over a narrowed rubric (Rubric.within) the rule all-required decides about its criteria; points of criteria that
    were met earlier are the issuing server's to add, so there is no decision by points. Left-out criteria bring
    neither points nor weight, and the threshold stays as stated. Raises UnknownLevel.
    """
    codes = conditions or {}
    parts = tuple(_part(c, policy, levels.get(c.criterion_id), codes.get(c.criterion_id)) for c in rubric.criteria)
    if policy.sends_back(codes[c.criterion_id] for c in rubric.criteria if c.criterion_id in codes):
        return Explanation(Decision.RETURNED, Why.CONDITION, parts)
    why_open = _why_open(parts)
    if policy.rule is DecisionRule.ALL_REQUIRED:
        return _by_levels(parts, why_open)
    return _by_points(rubric, policy, parts, why_open)


def explain_assessment(rubric: Rubric, policy: Policy, assessment: Assessment) -> Explanation:
    """What the scores of `assessment` imply. Scores of criteria outside the rubric do not count."""
    levels = {s.criterion_id: s.level_id for s in assessment.scores if s.level_id is not None}
    codes = {s.criterion_id: s.condition_code for s in assessment.scores if s.condition_code is not None}
    return explain(rubric, policy, levels, codes)


def _part(criterion: Criterion, policy: Policy, level_id: str | None, code: str | None) -> Part:
    if code is not None:
        return _coded(criterion, policy, code)
    if level_id is None:
        return Part(criterion, Standing.OPEN)
    criterion.level(level_id)
    return Part(criterion, _standing(criterion, policy, level_id), level_id)


def _coded(criterion: Criterion, policy: Policy, code: str) -> Part:
    effect = policy.effect_of(code)
    if effect is Effect.LOWEST and criterion.levels:
        lowest = criterion.levels[0].level_id
        return Part(criterion, _standing(criterion, policy, lowest), lowest, code)
    standing = {Effect.LEFT_OUT: Standing.LEFT_OUT, Effect.UNSUPPORTED: Standing.UNKNOWN}
    return Part(criterion, standing.get(effect, Standing.NOT_REACHED), None, code)


def _standing(criterion: Criterion, policy: Policy, level_id: str) -> Standing:
    if policy.rule is not DecisionRule.ALL_REQUIRED:
        return Standing.COUNTED
    if criterion.has_dangling_requirement:
        return Standing.UNKNOWN
    return Standing.REACHED if criterion.reaches_required(level_id) else Standing.NOT_REACHED


def _why_open(parts: tuple[Part, ...]) -> Why | None:
    """Why there can be no decision whatever the rule is, if so."""
    standings = {part.standing for part in parts}
    if Standing.UNKNOWN in standings:
        return Why.UNSUPPORTED if any(_is_unplaced(part) for part in parts) else Why.BROKEN_RUBRIC
    if Standing.OPEN in standings:
        return Why.OPEN
    return Why.NOTHING_COUNTS if standings <= {Standing.LEFT_OUT} else None


def _is_unplaced(part: Part) -> bool:
    return part.standing is Standing.UNKNOWN and part.condition_code is not None


def _by_levels(parts: tuple[Part, ...], why_open: Why | None) -> Explanation:
    if why_open is not None:
        return Explanation(Decision.UNDECIDED, why_open, parts)
    is_met = all(part.standing is not Standing.NOT_REACHED for part in parts)
    return Explanation(Decision.AWARDED if is_met else Decision.NOT_YET, Why.LEVELS, parts)


def _by_points(rubric: Rubric, policy: Policy, parts: tuple[Part, ...], why_open: Why | None) -> Explanation:
    why_not = _why_no_points(policy, parts, why_open)
    if why_not is not None or policy.threshold is None:
        return Explanation(Decision.UNDECIDED, why_not or Why.UNSUPPORTED, parts)
    total, most = (rounded(points, policy.rounding) for points in (_points(policy, parts), _most(policy, parts)))
    threshold = Fraction(policy.threshold)
    why = why_open or (Why.NARROWED if rubric.is_narrowed else Why.POINTS)
    decision = Decision.AWARDED if total >= threshold else Decision.NOT_YET
    return Explanation(
        decision=decision if why is Why.POINTS else Decision.UNDECIDED,
        why=why,
        parts=parts,
        total=exact_text(total),
        most=exact_text(most),
        threshold=exact_text(threshold),
    )


def _why_no_points(policy: Policy, parts: tuple[Part, ...], why_open: Why | None) -> Why | None:
    """Why not even a total can be told, if so."""
    if why_open in (Why.UNSUPPORTED, Why.NOTHING_COUNTS):
        return why_open
    if not _is_usable(policy.threshold) or not is_known(policy.rounding):
        return Why.UNSUPPORTED
    if policy.rule is DecisionRule.WEIGHTS and not _can_be_weighed(parts):
        return Why.BROKEN_RUBRIC
    return None


def _is_usable(threshold: Decimal | None) -> bool:
    """A threshold like 1E999999999 would take for ever to compare exactly, and no rubric can reach it."""
    return threshold is not None and threshold.is_finite() and abs(threshold.adjusted()) <= _MOST_DIGITS


def _can_be_weighed(parts: tuple[Part, ...]) -> bool:
    weights = [part.criterion.weight for part in parts if part.standing is not Standing.LEFT_OUT]
    return all(weight >= 0 for weight in weights) and any(weights)


def _points(policy: Policy, parts: tuple[Part, ...]) -> Fraction:
    """What was reached: criteria without level bring none, but their weight counts."""
    return _combined(
        policy, ((part.criterion, _score(part)) for part in parts if part.standing is not Standing.LEFT_OUT)
    )


def _most(policy: Policy, parts: tuple[Part, ...]) -> Fraction:
    counted = (part.criterion for part in parts if part.standing is not Standing.LEFT_OUT)
    best = ((c, max((Fraction(level.score) for level in c.levels), default=Fraction(0))) for c in counted)
    return _combined(policy, best)


def _score(part: Part) -> Fraction:
    return Fraction(part.criterion.level(part.level_id).score) if part.level_id is not None else Fraction(0)


def _combined(policy: Policy, scores: Iterable[tuple[Criterion, Fraction]]) -> Fraction:
    """Plain total for a threshold, weighted mean for weights; fractions, because a third has no exact decimal."""
    if policy.rule is DecisionRule.THRESHOLD:
        return sum((score for _, score in scores), Fraction(0))
    weighed = [(Fraction(criterion.weight), score) for criterion, score in scores]
    return sum((w * score for w, score in weighed), Fraction(0)) / sum((w for w, _ in weighed), Fraction(0))
