"""A new version of a rubric: what is unchanged is carried over, the rest is judged again, and nothing is lost."""

from dataclasses import replace

from assessor_app.domain.assessment import AssessmentState, CriterionScore
from assessor_app.domain.rubric import Criterion, Rubric
from assessor_app.domain.rubric_change import Fate, compare
from assessor_app.services import annotate, score, undo
from assessor_app.services.carry_over import carry_over
from assessor_app.services.score import blank
from tests.fakes.store_factory import RUBRIC_ID, SERVER_ID, a_mark, a_rubric, arrives, criterion_id, level_id
from tests.unit.services.desk import EditingDesk

MINE = "assignment-1"


def second_version() -> Rubric:
    """The first stays (in another place, heavier), the second reads differently, the third is gone, one is new."""
    one, two, three = a_rubric().criteria
    reworded = replace(two, levels=(*two.levels[:2], replace(two.levels[2], descriptor="Four seconds now")))
    added = replace(three, criterion_id=criterion_id(4), number=3, name="Names who speaks next")
    return replace(
        a_rubric(), digest="rubric-digest-2", criteria=(reworded, replace(one, number=2, weight=one.weight * 3), added)
    )


def arrive(desk: EditingDesk, rubric: Rubric) -> None:
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, rubric, revision=2)))


def judge_all(desk: EditingDesk) -> str:
    """Return a mark of the third criterion, which it cites."""
    for number in (1, 2, 3):
        desk.do(score.set_level, MINE, criterion_id(number), level_id(number))
        desk.do(score.set_rationale, MINE, criterion_id(number), f"Because of {number}.")
    mark = desk.do(annotate.add, a_mark(criterion=3, text="names a child's idea")).value
    desk.do(score.cite, MINE, criterion_id(3), mark.annotation_id)
    return mark.annotation_id


def scored(desk: EditingDesk, number: int) -> CriterionScore:
    return desk.assessment().score_of(criterion_id(number)) or blank(MINE, criterion_id(number), desk.tools)


def test_criteria_are_compared_by_identity_and_scale_alone() -> None:
    change = compare(a_rubric(), second_version())
    fates = {each.criterion.criterion_id: each.fate for each in change.criteria}
    assert fates == {
        criterion_id(1): Fate.KEPT,
        criterion_id(2): Fate.CHANGED,
        criterion_id(3): Fate.GONE,
        criterion_id(4): Fate.ADDED,
    }
    fewer: Criterion = replace(a_rubric().criteria[0], levels=a_rubric().criteria[0].levels[:2])
    assert compare(a_rubric(), replace(a_rubric(), criteria=(fewer,))).criteria[0].fate is Fate.CHANGED


def test_until_it_is_carried_over_the_draft_stays_on_its_version(desk: EditingDesk) -> None:
    judge_all(desk)
    arrive(desk, second_version())
    assert desk.view().rubric.digest == "rubric-digest-1"
    change = desk.view().rubric_change
    assert change is not None
    assert (change.before.digest, change.after.digest) == ("rubric-digest-1", "rubric-digest-2")
    assert desk.view().rubric.digest == "rubric-digest-1"


def test_what_is_unchanged_stays_and_the_rest_is_judged_again(desk: EditingDesk) -> None:
    mark_id = judge_all(desk)
    arrive(desk, second_version())
    desk.do(carry_over, MINE)
    assert desk.view().rubric.digest == desk.assessment().rubric_digest == "rubric-digest-2"
    assert scored(desk, 1).level_id == level_id(1)
    assert (scored(desk, 2).level_id, scored(desk, 2).rationale) == (None, "Because of 2.")
    assert scored(desk, 3).rationale == "Because of 3."  # kept, though nothing asks for it any more
    (mark,) = desk.marks()
    assert (mark.annotation_id, mark.criterion_id, mark.text) == (mark_id, None, "names a child's idea")
    desk.do(score.set_level, MINE, criterion_id(2), level_id(2))
    assert desk.view().rubric_change is None


def test_undo_does_not_bring_levels_of_the_older_version_back(desk: EditingDesk) -> None:
    judge_all(desk)
    arrive(desk, second_version())
    desk.do(carry_over, MINE)
    assert desk.do(undo.undo, MINE).value is None
    assert scored(desk, 2).level_id is None
    desk.do(score.set_level, MINE, criterion_id(2), level_id(2, "Progressing"))
    desk.do(undo.undo, MINE)
    assert scored(desk, 2).level_id is None
    assert scored(desk, 1).level_id == level_id(1)


def test_the_history_keeps_what_was_taken_off(desk: EditingDesk) -> None:
    judge_all(desk)
    arrive(desk, second_version())
    desk.do(carry_over, MINE)
    gone = [
        c for c in desk.store.reads.history(MINE) if (c.field, c.before) == ("level", level_id(2)) and c.after == ""
    ]
    assert [change.criterion_id for change in gone] == [criterion_id(2)]


def test_a_final_parked_because_of_it_becomes_a_draft_of_the_new_version(desk: EditingDesk) -> None:
    judge_all(desk)
    arrive(desk, second_version())
    parked = replace(desk.assessment(), state=AssessmentState.PARKED)
    desk.change(lambda uow: uow.assessments.put(parked))
    desk.do(carry_over, MINE)
    assert (desk.assessment().state, desk.assessment().rubric_digest) == (AssessmentState.DRAFT, "rubric-digest-2")


def test_the_draft_on_its_way_names_the_new_version(desk: EditingDesk) -> None:
    judge_all(desk)
    arrive(desk, second_version())
    desk.do(carry_over, MINE)
    waiting = desk.waiting(desk.assessment().assessment_id)
    assert any(b"rubric-digest-2" in item.body for item in waiting)


def test_where_nothing_changed_nothing_is_done(desk: EditingDesk) -> None:
    judge_all(desk)
    before = desk.count("journal")
    assert desk.do(carry_over, MINE).value is None
    assert desk.count("journal") == before
    assert (desk.view().rubric_change, desk.view("assignment-2").rubric_change) == (None, None)
