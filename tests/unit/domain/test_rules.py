"""The rules of the work as pure functions: decisions, what is missing, undo order, digests, ids."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.domain.annotation import (
    Annotation,
    InvalidSelector,
    MarkType,
    PageSelector,
    RectangleSelector,
    TextSelector,
    TimeSelector,
)
from assessor_app.domain.assessment import (
    Assessment,
    AssessmentState,
    CriterionScore,
    Decision,
    Gap,
    missing_parts,
)
from assessor_app.domain.decision import decide
from assessor_app.domain.digests import visible_digest
from assessor_app.domain.ids import new_id
from assessor_app.domain.journal import Act, ActKind, next_redo, next_undo
from assessor_app.domain.policy import ConditionCode, DecisionRule, Effect, Policy
from assessor_app.domain.rubric import Achievement, Criterion, Level, Rubric, UnknownCriterion, UnknownLevel

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def level(criterion: int, step: int) -> Level:
    return Level(f"c{criterion}/l{step}", f"step {step}", "what it looks like", Decimal(step), step)


def rubric(weights: tuple[str, ...] = ("1", "1")) -> Rubric:
    criteria = tuple(
        Criterion(f"c{n}", n, f"criterion {n}", "", Decimal(w), tuple(level(n, s) for s in (0, 1, 2)), f"c{n}/l1")
        for n, w in enumerate(weights, start=1)
    )
    return Rubric("r", "a rubric", "digest", criteria)


def policy(**changes: object) -> Policy:
    return replace(Policy("p", "1", "digest"), **changes)  # type: ignore[arg-type]


def mark(annotation_id: str, criterion_id: str | None, *, is_retracted: bool = False) -> Annotation:
    return Annotation(
        annotation_id, "a", "art", "d" * 64, TimeSelector(0, 40_000), criterion_id, MarkType.NOTE, "", "qt", 0, 1,
        NOW, NOW, is_retracted,
    )  # fmt: skip


def score(criterion_id: str, **changes: object) -> CriterionScore:
    base = CriterionScore("a", criterion_id, f"{criterion_id}/l1", "because", (), None, 1, NOW)
    return replace(base, **changes)  # type: ignore[arg-type]


def assessment(*scores: CriterionScore, feedback: str = "Well seen.") -> Assessment:
    return Assessment("x", "a", "digest", AssessmentState.DRAFT, 0, feedback, scores, NOW)


def test_every_criterion_must_reach_its_required_level() -> None:
    assert decide(rubric(), policy(), {"c1": "c1/l1", "c2": "c2/l2"}) is Decision.AWARDED
    assert decide(rubric(), policy(), {"c1": "c1/l0", "c2": "c2/l2"}) is Decision.NOT_YET


def test_nothing_is_decided_while_a_criterion_has_no_level() -> None:
    assert decide(rubric(), policy(), {"c1": "c1/l2"}) is Decision.UNDECIDED


def test_points_are_compared_with_the_threshold_exactly() -> None:
    rule = policy(rule=DecisionRule.THRESHOLD, threshold=Decimal(3))
    assert decide(rubric(), rule, {"c1": "c1/l1", "c2": "c2/l2"}) is Decision.AWARDED
    assert decide(rubric(), rule, {"c1": "c1/l1", "c2": "c2/l1"}) is Decision.NOT_YET


def test_a_level_of_another_rubric_is_refused() -> None:
    with pytest.raises(UnknownLevel):
        decide(rubric(), policy(), {"c1": "c2/l1", "c2": "c2/l2"})
    with pytest.raises(UnknownCriterion):
        rubric().criterion("c9")
    with pytest.raises(UnknownCriterion):
        rubric().by_number(9)


def test_required_levels_come_from_the_achievement() -> None:
    achievement = Achievement("ach", "n", "d", "digest", (("c1", "c1/l2"),))
    required = rubric().requiring(achievement)
    assert required.criterion("c1").required_level_id == "c1/l2"
    assert required.criterion("c2").required_level_id is None
    assert required.criterion("c2").reaches_required("c2/l0")


def test_missing_parts_are_named_in_rubric_order() -> None:
    gaps = missing_parts(assessment(score("c2", rationale=" "), feedback=" "), rubric(), policy(), {})
    named = [(m.gap, m.criterion.criterion_id if m.criterion else None) for m in gaps]
    assert named == [(Gap.LEVEL, "c1"), (Gap.EVIDENCE, "c2"), (Gap.RATIONALE, "c2"), (Gap.FEEDBACK, None)]


@pytest.mark.parametrize(
    "cited", [mark("m", "c2"), mark("m", None), mark("m", "c1", is_retracted=True)], ids=["other", "none", "retracted"]
)
def test_only_live_evidence_of_the_criterion_counts_as_a_citation(cited: Annotation) -> None:
    scores = assessment(score("c1", cited=("m",)), score("c2", cited=("k",)))
    marks = {"m": cited, "k": mark("k", "c2")}
    assert [m.gap for m in missing_parts(scores, rubric(), policy(), marks)] == [Gap.EVIDENCE]


def test_a_condition_code_needs_its_reason_and_nothing_else() -> None:
    coded = score("c1", level_id=None, condition_code="no_audio", rationale="")
    rest = score("c2", cited=("k",))
    gaps = missing_parts(assessment(coded, rest), rubric(), policy(is_rationale_required=False), {"k": mark("k", "c2")})
    assert [(m.gap, m.criterion and m.criterion.criterion_id) for m in gaps] == [(Gap.RATIONALE, "c1")]


@pytest.mark.parametrize(("needed", "cited", "is_missing"), [(0, 0, False), (1, 0, True), (1, 1, False), (2, 1, True)])
def test_a_level_needs_as_many_citations_as_the_policy_says(needed: int, cited: int, is_missing: bool) -> None:
    names = tuple(f"m{n}" for n in range(cited))
    scores = assessment(score("c1", cited=names), score("c2", condition_code="no_audio", level_id=None))
    marks = {name: mark(name, "c1") for name in names}
    gaps = missing_parts(scores, rubric(), policy(citations_per_criterion=needed), marks)
    assert [m.gap for m in gaps] == ([Gap.EVIDENCE] if is_missing else [])


@pytest.mark.parametrize("others", [(), (score("c1", rationale=""),)], ids=["untouched", "begun"])
def test_a_code_that_sends_the_submission_back_asks_for_its_reason_and_feedback_alone(
    others: tuple[CriterionScore],
) -> None:
    rule = policy(condition_codes=(ConditionCode("link_dead", "A link does not open", Effect.RETURNED),))
    coded = score("c2", level_id=None, condition_code="link_dead", rationale="")
    gaps = missing_parts(assessment(*others, coded, feedback=""), rubric(), rule, {})
    assert [(m.gap, m.criterion and m.criterion.criterion_id) for m in gaps] == [
        (Gap.RATIONALE, "c2"), (Gap.FEEDBACK, None),
    ]  # fmt: skip


def test_impossible_places_are_refused() -> None:
    for make in (
        lambda: TimeSelector(-1, 5),
        lambda: TimeSelector(5, 5),
        lambda: RectangleSelector(60, 0, 50, 10),
        lambda: RectangleSelector(0, 0, 0, 10),
        lambda: TextSelector(""),
        lambda: PageSelector(0),
    ):
        with pytest.raises(InvalidSelector):
            make()


class _Stack:
    """The textbook undo and redo stacks, to compare the journal walk with."""

    def __init__(self) -> None:
        self.undo: list[str] = []
        self.redo: list[str] = []
        self.acts: list[Act] = []

    def add(self, kind: ActKind) -> str:
        act = Act(f"{len(self.acts)}", kind, "")
        self.acts.append(act)
        return act.act_id


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_walking_the_journal_equals_two_stacks(steps: list[str]) -> None:
    stack = _Stack()
    for step in steps:
        newest_first = list(reversed(stack.acts))
        undoable, redoable = next_undo(newest_first), next_redo(newest_first)
        assert (undoable.act_id if undoable else None) == (stack.undo[-1] if stack.undo else None)
        assert (redoable.act_id if redoable else None) == (stack.redo[-1] if stack.redo else None)
        if step == "do":
            stack.undo.append(stack.add(ActKind.DO))
            stack.redo.clear()
        elif step == "undo" and stack.undo:
            stack.undo.pop()
            stack.redo.append(stack.add(ActKind.UNDO))
        elif step == "redo" and stack.redo:
            stack.redo.pop()
            stack.undo.append(stack.add(ActKind.REDO))


def test_the_digest_of_what_is_visible_ignores_order_and_sees_every_part() -> None:
    rows = [("assignment", "a", 1), ("rubric", "r", 2)]
    assert visible_digest(rows) == visible_digest(reversed(rows))
    assert visible_digest(rows) != visible_digest([("assignment", "a", 2), ("rubric", "r", 2)])
    assert visible_digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_ids_are_version_seven_and_do_not_repeat() -> None:
    made = {new_id() for _ in range(2000)}
    assert len(made) == 2000
    assert all(i[14] == "7" and i[19] in "89ab" for i in made)
