"""The model of the moments list: always sorted, and honest to its views about what changed."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import MarkType
from assessor_app.gui.models.moments import Column, MomentsModel, Role
from assessor_app.gui.tokens import DARK
from tests.fakes.marks import mark, page_mark

CRITERIA = ((1, "c1", "Asks open questions"), (2, "c2", "Waits three seconds"))
DISPLAY = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[MomentsModel]:
    moments = MomentsModel()
    # Complains as a Qt warning or aborts when rows and signals do not agree.
    tester = QAbstractItemModelTester(moments, QAbstractItemModelTester.FailureReportingMode.Warning)
    moments.set_criteria(CRITERIA)
    yield moments
    del tester


def ids(model: MomentsModel) -> list[str]:
    return [model.annotation_at(row).annotation_id for row in range(model.rowCount())]


def said(model: MomentsModel, row: int, column: Column, role: int = DISPLAY) -> object:
    return model.data(model.index(row, column), role)


def test_rows_are_sorted_by_start_and_those_without_a_time_come_last(model: MomentsModel) -> None:
    model.set_annotations([page_mark("page", 2), mark("b", 20), mark("gone", 5, is_retracted=True), mark("a", 10)])
    assert ids(model) == ["a", "b", "page"]


def test_a_row_says_time_criterion_type_and_note(model: MomentsModel) -> None:
    model.set_annotations(
        [mark("a", 751_480_000, criterion_id="c2", text="counts\nto four", mark_type=MarkType.QUESTION)]
    )
    row = [said(model, 0, column) for column in Column]
    assert row == ["00:12:31.480", "2", "question", "counts to four", ""]
    assert said(model, 0, Column.TEXT, Qt.ItemDataRole.ToolTipRole) == "counts\nto four"
    assert said(model, 0, Column.CRITERION, Qt.ItemDataRole.DecorationRole) is not None


def test_a_range_says_its_length_and_on_hover_its_end(model: MomentsModel) -> None:
    model.set_annotations([mark("a", 842_013_000, end_us=860_200_000)])
    assert said(model, 0, Column.TIME) == "00:14:02.013 +18 s"
    assert said(model, 0, Column.TIME, Qt.ItemDataRole.ToolTipRole) == "00:14:02.013 – 00:14:20.200"


def test_a_row_is_said_to_screen_readers_in_a_sentence(model: MomentsModel) -> None:
    model.set_annotations([mark("a", 751_480_000, criterion_id="c2", text="counts to four"), page_mark("p", 3)])
    model.set_cited(["a"])
    role = Qt.ItemDataRole.AccessibleTextRole
    words = "12 minutes 31.480 seconds, criterion 2, strength, counts to four, cited"
    assert said(model, 0, Column.TIME, role) == words
    assert said(model, 1, Column.TIME, role) == "page 3, criterion 1, note"


def test_a_new_moment_is_one_inserted_row(model: MomentsModel, qtbot: QtBot) -> None:
    model.set_annotations([mark("a", 10), mark("c", 30)])
    with qtbot.waitSignal(model.rowsInserted) as inserted, qtbot.assertNotEmitted(model.modelReset):
        model.insert_or_update(mark("b", 20))
    assert inserted.args is not None
    assert inserted.args[1:] == [1, 1]
    assert ids(model) == ["a", "b", "c"]


def test_a_changed_note_is_one_changed_row(model: MomentsModel, qtbot: QtBot) -> None:
    model.set_annotations([mark("a", 10), mark("b", 20)])
    with qtbot.waitSignal(model.dataChanged) as changed, qtbot.assertNotEmitted(model.rowsInserted):
        model.insert_or_update(mark("b", 20, text="counts to four"))
    assert changed.args is not None
    assert changed.args[0].row() == changed.args[1].row() == 1
    assert said(model, 1, Column.TEXT) == "counts to four"


@pytest.mark.parametrize("start_us", [5, 15, 25, 26, 35, 45])
def test_a_nudged_moment_moves_and_stays_chosen(model: MomentsModel, start_us: int) -> None:
    model.set_annotations([mark("a", 10), mark("b", 20), mark("c", 30), mark("d", 40)])
    chosen = QPersistentModelIndex(model.index(1, Column.TIME))
    model.insert_or_update(mark("b", start_us))
    assert ids(model) == sorted("abcd", key=lambda name: {"a": 10, "b": start_us, "c": 30, "d": 40}[name])
    assert chosen.data(Role.ANNOTATION_ID) == "b"
    assert all(model.row_of(name) == row for row, name in enumerate(ids(model)))


def test_a_retracted_moment_leaves(model: MomentsModel, qtbot: QtBot) -> None:
    model.set_annotations([mark("a", 10), mark("b", 20)])
    with qtbot.waitSignal(model.rowsRemoved):
        model.insert_or_update(mark("a", 10, is_retracted=True))
    model.remove("unknown")
    assert ids(model) == ["b"]
    assert model.row_of("a") == -1


def test_citing_changes_only_the_rows_it_concerns(model: MomentsModel) -> None:
    model.set_annotations([mark("a", 10), mark("b", 20), mark("c", 30)])
    model.set_cited(["a"])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last, roles: changed.extend(range(first.row(), last.row() + 1)))
    model.set_cited(["a", "c"])
    assert changed == [2]
    assert [said(model, row, Column.CITED, Role.IS_CITED) for row in range(3)] == [True, False, True]
    model.set_tokens(DARK)
    assert changed == [2, 0, 1, 2]


def test_any_order_of_changes_ends_in_the_same_list(model: MomentsModel) -> None:
    chance = random.Random(11)
    kept: dict[str, int] = {}
    for _ in range(400):
        name, start = f"m{chance.randrange(40)}", chance.randrange(100)
        if chance.random() < 0.3:
            model.remove(name)
            kept.pop(name, None)
        else:
            model.insert_or_update(mark(name, start))
            kept[name] = start
    assert ids(model) == sorted(kept, key=lambda name: (kept[name], name))


def test_a_table_has_headers_and_no_rows_below_rows(model: MomentsModel) -> None:
    model.set_annotations([mark("a", 10)])
    headers = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert headers == ["Time", "Criterion", "Type", "Note", "Cited"]
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_the_same_list_read_again_changes_only_the_rows_that_differ(model: MomentsModel, qtbot: QtBot) -> None:
    model.set_annotations([mark("a", 10), mark("b", 20), mark("c", 30)])
    kept = QPersistentModelIndex(model.index(1, Column.TEXT))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.dataChanged):
        model.show_annotations([mark("b", 20), mark("c", 30), mark("d", 5), mark("gone", 1, is_retracted=True)])
    assert ids(model) == ["d", "b", "c"]
    assert kept.data(Role.ANNOTATION_ID) == "b"
    model.show_annotations([mark("x", 10)])
    assert ids(model) == ["x"]
