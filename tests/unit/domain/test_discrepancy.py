"""When two independent assessments differ so much that a third person decides, and which criteria they differ in."""

from decimal import Decimal

import pytest

from assessor_app.domain.discrepancy import Difference, Scored, differs
from assessor_app.domain.policy import ConditionCode, DiscrepancyRule, Policy
from assessor_app.domain.rubric import Criterion, Level, Rubric, UnknownLevel

BY_LEVELS = DiscrepancyRule(levels_apart=2, is_decision_enough=False)
BY_DECISION = DiscrepancyRule()
BY_BOTH = DiscrepancyRule(levels_apart=2)


def criterion(name: str, number: int, positions: tuple[int, ...] = (1, 2, 3)) -> Criterion:
    levels = tuple(
        Level(f"{name}{n}", f"Level {n}", "", Decimal(n), position) for n, position in enumerate(positions, start=1)
    )
    return Criterion(name, number, name, "", Decimal(1), levels)


RUBRIC = Rubric("r", "Rubric", "0" * 64, (criterion("a", 1), criterion("b", 2), criterion("c", 3, (0, 10, 20))))
CODES = (
    ConditionCode("no_audio", "No sound", "criterion-not-scored"),
    ConditionCode("not_legible", "Not legible", "criterion-not-scored"),
    ConditionCode("consent_missing", "Consent missing", "submission-returned"),
)


def policy(rule: DiscrepancyRule) -> Policy:
    return Policy("p", "1", "0" * 64, condition_codes=CODES, discrepancy=rule)


def scored(levels: str, decision: str = "awarded", **conditions: str) -> Scored:
    """`levels`: "a1 b2 c3"."""
    return Scored({text[0]: text for text in levels.split()}, conditions, decision)


def test_the_same_scores_do_not_differ():
    found = differs(RUBRIC, policy(BY_BOTH), scored("a1 b2 c3"), scored("a1 b2 c3"))
    assert (found.criteria, found.is_decision_different, found.is_discrepant) == ((), False, False)


def test_levels_count_by_where_they_stand_and_not_by_the_issuers_numbers():
    near = differs(RUBRIC, policy(BY_LEVELS), scored("a1 b2 c2"), scored("a2 b2 c3"))
    assert [(each.criterion_id, each.levels_apart, each.is_decisive) for each in near.criteria] == [
        ("a", 1, False),
        ("c", 1, False),
    ]
    assert not near.is_discrepant
    far = differs(RUBRIC, policy(BY_LEVELS), scored("a1 b2 c1"), scored("a1 b2 c3"))
    assert [(each.criterion_id, each.difference, each.levels_apart) for each in far.criteria] == [
        ("c", Difference.LEVELS, 2)
    ]
    assert far.is_discrepant
    assert far.at("c") == far.criteria[0]
    assert far.at("a") is None


@pytest.mark.parametrize(
    ("rule", "is_discrepant"),
    [(BY_LEVELS, False), (BY_DECISION, True), (BY_BOTH, True)],
    ids=["levels", "decision", "both"],
)
def test_another_decision_is_enough_where_the_policy_says_so(rule: DiscrepancyRule, is_discrepant: bool):
    found = differs(RUBRIC, policy(rule), scored("a1 b2 c3"), scored("a2 b2 c3", "not-yet"))
    assert (found.is_decision_different, found.is_discrepant) == (True, is_discrepant)


def test_levels_far_apart_are_no_matter_where_only_the_decision_counts():
    found = differs(RUBRIC, policy(BY_DECISION), scored("a1 b2 c3"), scored("a3 b2 c3"))
    assert [(each.criterion_id, each.is_decisive) for each in found.criteria] == [("a", False)]
    assert not found.is_discrepant


@pytest.mark.parametrize("rule", [BY_LEVELS, BY_DECISION])
def test_a_condition_code_against_a_level_always_counts(rule: DiscrepancyRule):
    one, other = scored("a1 b2", "undecided", c="no_audio"), scored("a1 b2 c3", "undecided")
    for found in (differs(RUBRIC, policy(rule), one, other), differs(RUBRIC, policy(rule), other, one)):
        assert [(each.criterion_id, each.difference) for each in found.criteria] == [("c", Difference.CONDITION)]
        assert found.is_discrepant


@pytest.mark.parametrize(
    ("code", "is_discrepant"), [("not_legible", False), ("consent_missing", True), ("never_heard_of", True)]
)
def test_two_codes_differ_when_their_effects_do(code: str, is_discrepant: bool):
    found = differs(RUBRIC, policy(BY_LEVELS), scored("a1 b2", c="no_audio"), scored("a1 b2", c=code))
    assert found.is_discrepant is is_discrepant


def test_what_one_of_them_left_open_is_told_and_decides_nothing_by_itself():
    found = differs(RUBRIC, policy(BY_LEVELS), scored("a1", c="consent_missing"), scored("a1 b2", c="consent_missing"))
    assert [(each.criterion_id, each.difference) for each in found.criteria] == [("b", Difference.UNANSWERED)]
    assert not found.is_discrepant


def test_a_level_the_rubric_does_not_have_is_an_error():
    with pytest.raises(UnknownLevel):
        differs(RUBRIC, policy(BY_LEVELS), scored("a1 b2 c3"), scored("a9 b2 c3"))
