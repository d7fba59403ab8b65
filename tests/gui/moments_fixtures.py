"""Four moments of the lesson in the list, and hands that select, press and search; over a real store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.media.frame_times import FrameTimes
from assessor_app.services import annotate
from tests.fakes.store_factory import criterion_id
from tests.gui.workbench_fixtures import ASSIGNMENT, VIDEO, Workplace, open_workbench, settle
from tests.journeys.hands import focus

S = 1_000_000
KINDS = ("strength", "question", "worry", "note")
NOTES = ("zebra", "counts to four", "", "asks why")
opens_lists = pytest.mark.qt_log_ignore("grabbing the keyboard", r"support raise\(\)", extend=True)
"""What the offscreen platform says of any list that opens."""
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@contextmanager
def four_moments(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
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
