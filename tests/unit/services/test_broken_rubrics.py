"""A broken rubric: the assessor reads which one and whom to tell, nothing is lost, and other work goes on."""

from dataclasses import replace

import pytest

from assessor_app.domain.rubric import Criterion, Rubric
from assessor_app.services import annotate, score, submit
from assessor_app.services.refusals import BrokenRubric, OutsideScope
from tests.fakes.store_factory import (
    RUBRIC_ID,
    SERVER_ID,
    a_mark,
    a_rubric,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
)
from tests.unit.services.desk import EditingDesk

ONE = ("assignment-1", criterion_id(1))


def breaks(desk: EditingDesk, **first: object) -> Rubric:
    """The rubric comes anew with its first criterion changed."""
    sound = a_rubric()
    changed: Criterion = replace(sound.criteria[0], **first)  # type: ignore[arg-type]
    broken = replace(sound, digest="rubric-digest-broken", criteria=(changed, *sound.criteria[1:]))
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, broken, revision=2)))
    return broken


def narrows(desk: EditingDesk, *scope: str) -> None:
    narrowed = replace(an_assignment(), scope=scope, revision=2)
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", narrowed, revision=2)))


def test_a_rubric_with_one_criterion_twice_takes_no_scores_and_says_whom_to_tell(desk: EditingDesk) -> None:
    breaks(desk, criterion_id=criterion_id(2))
    for act in (score.set_level, score.set_rationale):
        with pytest.raises(BrokenRubric, match=r"Wait time.*Tell Riverside"):
            desk.do(act, "assignment-1", criterion_id(2), level_id(2))
    with pytest.raises(BrokenRubric):
        desk.do(submit.submit, "assignment-1")
    assert desk.assessment().scores == ()


def test_a_rubric_without_criteria_is_never_submitted(desk: EditingDesk) -> None:
    empty = replace(a_rubric(), digest="empty", criteria=())
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, empty, revision=2)))
    with pytest.raises(BrokenRubric, match="no criteria"):
        desk.do(submit.submit, "assignment-1")


@pytest.mark.parametrize("how", ["none", "twice"])
def test_a_criterion_without_a_scale_takes_a_code_and_no_level(desk: EditingDesk, how: str) -> None:
    level = a_rubric().criteria[0].levels[0]
    breaks(desk, levels=() if how == "none" else (level, replace(level, position=1)))
    with pytest.raises(BrokenRubric, match="condition code"):
        desk.do(score.set_level, *ONE, level.level_id)
    desk.do(score.set_condition_code, *ONE, "no-audio")
    desk.do(score.set_level, "assignment-1", criterion_id(2), level_id(2))
    assert {s.criterion_id for s in desk.assessment().scores} == {criterion_id(1), criterion_id(2)}


def test_marks_are_still_made_where_the_rubric_is_broken(desk: EditingDesk) -> None:
    breaks(desk, criterion_id=criterion_id(2))
    desk.do(annotate.add, a_mark(criterion=None))
    assert len(desk.marks()) == 1


def test_work_begun_on_the_sound_version_goes_on_with_it(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    breaks(desk, levels=())
    desk.do(score.set_level, *ONE, level_id(1, "Progressing"))
    assert desk.assessment().scores[0].level_id == level_id(1, "Progressing")


def test_a_criterion_outside_the_scope_is_not_scored_again(desk: EditingDesk) -> None:
    narrows(desk, criterion_id(2))
    with pytest.raises(OutsideScope, match="judged earlier"):
        desk.do(score.set_level, *ONE, level_id(1))
    desk.do(score.set_level, "assignment-1", criterion_id(2), level_id(2))


def test_a_scope_that_names_nothing_of_the_rubric_can_be_read_and_not_submitted(desk: EditingDesk) -> None:
    narrows(desk, "https://elsewhere.example/criteria/9")
    assert desk.view().rubric.criteria == ()
    with pytest.raises(BrokenRubric, match="no criteria"):
        desk.do(submit.submit, "assignment-1")
