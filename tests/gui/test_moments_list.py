"""The list of moments: sorted, narrowed, searched, edited in place and several at once, over a real store."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from assessor_app.commands import change_marks, edit, find
from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.gui.models.moments import MANY, Column, MomentsModel
from assessor_app.gui.models.moments_order import Order, Query
from assessor_app.gui.models.typed_span import parse_span
from assessor_app.media.frame_times import FrameTimes
from assessor_app.services import annotate
from tests.fakes.marks import mark as a_mark
from tests.fakes.store_factory import criterion_id
from tests.gui.workbench_fixtures import ASSIGNMENT, PDF, VIDEO, Workplace, open_workbench, settle
from tests.journeys.hands import focus

S = 1_000_000
KINDS = ("strength", "question", "worry", "note")
NOTES = ("zebra", "counts to four", "", "asks why")
opens_lists = pytest.mark.qt_log_ignore("grabbing the keyboard", r"support raise\(\)", extend=True)
"""What the offscreen platform says of any list that opens."""
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    """Four moments, a minute apart; the second is a stretch of 20 s."""
    with open_workbench(qapp, tmp_path) as workplace:
        for index in range(4):
            add(workplace, index)
        settle()
        workplace.page.player.frame_times = FrameTimes(range(0, 600 * S, 40_000))
        yield workplace


def add(place: Workplace, index: int) -> None:
    start_us = index * 60 * S
    end_us = start_us + (20 * S if index == 1 else 40_000)
    mark = annotate.NewMark(
        annotation_id=f"mark-{index}",
        assignment_id=ASSIGNMENT,
        artifact_id=VIDEO,
        selector=TimeSelector(start_us, end_us, is_point=index != 1),
        criterion_id=criterion_id(3 - index) if index < 3 else None,
        mark_type=MarkType(KINDS[index]),
        text=NOTES[index],
    )
    place.desk.write(lambda uow: annotate.add(uow, place.desk.tools, mark))


def listed(place: Workplace) -> list[int]:
    model = place.panes.moments.model
    return [int(model.annotation_at(row).annotation_id[-1]) for row in range(model.rowCount())]


def choose(place: Workplace, *indexes: int) -> None:
    """Select them as a person does, the first one last."""
    place.page.focus_named("moments")
    rows = [place.panes.moments.model.row_of(f"mark-{index}") for index in indexes]
    place.panes.moments.table.quietly_select(rows)
    place.panes.moments.table.chosen.emit()
    settle()


def selected(place: Workplace) -> list[int]:
    return [int(each[-1]) for each in place.page.selected_mark_ids]


def press(place: Workplace, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, keys)
    settle()


def find_words(place: Workplace, words: str) -> list[int]:
    place.panes.moments.finder.field.setText(words)
    place.panes.moments.finder.field.searched.emit(words)
    return listed(place)


# ---- order -----------------------------------------------------------------------------------------


def test_every_column_sorts_by_a_click_on_its_name_both_ways(place: Workplace) -> None:
    header = place.panes.moments.table.horizontalHeader()
    place.page._scoring._cite(criterion_id(1), "mark-2")
    settle()
    found = {}
    for column in Column:
        for _ in range(2):
            at = header.sectionViewportPosition(column) + 5
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(at, 8))
            settle()
            found[column, header.sortIndicatorOrder()] = listed(place)
    up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    assert found == {
        (Column.TIME, down): [3, 2, 1, 0],
        (Column.TIME, up): [0, 1, 2, 3],
        (Column.CRITERION, up): [2, 1, 0, 3],
        (Column.CRITERION, down): [3, 0, 1, 2],
        (Column.TYPE, up): [0, 1, 2, 3],
        (Column.TYPE, down): [3, 2, 1, 0],
        (Column.TEXT, up): [3, 1, 0, 2],
        (Column.TEXT, down): [2, 0, 1, 3],
        (Column.CITED, up): [2, 0, 1, 3],
        (Column.CITED, down): [0, 1, 3, 2],
    }


def test_a_key_sorts_by_one_column_after_the_other_and_says_so(place: Workplace) -> None:
    said = []
    for _ in range(6):
        find.sort_moments(place.context)
        said.append(place.screens.said[-1])
    assert said == [
        "Moments by time, the last first.",
        "Moments by criterion.",
        "Moments by type.",
        "Moments by note.",
        "Moments by cited.",
        "Moments by time.",
    ]
    assert listed(place) == [0, 1, 2, 3]


def test_what_is_selected_stays_so_in_another_order(place: Workplace) -> None:
    choose(place, 1, 2)
    find.sort_moments(place.context)
    settle()
    assert listed(place) == [3, 2, 1, 0]
    assert set(selected(place)) == {1, 2}
    assert {int(each[-1]) for each in place.panes.moments.selected_ids} == {1, 2}


def test_a_change_puts_a_row_where_the_order_wants_it(place: Workplace) -> None:
    place.panes.moments.table.sortByColumn(Column.TYPE, Qt.SortOrder.AscendingOrder)
    choose(place, 0)
    change_marks.mark_type(place.context, "note")
    settle()
    assert listed(place) == [1, 2, 0, 3]
    assert selected(place) == [0]


# ---- which are listed --------------------------------------------------------------------------------


def test_filters_and_words_narrow_together_and_the_counts_say_so(place: Workplace) -> None:
    moments = place.panes.moments
    assert moments.finder.counts == "4 moments"
    moments.filters.by_type.setCurrentIndex(2)
    assert listed(place) == [1]
    assert moments.finder.counts == "1 of 4 moments"
    assert find_words(place, "zebra") == []
    assert "has these words" in moments._empty.text()
    moments.filters.clear()
    assert listed(place) == [0]
    find_words(place, "")
    choose(place, 0, 1, 2)
    assert moments.finder.counts == "4 moments · 3 selected"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("why", [3]),
        ("FOUR counts", [1]),
        ("1:00", [1]),
        ("01:00", [1]),
        ("00:01:00", [1]),
        ("1:10", [1]),  # inside the stretch
        ("1:30", []),
        ("3:00.0", [3]),
        ("why 3:00", [3]),
        ("why 1:00", []),
        ("60", []),
    ],
)
def test_words_are_found_in_notes_and_times(place: Workplace, words: str, found: list[int]) -> None:
    assert find_words(place, words) == found


def test_cited_or_not_follows_the_citations(place: Workplace) -> None:
    place.panes.moments.filters.by_cited.setCurrentIndex(2)
    choose(place, 1, 2)
    change_marks.mark_cite(place.context)
    settle()
    assert listed(place) == [0, 3]
    place.panes.moments.filters.by_cited.setCurrentIndex(1)
    assert listed(place) == [1, 2]
    edit.undo_last(place.context)
    settle()
    assert listed(place) == []


def test_a_key_never_reaches_a_moment_that_a_filter_took_from_sight(place: Workplace) -> None:
    choose(place, 0, 1, 2)
    place.panes.moments.filters.by_type.setCurrentIndex(1)
    settle()
    assert selected(place) == [0]
    change_marks.retract(place.context)
    settle()
    assert [each.annotation_id for each in place.marks] == ["mark-1", "mark-2", "mark-3"]
    place.panes.moments.filters.clear()
    choose(place, 1, 2)
    find.find_open(place.context)
    QTest.keyClicks(focus(), "why")
    place.panes.moments.finder.field.searched.emit("why")
    assert selected(place) == []


def test_find_from_the_list_searches_the_moments_and_enter_leads_into_the_list(place: Workplace) -> None:
    place.page.focus_named("moments")
    find.find_open(place.context)
    field = place.panes.moments.finder.field
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "why")
    press(place, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is place.panes.moments.table
    assert (listed(place), selected(place)) == ([3], [3])


# ---- several at once ---------------------------------------------------------------------------------


def test_shift_and_arrows_and_ctrl_a_select_several_and_the_timeline_shows_it(place: Workplace) -> None:
    choose(place, 0)
    press(place, Qt.Key.Key_Down, SHIFT)
    assert set(selected(place)) == {0, 1}
    press(place, Qt.Key.Key_A, CTRL)
    assert set(selected(place)) == {0, 1, 2, 3}
    assert set(place.panes.video.timeline._selection.ids) == {f"mark-{n}" for n in range(4)}
    change_marks.mark_type(place.context, "worry")
    settle()
    assert {each.mark_type for each in place.marks} == {MarkType.WORRY}
    edit.undo_last(place.context)
    settle()
    assert [each.mark_type.value for each in place.marks] == list(KINDS)


def test_what_the_timeline_selects_is_selected_in_the_list(place: Workplace) -> None:
    place.panes.video.timeline.selection_changed.emit(("mark-2", "mark-0"))
    settle()
    assert place.panes.moments.selected_ids == ("mark-2", "mark-0")
    assert place.panes.moments.finder.counts == "4 moments · 2 selected"


def test_nothing_plays_while_several_are_being_selected(place: Workplace, qtbot: QtBot) -> None:
    choose(place, 0)
    asked: list[str] = []
    place.panes.moments.moment_asked.connect(asked.append)
    press(place, Qt.Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: not place.panes.moments._patience.isActive())
    assert asked == []


def test_after_delete_the_next_row_is_chosen(place: Workplace) -> None:
    choose(place, 1)
    change_marks.retract(place.context)
    settle()
    assert listed(place) == [0, 2, 3]
    assert selected(place) == [2]
    assert place.panes.moments.selected_ids == ("mark-2",)


def test_dragged_rows_carry_every_selected_moment(place: Workplace) -> None:
    choose(place, 1, 2)
    model = place.panes.moments.model
    carried = model.mimeData(place.panes.moments.table.selectedIndexes())
    assert carried.data(model.mimeTypes()[0]).toStdString().split("\n") == ["mark-1", "mark-2"]


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


# ---- ten thousand ------------------------------------------------------------------------------------


def test_ten_thousand_rows_are_one_reset_and_one_more_is_one_row(qtbot: QtBot) -> None:
    model = MomentsModel()
    with qtbot.waitSignal(model.modelReset):
        model.set_annotations(a_mark(f"{n:05}", n * 1_000) for n in range(10_000))
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(model.rowsInserted):
        model.insert_or_update(a_mark("new", 5_000_500))
    assert (model.rowCount(), model.row_of("new"), resets) == (10_001, 5_001, [])
    model.merge([a_mark(f"{n:05}", n * 1_000, text="all") for n in range(MANY + 1)], ())
    assert resets == [1]
    model.narrow(Query(words="all"))
    assert (model.rowCount(), model.total) == (MANY + 1, 10_001)
    model.deleteLater()


def test_the_order_of_a_key_goes_round() -> None:
    order = Order()
    seen = []
    for _ in range(6):
        order = order.next()
        seen.append((order.column, order.is_down))
    assert seen == [
        (Column.TIME, True),
        (Column.CRITERION, False),
        (Column.TYPE, False),
        (Column.TEXT, False),
        (Column.CITED, False),
        (Column.TIME, False),
    ]


@pytest.mark.parametrize("typed", ["0:10 - 0:20", "0:10\N{EN DASH}0:20", "10-20", "00:00:10,0 \N{EM DASH} 0:20.000"])
def test_a_stretch_is_typed_with_any_dash(typed: str) -> None:
    assert parse_span(typed) == TimeSelector(10 * S, 20 * S, is_point=False)
