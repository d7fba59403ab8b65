"""Rubrics as a careless issuer may send them: what is read, what is repaired, and what is said to be wrong."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assessor_app.adapters.assessment_exchange.translate import change_from
from assessor_app.domain.policy import DEFAULT_CONDITION_CODES, DecisionRule, Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.rubric_flaws import FlawKind, distinct, flaws, has_sound_scale, is_judgeable
from assessor_app.wire.changes import ChangeEntry

ARABIC = "يطرح أسئلة مفتوحة، ثم ينتظر ثلاث ثوانٍ!"
POLICY = Policy("p", "1", "digest")
WEIGHTS = replace(POLICY, rule=DecisionRule.WEIGHTS, threshold=Decimal(1))


def level(uri: str, position: int, **members: Any) -> dict[str, Any]:
    return {"identifier": uri, "uri": uri, "quality": f"Level {uri}", "score": position, "position": position} | members


def criterion(uri: str, position: int = 1, **members: Any) -> dict[str, Any]:
    levels = [level(f"{uri}/1", 1), level(f"{uri}/2", 2)]
    plain = {"identifier": uri, "uri": uri, "category": f"Name of {uri}", "description": "", "weight": 1}
    return plain | {"position": position, "CFRubricCriterionLevels": levels} | members


def document(*criteria: dict[str, Any], **members: Any) -> dict[str, Any]:
    plain = {"identifier": "r", "uri": "urn:r", "title": "Wait time", "lastChangeDateTime": "2026-01-01T00:00:00Z"}
    return plain | {"CFRubricCriteria": list(criteria)} | members


def read(*criteria: dict[str, Any], **members: Any) -> Rubric:
    entry = ChangeEntry(
        seq=1, kind="rubric", id="urn:r", revision=1, op="upsert", object=document(*criteria, **members)
    )
    rubric = change_from(entry, "s").document
    assert isinstance(rubric, Rubric)
    return rubric


def kinds(rubric: Rubric, policy: Policy = POLICY) -> list[FlawKind]:
    return [flaw.kind for flaw in flaws(rubric, policy)]


def test_a_sound_rubric_has_no_flaws() -> None:
    sound = read(criterion("a"), criterion("b", 2))
    assert (kinds(sound), kinds(sound, WEIGHTS), is_judgeable(sound)) == ([], [], True)


@pytest.mark.parametrize("members", [{}, {"CFRubricCriteria": []}], ids=["empty", "stated"])
def test_a_rubric_without_criteria_is_read_and_cannot_be_judged(members: dict[str, Any]) -> None:
    rubric = read(**members)
    assert (kinds(rubric), is_judgeable(rubric)) == ([FlawKind.NO_CRITERIA], False)


def test_two_criteria_with_one_identity_close_the_whole_rubric() -> None:
    rubric = read(criterion("a"), criterion("a", 2), criterion("b", 3))
    assert kinds(rubric) == [FlawKind.SAME_CRITERION, FlawKind.SAME_CRITERION]
    assert not is_judgeable(rubric)
    assert [c.number for c in distinct(rubric.criteria)] == [1, 3]


@pytest.mark.parametrize("is_stated", [True, False])
def test_a_criterion_without_levels_is_read_and_takes_no_level(is_stated: bool) -> None:
    bare = criterion("a")
    bare["CFRubricCriterionLevels"] = []
    if not is_stated:
        del bare["CFRubricCriterionLevels"]
    rubric = read(bare, criterion("b", 2))
    assert kinds(rubric) == [FlawKind.NO_LEVELS]
    assert [has_sound_scale(c) for c in rubric.criteria] == [False, True]
    assert is_judgeable(rubric)


def test_a_level_that_is_there_twice_closes_that_scale_alone() -> None:
    twice = criterion("a", CFRubricCriterionLevels=[level("x", 1), level("x", 2)])
    rubric = read(twice, criterion("b", 2))
    assert kinds(rubric) == [FlawKind.SAME_LEVEL]
    assert [has_sound_scale(c) for c in rubric.criteria] == [False, True]


def test_one_scale_shared_by_all_criteria_is_no_flaw() -> None:
    scale = [level("low", 1), level("high", 2)]
    shared = read(criterion("a", CFRubricCriterionLevels=scale), criterion("b", 2, CFRubricCriterionLevels=scale))
    assert kinds(shared) == []


def test_a_required_level_that_points_nowhere_is_named_where_levels_are_required() -> None:
    achievement = Achievement("ach", "n", "d", "digest", (("a", "gone"), ("b", "b/2"), ("nobody", "b/1")))
    rubric = read(criterion("a"), criterion("b", 2)).requiring(achievement)
    assert [(f.kind, f.criterion and f.criterion.criterion_id) for f in flaws(rubric, POLICY)] == [
        (FlawKind.DANGLING_REQUIREMENT, "a")
    ]
    assert kinds(rubric, WEIGHTS) == []


def test_weights_matter_only_where_they_count() -> None:
    rubric = read(criterion("a", weight=-2), criterion("b", 2, weight=0))
    assert (kinds(rubric), kinds(rubric, WEIGHTS)) == ([], [FlawKind.NEGATIVE_WEIGHT])
    weightless = read(criterion("a", weight=0), criterion("b", 2, weight=0))
    assert (kinds(weightless), kinds(weightless, WEIGHTS)) == ([], [FlawKind.NO_WEIGHT])


def test_what_has_no_name_is_named_by_its_place() -> None:
    nameless = criterion("a", category=None, CFRubricCriterionLevels=[level("x", 1, quality=" ")])
    described = criterion("b", 2, category="", description="Says what is judged.\nAt length.")
    rubric = read(nameless, described, title="")
    assert [c.name for c in rubric.criteria] == ["Criterion 1", "Says what is judged. At length."]
    assert rubric.criteria[0].levels[0].name == "Level 1"


def test_sixty_criteria_long_descriptors_and_every_script_come_through_whole() -> None:
    long = "Wartet drei Sekunden. " * 182
    many = [
        criterion(
            f"c{n}",
            n,
            category=f"{ARABIC} 🙂👩🏽‍🏫 {n}",
            CFRubricCriterionLevels=[level(f"c{n}/1", 1, description=long[:4000])],
        )
        for n in range(1, 61)
    ]
    rubric = read(*reversed(many))
    assert [c.number for c in rubric.criteria] == list(range(1, 61))
    assert [c.criterion_id for c in rubric.criteria] == [f"c{n}" for n in range(1, 61)]
    assert rubric.criteria[59].name == f"{ARABIC} 🙂👩🏽‍🏫 60"
    assert {len(c.levels[0].descriptor) for c in rubric.criteria} == {4000}
    assert kinds(rubric) == []


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), "heavy"])
def test_a_weight_that_is_no_number_makes_the_rubric_unreadable_not_the_sync(weight: object) -> None:
    entry = ChangeEntry(
        seq=1, kind="rubric", id="urn:r", revision=1, op="upsert", object=document(criterion("a", weight=weight))
    )
    assert change_from(entry, "s").is_unreadable


def test_the_default_codes_stand_in_where_the_policy_has_none() -> None:
    policy = {"id": "p", "version": "1", "achievement": "a"}
    own = policy | {"condition_codes": [{"code": "x", "name": "Own", "effect": "lowest-level"}]}
    for sent, codes in ((policy, DEFAULT_CONDITION_CODES), (own, None)):
        found = change_from(
            ChangeEntry(seq=1, kind="policy", id="p", revision=1, op="upsert", object=sent), "s"
        ).document
        assert isinstance(found, Policy)
        assert found.condition_codes == codes if codes else [c.code for c in found.condition_codes] == ["x"]
