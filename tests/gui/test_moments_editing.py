"""Moments edited in their rows: times, types, criteria and notes; and what is spoken of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from assessor_app.commands import change_marks, edit, find
from assessor_app.domain.annotation import TimeSelector
from assessor_app.gui.models.moments import Column
from assessor_app.gui.models.typed_span import parse_span
from assessor_app.media.frame_times import FrameTimes
from tests.fakes.store_factory import criterion_id
from tests.gui.moments_fixtures import (
    S,
    choose,
    four_moments,
    listed,
    opens_lists,
    press,
)
from tests.gui.workbench_fixtures import PDF, Workplace, settle


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with four_moments(qapp, tmp_path) as workplace:
        yield workplace


# ---- editing in place --------------------------------------------------------------------------------


def edit_cell(place: Workplace, index: int, column: Column) -> Any:
    place.page.focus_named("moments")
    place.panes.moments._edit(f"mark-{index}", column)
    settle()
    return place.panes.moments.table.open_editor


def type_time(place: Workplace, index: int, words: str) -> TimeSelector:
    field = edit_cell(place, index, Column.TIME)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, words)
    press(place, Qt.Key.Key_Return)
    selector = next(each.selector for each in place.marks if each.annotation_id == f"mark-{index}")
    assert isinstance(selector, TimeSelector)
    return selector


def test_a_time_is_typed_and_put_on_a_frame(place: Workplace) -> None:
    assert type_time(place, 0, "0:30.01") == TimeSelector(30 * S, 30 * S + 40_000)
    assert type_time(place, 0, "0:10-0:12.51") == TimeSelector(10 * S, 12_520_000, is_point=False)
    assert type_time(place, 1, "1:05") == TimeSelector(65 * S, 65 * S + 40_000)
    assert listed(place) == [0, 1, 2, 3]
    edit.undo_last(place.context)
    settle()
    assert place.marks[1].selector == TimeSelector(60 * S, 80 * S, is_point=False)


def test_with_uneven_frames_a_typed_time_is_that_of_a_frame(place: Workplace) -> None:
    place.page.player.frame_times = FrameTimes((0, 33_000, 50_000, 150_000, 190_000))
    assert type_time(place, 0, "0:0.045") == TimeSelector(50_000, 150_000)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("soon", "is no time"),
        ("", "is no time"),
        ("1-2-3", "is no time"),
        ("0:20-0:10", "ends before it begins"),
        ("99:00", "This recording ends at 00:10:00.000"),
    ],
)
def test_a_time_that_cannot_be_changes_nothing_and_says_why(place: Workplace, words: str, reason: str) -> None:
    before = place.marks
    field = edit_cell(place, 0, Column.TIME)
    field.setText(words)
    press(place, Qt.Key.Key_Return)
    assert reason in place.screens.said[-1]
    assert place.marks == before


def test_the_time_of_a_moment_on_other_evidence_is_not_guessed(place: Workplace) -> None:
    place.page._state.artifact = next(a for a in place.page.view.submission.artifacts if a.artifact_id == PDF)
    before = place.marks
    field = edit_cell(place, 0, Column.TIME)
    field.setText("0:10")
    press(place, Qt.Key.Key_Return)
    assert "another part of the evidence" in place.screens.said[-1]
    assert place.marks == before


@opens_lists
def test_type_and_criterion_are_chosen_from_a_list_for_all_selected_rows(place: Workplace) -> None:
    choose(place, 0, 1)
    box = edit_cell(place, 0, Column.TYPE)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("worry"))
    box.activated.emit(box.currentIndex())
    settle()
    assert [each.mark_type.value for each in place.marks] == ["worry", "worry", "worry", "note"]
    box = edit_cell(place, 3, Column.CRITERION)
    box.setCurrentIndex(box.findData(criterion_id(2)))
    box.activated.emit(box.currentIndex())
    settle()
    assert place.marks[3].criterion_id == criterion_id(2)
    box = edit_cell(place, 3, Column.CRITERION)
    assert box.currentData() == criterion_id(2)
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    settle()
    assert place.marks[3].criterion_id is None


def test_escape_leaves_a_cell_as_it_was_and_stays_in_the_list(place: Workplace) -> None:
    field = edit_cell(place, 0, Column.TIME)
    field.setText("0:40")
    place.page.focus_pane(0)
    settle()
    assert place.panes.moments.table.open_editor is None
    assert QApplication.focusWidget() is place.panes.moments.table
    assert place.marks[0].start_us == 0
    place.page.focus_pane(0)
    assert QApplication.focusWidget() is place.panes.video.surface


def test_words_of_a_note_left_with_escape_are_there_again(place: Workplace) -> None:
    field = edit_cell(place, 0, Column.TEXT)
    field.setText("half a thought")
    place.page.focus_pane(0)
    assert place.marks[0].text == "zebra"
    assert edit_cell(place, 0, Column.TEXT).text() == "half a thought"


@opens_lists
def test_tab_goes_on_from_cell_to_cell(place: Workplace) -> None:
    choose(place, 3)
    find.edit_moment(place.context)
    settle()
    table, seen = place.panes.moments.table, []
    for _ in range(4):
        seen.append(table.currentIndex().column())
        editor = table.open_editor
        assert editor is not None
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        settle()
    assert seen == [Column.TIME, Column.CRITERION, Column.TYPE, Column.TEXT]


def test_where_the_work_can_only_be_read_nothing_opens(place: Workplace) -> None:
    place.panes.moments.model.set_editable(is_editable=False)
    assert edit_cell(place, 0, Column.TEXT) is None


# ---- what is spoken ----------------------------------------------------------------------------------


@opens_lists
def test_everything_has_a_name_and_a_row_is_a_sentence(place: Workplace) -> None:
    moments = place.panes.moments
    choose(place, 1)
    change_marks.mark_cite(place.context)
    settle()
    row = moments.model.row_of("mark-1")
    spoken = moments.model.index(row, Column.TIME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == ("1 minute 0.000 seconds to 1 minute 20.000 seconds, criterion 2, question, counts to four, cited")
    filters = moments.filters
    named = (moments.table, moments.finder.field, filters.by_criterion, filters.by_type, filters.by_cited)
    assert all(part.accessibleName() for part in named)
    for column in (Column.TIME, Column.CRITERION, Column.TYPE, Column.TEXT):
        assert edit_cell(place, 1, column).accessibleName()
        place.page.focus_pane(0)


@pytest.mark.parametrize("typed", ["0:10 - 0:20", "0:10\N{EN DASH}0:20", "10-20", "00:00:10,0 \N{EM DASH} 0:20.000"])
def test_a_stretch_is_typed_with_any_dash(typed: str) -> None:
    assert parse_span(typed) == TimeSelector(10 * S, 20 * S, is_point=False)
