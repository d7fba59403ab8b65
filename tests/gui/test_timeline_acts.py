"""The timeline in the workbench over a real store: what is dragged there is saved, undone in one step, or refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.commands import annotate, edit, timeline
from assessor_app.domain.annotation import TimeSelector
from assessor_app.domain.submission import AssignmentState
from assessor_app.gui.widgets.timeline_view import TimelineView
from assessor_app.media.frame_times import FrameTimes
from assessor_app.services.refusals import UnknownAnnotation
from tests.gui.timeline_fixtures import LEFT, MINUTE, NO_KEY, drag, pull, spot, x_of
from tests.gui.workbench_fixtures import PDF, VIDEO, Workplace, open_workbench, settle

FRAME_US = 40_000


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        view = workplace.panes.video.timeline
        view.set_duration(10 * MINUTE)
        workplace.page.player.frame_times = FrameTimes(range(0, 10 * MINUTE, FRAME_US))
        workplace.page.player.frame_painted.emit(0)  # now the timeline knows the frames
        settle()
        yield workplace


def view_of(place: Workplace) -> TimelineView:
    found = place.panes.video.timeline
    assert isinstance(found, TimelineView)
    return found


def mark(place: Workplace, at_us: int, end_us: int = 0) -> str:
    player = place.page.player
    player.at_us = at_us
    pending = annotate.mark_criterion(place.context, 1)
    assert pending is not None
    if end_us:
        player.at_us = end_us - FRAME_US
        annotate.mark_end(place.context)
    settle()
    return str(pending.annotation_id)


def span(place: Workplace) -> tuple[int, int, bool]:
    (only,) = place.marks
    assert isinstance(only.selector, TimeSelector)
    return only.selector.start_us, only.selector.end_us, only.selector.is_point


def test_a_dragged_edge_is_saved_and_undone_in_one_step(place: Workplace) -> None:
    mark(place, 2 * MINUTE, 4 * MINUTE)
    before, view = span(place), view_of(place)
    assert before == (2 * MINUTE, 4 * MINUTE, False)
    drag(view, spot(view, 4 * MINUTE, 1), spot(view, 6 * MINUTE, 1))
    settle()
    start, end, is_point = span(place)
    assert (start, is_point) == (2 * MINUTE, False)
    assert end % FRAME_US == 0
    assert end == pytest.approx(6 * MINUTE, abs=MINUTE // 30)
    assert view._ghost is None  # the mark itself is there now
    edit.undo_last(place.context)
    settle()
    assert span(place) == before
    edit.redo_last(place.context)
    settle()
    assert span(place) == (start, end, False)


@pytest.mark.parametrize("are_known_at_drop", [False, True])
def test_what_is_dragged_lies_on_frames_though_they_became_known_meanwhile(
    place: Workplace, are_known_at_drop: bool
) -> None:
    mark(place, 2 * MINUTE, 4 * MINUTE)
    view, player = view_of(place), place.page.player
    frames, player.frame_times = player.frame_times, None
    view.set_frame_times(None)
    if not are_known_at_drop:
        player.frame_times = frames  # since the last picture was painted, and none was since
    pull(view, spot(view, 4 * MINUTE, 1), spot(view, 6 * MINUTE, 1))
    player.frame_times = frames
    if are_known_at_drop:
        player.frame_painted.emit(player.at_us)
    QTest.mouseRelease(view, LEFT, NO_KEY, spot(view, 6 * MINUTE, 1))
    settle()
    start, end, _ = span(place)
    assert start == 2 * MINUTE
    assert end > 5 * MINUTE
    assert end % FRAME_US == 0


def test_a_dragged_point_stays_a_point(place: Workplace) -> None:
    mark(place, 2 * MINUTE)
    view = view_of(place)
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 7 * MINUTE, 1))
    settle()
    start, end, is_point = span(place)
    assert (end - start, is_point, start % FRAME_US) == (FRAME_US, True, 0)
    assert start == pytest.approx(7 * MINUTE, abs=MINUTE // 30)


def test_esc_during_a_drag_writes_nothing(place: Workplace) -> None:
    mark(place, 2 * MINUTE)
    before, view = place.marks, view_of(place)
    pull(view, spot(view, 2 * MINUTE, 1), spot(view, 7 * MINUTE, 1))
    QTest.keyClick(QApplication.focusWidget() or place.page, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, NO_KEY, spot(view, 7 * MINUTE, 1))
    settle()
    assert place.marks == before


def test_a_refused_drag_says_why_and_goes_back(place: Workplace) -> None:
    annotation_id = mark(place, 2 * MINUTE)
    before, view = place.marks, view_of(place)
    desk_write = place.desk.write

    def refuse(act: object, then: object = None, failed: object = None) -> None:
        assert callable(failed)
        failed(UnknownAnnotation(annotation_id))

    place.desk.write = refuse  # type: ignore[method-assign]
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 7 * MINUTE, 1))
    place.desk.write = desk_write  # type: ignore[method-assign]
    assert view._ghost is None
    assert place.screens.said
    assert place.marks == before


def test_a_mark_is_not_moved_to_a_guess_while_frames_are_unknown(place: Workplace) -> None:
    mark(place, 2 * MINUTE)
    before, view = place.marks, view_of(place)
    place.page.player.frame_times = None
    view.set_frame_times(None)
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 7 * MINUTE, 1))
    assert place.marks == before
    assert "still being counted" in place.screens.said[-1]
    assert view._ghost is None


def test_a_submission_that_can_only_be_read_cannot_be_dragged(place: Workplace) -> None:
    mark(place, 2 * MINUTE)
    view, state = view_of(place), place.page._state
    assert state.view is not None
    done = replace(state.view.assignment, state=AssignmentState.WITHDRAWN)
    state.view = replace(state.view, assignment=done)
    place.page._display.artifact()
    before = place.marks
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 7 * MINUTE, 1))
    assert place.marks == before


def test_a_frame_over_lanes_is_what_keys_mean(place: Workplace) -> None:
    first, second = mark(place, 2 * MINUTE), mark(place, 3 * MINUTE)
    view = view_of(place)
    drag(view, spot(view, MINUTE, 1), spot(view, 4 * MINUTE, 1))
    settle()
    assert place.page._state.selected_ids == (first, second)
    assert place.page.chosen_mark_id == first


def test_a_stretch_on_the_ruler_is_repeated(place: Workplace) -> None:
    view = view_of(place)
    start, end = QPoint(x_of(view, 2 * MINUTE), 8), QPoint(x_of(view, 4 * MINUTE), 8)
    drag(view, start, end, Qt.KeyboardModifier.ShiftModifier)
    settle()
    loop = place.panes.video.controls.loop
    assert loop.start_us == pytest.approx(2 * MINUTE, abs=MINUTE // 30)
    assert loop.end_us == pytest.approx(4 * MINUTE, abs=MINUTE // 30)


def test_commands_zoom_and_go_from_mark_to_mark(place: Workplace) -> None:
    first, second = mark(place, 2 * MINUTE), mark(place, 8 * MINUTE)
    view, context = view_of(place), place.context
    view.set_position(0)
    place.page._select(second)
    timeline.go_to_neighbour(context, -1)
    assert place.page._state.selected_id == first
    timeline.go_to_neighbour(context, -1)
    assert place.screens.said[-1] == "There is no moment before this one."
    timeline.zoom(context, 2)
    assert view.scale.zoom == pytest.approx(4)
    timeline.go_to_neighbour(context, 1)
    assert view.scale.keeps(8 * MINUTE)
    timeline.show_whole(context)
    assert view.scale.zoom == 1


def test_a_drag_ends_with_the_video_it_began_on(place: Workplace) -> None:
    mark(place, 2 * MINUTE)
    view = view_of(place)
    pull(view, spot(view, 2 * MINUTE, 1), spot(view, 7 * MINUTE, 1))
    before = place.marks
    place.show(PDF)
    place.show(VIDEO)
    QTest.mouseRelease(view, LEFT, NO_KEY, spot(view, 7 * MINUTE, 1))
    settle()
    assert place.marks == before
    assert view._ghost is None
