"""The one decision rule: levels, points and weights in exact decimals, condition codes, scope, broken rubrics."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.domain.assessment import Decision
from assessor_app.domain.decision import Explanation, Standing, Why, decide, explain
from assessor_app.domain.policy import DEFAULT_CONDITION_CODES, ConditionCode, DecisionRule, Effect, Policy
from assessor_app.domain.rounding import UnknownRounding, exact_text, rounded
from assessor_app.domain.rubric import Criterion, Level, Rubric

CODES = (
    ConditionCode("none", "not scored", Effect.NOT_SCORED),
    ConditionCode("low", "lowest", Effect.LOWEST),
    ConditionCode("out", "left out", Effect.LEFT_OUT),
    ConditionCode("back", "returned", Effect.RETURNED),
    ConditionCode("odd", "of a later version", "criterion-halved"),
)


def level(criterion: int, step: int, score: str | None = None) -> Level:
    return Level(f"c{criterion}/l{step}", f"step {step}", "", Decimal(score or step), step)


def rubric(*weights: str, required: int | None = 1) -> Rubric:
    criteria = tuple(
        Criterion(
            f"c{n}", n, f"criterion {n}", "", Decimal(weight), tuple(level(n, step) for step in (0, 1, 2, 3)),
            None if required is None else f"c{n}/l{required}",
        )
        for n, weight in enumerate(weights or ("1", "1"), start=1)
    )  # fmt: skip
    return Rubric("r", "a rubric", "digest", criteria)


def policy(
    rule: DecisionRule = DecisionRule.ALL_REQUIRED, threshold: str | None = None, rounding: str = "none"
) -> Policy:
    limit = Decimal(threshold) if threshold is not None else None
    return Policy("p", "1", "digest", rule, limit, condition_codes=CODES, rounding=rounding)


def points(threshold: str, rounding: str = "none") -> Policy:
    return policy(DecisionRule.THRESHOLD, threshold, rounding)


def mean(threshold: str, rounding: str = "none") -> Policy:
    return policy(DecisionRule.WEIGHTS, threshold, rounding)


def at(*steps: int) -> dict[str, str]:
    return {f"c{n}": f"c{n}/l{step}" for n, step in enumerate(steps, start=1)}


# Levels, points, weights


def test_a_mean_of_weights_no_binary_float_can_add_up_hits_its_limit_exactly() -> None:
    """(0.1 * 2 + 0.2 * 3 + 0.1 * 3) / 0.4 is 2.75, of numbers that binary floats only come near."""
    given_weights = rubric("0.1", "0.2", "0.1")
    explained = explain(given_weights, mean("2.75"), at(2, 3, 3))
    assert (explained.decision, explained.total, explained.threshold) == (Decision.AWARDED, "2.75", "2.75")
    assert decide(given_weights, mean("2.7500000000000000000000000000000000001"), at(2, 3, 3)) is Decision.NOT_YET


def test_a_third_is_not_rounded_up_to_a_limit_just_above_it() -> None:
    thirds = rubric("0.1", "0.2")
    assert decide(thirds, mean("1.6666666666666666666666666667"), at(1, 2)) is Decision.NOT_YET
    assert decide(thirds, mean("1.6666666666666666666666666666"), at(1, 2)) is Decision.AWARDED


@pytest.mark.parametrize(
    ("rounding", "limit", "decision"),
    [
        ("none", "1.67", Decision.NOT_YET),
        ("half-up-2", "1.67", Decision.AWARDED),
        ("half-even-2", "1.67", Decision.AWARDED),
        ("down-2", "1.67", Decision.NOT_YET),
        ("down-2", "1.66", Decision.AWARDED),
        ("half-up-0", "2", Decision.AWARDED),
        ("down-0", "2", Decision.NOT_YET),
        ("up-a-bit", "1", Decision.UNDECIDED),
    ],
)
def test_what_is_compared_is_the_rounded_mean(rounding: str, limit: str, decision: Decision) -> None:
    assert decide(rubric("0.1", "0.2"), mean(limit, rounding), at(1, 2)) is decision


@pytest.mark.parametrize(
    ("rule", "value", "result"),
    [
        ("half-up-1", "0.25", "0.3"),
        ("half-even-1", "0.25", "0.2"),
        ("half-even-1", "0.35", "0.4"),
        ("down-1", "0.29", "0.2"),
        ("half-up-0", "-2.5", "-3"),
        ("down-0", "-2.5", "-2"),
        ("half-even-0", "2.5", "2"),
        ("none", "2.34567", "2.34567"),
    ],
)
def test_rounding_is_what_its_name_says(rule: str, value: str, result: str) -> None:
    assert rounded(Fraction(value), rule) == Fraction(result)


@pytest.mark.parametrize("rule", ["half-up", "half-up-", "half-up-x", "half-down-2", "half-up-2 ", "half-up-123"])
def test_a_rounding_nobody_stated_is_refused(rule: str) -> None:
    with pytest.raises(UnknownRounding):
        rounded(Fraction(1), rule)


@given(st.fractions(max_denominator=10**6), st.integers(0, 6))
def test_rounding_agrees_with_decimals(value: Fraction, digits: int) -> None:
    """An independent way: exact integer neighbours, the nearer one wins."""
    unit = Fraction(1, 10**digits)
    for rule in ("half-up", "half-even", "down"):
        near = rounded(value, f"{rule}-{digits}")
        assert (near / unit).denominator == 1
        assert abs(near - value) <= (unit if rule == "down" else unit / 2)
    assert abs(rounded(value, f"down-{digits}")) <= abs(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("7.5", "7.5"),
        ("8", "8"),
        ("-0.25", "-0.25"),
        ("5/3", "1.6666…"),
        ("-5/3", "-1.6666…"),
        ("0", "0"),
        ("1/8", "0.125"),
    ],
)
def test_a_total_reads_as_the_decimal_it_is(value: str, words: str) -> None:
    assert exact_text(Fraction(value)) == words


def test_a_total_just_below_the_threshold_never_reads_as_the_threshold() -> None:
    assert exact_text(Fraction("2.75") - Fraction(1, 10**15)) == "2.7499…"


def test_points_are_added_up_without_weights() -> None:
    explained = explain(rubric("5", "7"), points("4"), at(1, 3))
    assert (explained.decision, explained.total, explained.most) == (Decision.AWARDED, "4", "6")
    assert decide(rubric("5", "7"), points("4.0001"), at(1, 3)) is Decision.NOT_YET


def test_a_required_level_says_nothing_where_points_count() -> None:
    assert decide(rubric(required=3), points("2"), at(0, 2)) is Decision.AWARDED


@pytest.mark.parametrize("rule", [DecisionRule.THRESHOLD, DecisionRule.WEIGHTS])
def test_points_without_a_threshold_decide_nothing(rule: DecisionRule) -> None:
    """Nobody is awarded anything because the issuer forgot a number."""
    for threshold in (None, "NaN", "Infinity", "1E999999999", "1E-999999999"):
        explained = explain(rubric(), policy(rule, threshold), at(3, 3))
        assert (explained.decision, explained.why) == (Decision.UNDECIDED, Why.UNSUPPORTED)


# Properties

STEPS = st.lists(st.integers(0, 3), min_size=1, max_size=7)
RULES = st.sampled_from(["all", "points", "mean"])
WEIGHTS = st.decimals("0.01", "9", places=2)


def _rule(name: str, threshold: Decimal) -> Policy:
    return {"all": policy(), "points": points(str(threshold)), "mean": mean(str(threshold))}[name]


@given(STEPS, RULES, st.decimals("0", "12", places=2), st.data())
def test_raising_a_level_never_takes_an_award_away(
    steps: list[int], rule: str, threshold: Decimal, data: st.DataObject
) -> None:
    weights = data.draw(st.lists(WEIGHTS, min_size=len(steps), max_size=len(steps)))
    which = data.draw(st.integers(0, len(steps) - 1))
    higher = [min(3, step + (n == which)) for n, step in enumerate(steps)]
    of = rubric(*map(str, weights))
    before, after = (decide(of, _rule(rule, threshold), at(*chosen)) for chosen in (steps, higher))
    assert before is not Decision.AWARDED or after is Decision.AWARDED


@given(STEPS, RULES, st.decimals("0", "12", places=2), st.randoms(use_true_random=False))
def test_neither_the_order_of_criteria_nor_of_scores_matters(
    steps: list[int], rule: str, threshold: Decimal, chance: object
) -> None:
    of = rubric(*(str(Decimal(n) / 10) for n in range(1, len(steps) + 1)))
    shuffled = list(of.criteria)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    scores = at(*steps)
    turned = dict(reversed(scores.items()))
    judged = explain(of, _rule(rule, threshold), scores)
    other = explain(replace(of, criteria=tuple(shuffled)), _rule(rule, threshold), turned)
    assert (judged.decision, judged.total, judged.most) == (other.decision, other.total, other.most)


@given(st.lists(st.tuples(WEIGHTS, st.integers(0, 3)), min_size=1, max_size=6))
def test_a_threshold_equal_to_the_total_is_reached_and_one_above_is_not(scored: list[tuple[Decimal, int]]) -> None:
    of, scores = rubric(*(str(weight) for weight, _ in scored)), at(*(step for _, step in scored))
    total = sum(step for _, step in scored)
    assert decide(of, points(str(total)), scores) is Decision.AWARDED
    assert decide(of, points(f"{total}.00000000000000000000000000000000001"), scores) is Decision.NOT_YET


# Condition codes


@pytest.mark.parametrize(
    ("code", "decision"),
    [
        ("none", Decision.NOT_YET),
        ("low", Decision.NOT_YET),
        ("out", Decision.AWARDED),
        ("back", Decision.RETURNED),
        ("odd", Decision.UNDECIDED),
        ("never heard of", Decision.UNDECIDED),
    ],
)
def test_what_a_code_does_where_every_criterion_is_required(code: str, decision: Decision) -> None:
    assert decide(rubric(), policy(), {"c1": "c1/l3"}, {"c2": code}) is decision


def test_a_criterion_that_cannot_be_scored_is_not_reached_even_if_it_requires_no_level() -> None:
    assert decide(rubric(required=None), policy(), {"c1": "c1/l3"}, {"c2": "none"}) is Decision.NOT_YET
    assert decide(rubric(required=None), policy(), {"c1": "c1/l3"}, {"c2": "low"}) is Decision.AWARDED


@pytest.mark.parametrize(("code", "total", "most"), [("none", "3", "6"), ("low", "4", "8"), ("out", "3", "3")])
def test_what_a_code_does_to_points(code: str, total: str, most: str) -> None:
    """The lowest level of the second criterion is worth one point here, its highest five."""
    of = rubric()
    second = replace(of.criteria[1], levels=(level(2, 0, "1"), level(2, 1, "5")))
    of = replace(of, criteria=(of.criteria[0], second if code == "low" else of.criteria[1]))
    explained = explain(of, points("3"), {"c1": "c1/l3"}, {"c2": code})
    assert (explained.decision, explained.total, explained.most) == (Decision.AWARDED, total, most)


def test_a_criterion_not_scored_keeps_its_weight_and_one_left_out_does_not() -> None:
    of = rubric("1", "3")
    assert explain(of, mean("1"), {"c1": "c1/l3"}, {"c2": "none"}).total == "0.75"
    assert explain(of, mean("1"), {"c1": "c1/l3"}, {"c2": "out"}).total == "3"


@pytest.mark.parametrize("rule", [policy(), points("0"), mean("0")], ids=["all", "points", "mean"])
def test_when_everything_is_left_out_nothing_is_decided(rule: Policy) -> None:
    explained = explain(rubric(), rule, {}, {"c1": "out", "c2": "out"})
    assert (explained.decision, explained.why) == (Decision.UNDECIDED, Why.NOTHING_COUNTS)


def test_sending_back_needs_no_other_criterion_and_beats_everything_else() -> None:
    assert decide(rubric(), policy(), {}, {"c2": "back"}) is Decision.RETURNED
    assert decide(rubric(), policy(), {"c1": "c1/l3"}, {"c1": "odd", "c2": "back"}) is Decision.RETURNED
    assert decide(rubric(), points("0"), {}, {"c1": "back"}) is Decision.RETURNED


def test_a_code_of_a_criterion_outside_the_rubric_does_nothing() -> None:
    assert decide(rubric(), policy(), at(3, 3), {"c9": "back"}) is Decision.AWARDED


def test_a_code_counts_before_a_level_that_was_left_beside_it() -> None:
    assert decide(rubric(), policy(), at(3, 3), {"c2": "none"}) is Decision.NOT_YET


def test_the_default_codes_are_distinct_and_all_have_an_effect_this_version_knows() -> None:
    assert len({code.code for code in DEFAULT_CONDITION_CODES}) == len(DEFAULT_CONDITION_CODES) == 6
    assert all(code.kind is not Effect.UNSUPPORTED and code.name for code in DEFAULT_CONDITION_CODES)


# Scope


def test_a_narrowed_rubric_decides_over_its_criteria_where_levels_are_required() -> None:
    narrowed = rubric("1", "1", "1").within({"c2"})
    assert narrowed.is_narrowed
    assert decide(narrowed, policy(), {"c2": "c2/l1"}) is Decision.AWARDED
    assert decide(narrowed, policy(), {"c2": "c2/l0"}) is Decision.NOT_YET


@pytest.mark.parametrize("rule", [points("1"), mean("1")], ids=["points", "mean"])
def test_points_over_a_narrowed_rubric_are_told_but_not_decided(rule: Policy) -> None:
    explained = explain(rubric("1", "1").within({"c2"}), rule, {"c2": "c2/l3"})
    assert (explained.decision, explained.why, explained.total) == (Decision.UNDECIDED, Why.NARROWED, "3")


def test_a_scope_of_all_criteria_narrows_nothing() -> None:
    assert not rubric().within({"c1", "c2"}).is_narrowed
    assert not rubric().within(()).is_narrowed
    assert decide(rubric().within({"c1", "c2"}), points("2"), at(1, 1)) is Decision.AWARDED


@pytest.mark.parametrize("rule", [policy(), points("0"), mean("0")], ids=["all", "points", "mean"])
def test_a_rubric_without_criteria_awards_nothing(rule: Policy) -> None:
    assert decide(rubric().within({"c9"}), rule, {}) is Decision.UNDECIDED


# Broken rubrics


def test_a_required_level_that_points_nowhere_leaves_the_decision_open() -> None:
    broken = replace(rubric(), criteria=tuple(replace(c, required_level_id="gone") for c in rubric().criteria))
    explained = explain(broken, policy(), at(3, 3))
    assert (explained.decision, explained.why) == (Decision.UNDECIDED, Why.BROKEN_RUBRIC)
    assert decide(broken, points("6"), at(3, 3)) is Decision.AWARDED


@pytest.mark.parametrize("weights", [("0", "0"), ("-1", "3")])
def test_weights_that_weigh_nothing_or_less_leave_the_decision_open(weights: tuple[str, str]) -> None:
    explained = explain(rubric(*weights), mean("1"), at(3, 3))
    assert (explained.decision, explained.why) == (Decision.UNDECIDED, Why.BROKEN_RUBRIC)


def test_one_weight_of_zero_takes_its_criterion_out_of_the_mean() -> None:
    assert explain(rubric("0", "2"), mean("3"), at(0, 3)).total == "3"


def test_a_criterion_without_levels_can_only_take_a_code() -> None:
    bare = replace(rubric(), criteria=(replace(rubric().criteria[0], levels=()), rubric().criteria[1]))
    assert decide(bare, points("1"), {"c2": "c2/l1"}, {"c1": "low"}) is Decision.AWARDED
    assert decide(bare, policy(), {"c2": "c2/l1"}, {"c1": "low"}) is Decision.NOT_YET


# What a decision rests on


def test_the_criterion_that_is_not_reached_is_named() -> None:
    explained = explain(rubric(), policy(), at(3, 0))
    assert [part.criterion.number for part in explained.of(Standing.NOT_REACHED)] == [2]
    assert [part.criterion.number for part in explained.of(Standing.REACHED)] == [1]


def test_what_is_open_is_named_and_what_is_missed_already_too() -> None:
    explained = explain(rubric("1", "1", "1"), policy(), {"c1": "c1/l0"})
    assert (explained.decision, explained.why) == (Decision.UNDECIDED, Why.OPEN)
    assert [part.criterion.number for part in explained.of(Standing.OPEN)] == [2, 3]
    assert [part.criterion.number for part in explained.of(Standing.NOT_REACHED)] == [1]


def test_points_so_far_are_told_while_criteria_are_open() -> None:
    explained = explain(rubric(), points("4"), {"c1": "c1/l3"})
    assert (explained.decision, explained.why, explained.total, explained.most) == (
        Decision.UNDECIDED, Why.OPEN, "3", "6",
    )  # fmt: skip


CHOICES = [None, "c/l0", "c/l3", "none", "low", "out", "back", "odd"]


@pytest.mark.parametrize(
    "rule", [policy(), points("3"), mean("1.5"), points("3", "up")], ids=["all", "sum", "mean", "odd"]
)
def test_every_combination_is_answered(rule: Policy) -> None:
    """Whatever is chosen, there is an explanation with one part per criterion."""
    for first, second in product(CHOICES, CHOICES):
        chosen: Mapping[str, str | None] = {"c1": first, "c2": second}
        levels = {c: f"{c}/{v[2:]}" for c, v in chosen.items() if v is not None and v.startswith("c/")}
        codes = {c: v for c, v in chosen.items() if v is not None and not v.startswith("c/")}
        explained = explain(rubric(), rule, levels, codes)
        assert isinstance(explained, Explanation)
        assert len(explained.parts) == 2
        assert (explained.decision is Decision.RETURNED) == ("back" in (first, second))
