"""Adjudication: two assessments beside the adjudicator's own levels, their moments played and taken over."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from assessor_app.commands.catalogue import all_commands
from assessor_app.domain.assessment import CriterionScore
from assessor_app.gui.models.compared_rows import compared_of
from assessor_app.services.views import WorkbenchView
from tests.fakes.store_factory import START, criterion_id, level_id
from tests.gui.rubric_fixtures import give, strict, two_who_differ
from tests.gui.workbench_fixtures import Workplace, open_workbench, settle


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        give(workplace, policy=strict(), compared=two_who_differ())
        yield workplace


def card(place: Workplace, number: int) -> Any:
    found = place.panes.rubric.card(criterion_id(number))
    found.set_open(is_open=True)
    settle()
    return found


def texts(place: Workplace, number: int) -> list[str]:
    return [label.text() for label in card(place, number)._compared_view.findChildren(QLabel)]


def read(place: Workplace) -> WorkbenchView:
    return place.store.reads.workbench("assignment-1")


def test_where_they_differ_is_told_in_words_and_signs(place: Workplace) -> None:
    assert place.panes.rubric.notice.words.split("\n") == [
        "A and B differ on 2 of 3 criteria: 2, 3. Your own level decides.",
        "A: awarded. Overall feedback: Well waited.",
        "B: not yet. Overall feedback: Wait longer.",
    ]
    heads = [place.panes.rubric.card(criterion_id(n))._header.words for n in (1, 2, 3)]
    assert [head.marked for head in heads] == ["= A and B agree", "≠ 2 levels apart", "≠ only one could score it"]
    assert [head.is_marked_bad for head in heads] == [False, True, True]
    assert "≠ 2 levels apart" in place.panes.rubric.card(criterion_id(2))._header.accessibleDescription()


def test_both_are_side_by_side_with_reasons_and_feedback(place: Workplace) -> None:
    said = texts(place, 2)
    assert {"A: Demonstrated", "B: Not yet", "Why: Why Demonstrated on 2.", "Feedback: Try 2 again."} <= set(said)
    assert "B: cannot be scored: No sound, or speech cannot be made out" in texts(place, 3)
    labels = {label.text(): label for label in card(place, 2)._compared_view.findChildren(QLabel)}
    first, second = labels["A: Demonstrated"], labels["B: Not yet"]
    assert first.geometry().right() < second.geometry().left()
    assert first.geometry().top() == second.geometry().top()


def test_the_own_level_is_chosen_beside_them(place: Workplace) -> None:
    place.page._scoring._set_level(criterion_id(2), level_id(2, "Progressing"))
    assert place.score(criterion_id(2)).level_id == level_id(2, "Progressing")
    assert card(place, 2)._header.words.level == "Progressing"
    assert place.panes.rubric.progress.missing.words.startswith("1 of 3 scored")


def test_the_differences_are_gone_through_by_key(place: Workplace) -> None:
    seen = []
    for _ in range(3):
        all_commands()["score.difference"](place.context)
        settle()
        seen.append(place.page.focused_criterion_id)
    assert seen == [criterion_id(2), criterion_id(3), criterion_id(2)]


def test_a_moment_of_theirs_plays_on_the_evidence_and_is_never_selected_as_an_own_one(place: Workplace) -> None:
    view = card(place, 2)._compared_view
    play = next(b for b in view.findChildren(QPushButton) if b.text() == "B 00:03")
    assert play.accessibleName() == "Moment 00:03 of assessor B: play"
    asked: list[str] = []
    place.page._marking.expect = lambda annotation, _pre_roll: asked.append(annotation.annotation_id)
    play.click()
    settle()
    assert asked == ["b1"]
    assert place.page.selected_mark_ids == ()


def test_a_moment_taken_over_is_an_own_one_and_cited(place: Workplace) -> None:
    view = card(place, 2)._compared_view
    take = [b for b in view.findChildren(QToolButton) if b.accessibleName() == "Take over moment 00:03 of assessor B"]
    take[0].click()
    settle()
    (mark,) = place.marks
    assert (mark.criterion_id, mark.text, mark.assignment_id) == (criterion_id(2), "answers at once", "assignment-1")
    assert mark.annotation_id != "b1"
    assert place.score(criterion_id(2)).cited == (mark.annotation_id,)
    assert place.screens.said[-1].startswith("Taken over")


def test_nobody_but_an_adjudicator_sees_any_of_it(qapp, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path / "other") as place:
        assert compared_of(read(place)) is None
        assert not place.panes.rubric.notice.isVisible()
        assert place.panes.rubric.card(criterion_id(1))._header.words.marked == ""
        assert card(place, 1)._compared_view is None


def test_a_level_the_rubric_does_not_have_is_named_as_such(place: Workplace) -> None:
    first, second = two_who_differ()
    odd = CriterionScore("elsewhere", criterion_id(1), "gone", "", ("lost",), None, 1, START)
    give(place, compared=(replace(first, scores=(odd, *first.scores[1:])), second))
    assert "A: a level this rubric does not have" in texts(place, 1)


def test_it_can_only_be_read_once_it_is_submitted(place: Workplace) -> None:
    found = card(place, 2)
    found.show_row(found._row, is_editable=False)
    settle()
    assert [b for b in found._compared_view._inside.findChildren(QToolButton)] == []
    assert len(found._compared_view._inside.findChildren(QPushButton)) == 3


def test_nothing_of_theirs_is_read_before_the_question_is_answered(place: Workplace) -> None:
    view = read(place)
    assert compared_of(view) is not None
    assert compared_of(replace(view, declaration=None)) is None
