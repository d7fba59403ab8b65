"""The list of moments: sorted, narrowed, searched, several selected at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor_app.commands import change_marks, edit, find
from assessor_app.domain.annotation import MarkType
from assessor_app.gui.models.moments import MANY, Column, MomentsModel
from assessor_app.gui.models.moments_order import Order, Query
from tests.fakes.marks import mark as a_mark
from tests.fakes.store_factory import criterion_id
from tests.gui.moments_fixtures import (
    CTRL,
    KINDS,
    SHIFT,
    choose,
    find_words,
    four_moments,
    listed,
    press,
    selected,
)
from tests.gui.workbench_fixtures import Workplace, settle
from tests.journeys.hands import focus


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with four_moments(qapp, tmp_path) as workplace:
        yield workplace


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
    QTest.keyClicks(focus(), "why")
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


def test_moments_dropped_on_a_criterion_are_cited_in_one_step(place: Workplace) -> None:
    place.page._scoring._cite(criterion_id(1), "mark-2\nmark-3")
    settle()
    assert place.score(criterion_id(1)).cited == ("mark-2", "mark-3")
    edit.undo_last(place.context)
    settle()
    assert place.score(criterion_id(1)).cited == ()
    assert place.marks[3].criterion_id is None
    place.page._scoring._cite(criterion_id(1), "mark-2\nmark-1")
    settle()
    assert "marked for another criterion" in place.screens.said[-1]
    assert place.score(criterion_id(1)).cited == ()


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
