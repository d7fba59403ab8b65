"""A rubric that changes under a draft: the assessor sees both versions and carries the work over."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.rubric import Rubric
from tests.fakes.store_factory import a_rubric, criterion_id, level_id
from tests.gui.rubric_fixtures import give
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench, settle


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        for number in (1, 2, 3):
            workplace.page._scoring._set_level(criterion_id(number), level_id(number))
        yield workplace


def second_version() -> Rubric:
    """The second criterion reads differently, the third is gone."""
    one, two, _ = a_rubric().criteria
    reworded = replace(two, levels=(*two.levels[:2], replace(two.levels[2], descriptor="Four <b>seconds</b> now")))
    return replace(a_rubric(), digest="rubric-digest-2", criteria=(one, reworded))


def open_dialog(place: Workplace) -> Any:
    place.panes.rubric.notice.button.click()
    settle()
    return QApplication.activeModalWidget()


def test_nothing_is_said_while_the_rubric_is_the_same(place: Workplace) -> None:
    assert not place.panes.rubric.notice.button.isVisible()


def test_both_versions_are_shown_and_nothing_changes_until_one_says_so(place: Workplace) -> None:
    give(place, second_version())
    said = place.panes.rubric.notice.words
    assert "judged them: 1. That read differently: 1. No longer asked for: 1. Reasons" in said
    dialog = open_dialog(place)
    cells = [[dialog.table.item(row, column).text() for column in range(3)] for row in range(3)]
    assert [row[0].split("\n")[0] for row in cells] == [
        "= Stays as it is",
        "≠ Reads differently: choose the level again",
        "\N{MINUS SIGN} No longer asked for",
    ]
    assert "✓ Demonstrated: Demonstrated of Waits three seconds" in cells[1][1]
    assert "Demonstrated: Four <b>seconds</b> now" in cells[1][2]
    assert cells[2][2] == ""
    assert dialog.later_button.hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert place.store.reads.assessment(ASSIGNMENT).rubric_digest == "rubric-digest-1"
    assert len(place.panes.rubric._cards) == 3


def test_carrying_over_keeps_what_is_unchanged_and_what_is_being_typed(place: Workplace) -> None:
    give(place, second_version())
    rationale = place.panes.rubric.card(criterion_id(1)).rationale
    QTest.keyClicks(rationale, "half a thought")
    open_dialog(place).carry_button.click()
    settle()
    assert place.store.reads.assessment(ASSIGNMENT).rubric_digest == "rubric-digest-2"
    assert list(place.panes.rubric._cards) == [criterion_id(1), criterion_id(2)]
    assert place.score(criterion_id(1)).level_id == level_id(1)
    assert place.score(criterion_id(1)).rationale == "half a thought"
    assert place.panes.rubric.card(criterion_id(1)).rationale.toPlainText() == "half a thought"
    assert place.score(criterion_id(2)).level_id is None
    assert place.panes.rubric.card(criterion_id(2))._header.words.chip == "Open"
    assert not place.panes.rubric.notice.isVisible()
    assert place.screens.said[-1].startswith("Carried over to the new rubric.")


def test_a_final_that_came_back_because_of_it_is_carried_over_too(place: Workplace) -> None:
    with place.store.factory() as uow:
        stored = uow.assessments.get(ASSIGNMENT)
        assert stored is not None
        uow.assessments.put(replace(stored, state=AssessmentState.PARKED))
    give(place, second_version())
    open_dialog(place).carry_button.click()
    settle()
    assessment = place.store.reads.assessment(ASSIGNMENT)
    assert (assessment.state, assessment.rubric_digest) == (AssessmentState.DRAFT, "rubric-digest-2")
    assert place.page.view.is_editable


def test_a_final_that_is_with_the_server_is_not_disturbed(place: Workplace) -> None:
    with place.store.factory() as uow:
        stored = uow.assessments.get(ASSIGNMENT)
        assert stored is not None
        uow.assessments.put(replace(stored, state=AssessmentState.ACCEPTED))
    give(place, second_version())
    assert not place.panes.rubric.notice.button.isVisible()
