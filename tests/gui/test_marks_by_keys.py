"""I and O, nudges by real frames, and keys on several marks at once, over a real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from assessor_app.commands import annotate, change_marks, edit
from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import PlayerState
from tests.fakes.store_factory import criterion_id
from tests.gui.workbench_fixtures import PDF, Workplace, open_workbench, settle

UNEVEN = (0, 33_000, 50_000, 150_000, 190_000, 223_000, 300_000, 310_000, 400_000)


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        look_at(workplace, 0)
        yield workplace


def look_at(place: Workplace, index: int, times: tuple[int, ...] = UNEVEN) -> None:
    """Show that frame of a recording with these frames."""
    player = place.page.player
    player.frame_times = FrameTimes(times)
    start_us, end_us = player.frame_times.span(index)
    player.at_us, player.frame_us = start_us, end_us - start_us


def spans(place: Workplace) -> list[tuple[int, int, bool]]:
    selectors = (mark.selector for mark in place.marks)
    return [(s.start_us, s.end_us, s.is_point) for s in selectors if isinstance(s, TimeSelector)]


def mark(place: Workplace, index: int, number: int = 1) -> str:
    look_at(place, index)
    pending = annotate.mark_criterion(place.context, number)
    settle()
    assert pending is not None
    return str(pending.annotation_id)


def begin(place: Workplace, index: int) -> str:
    look_at(place, index)
    pending = annotate.mark_begin(place.context)
    settle()
    assert pending is not None
    return str(pending.annotation_id)


def end(place: Workplace, index: int) -> None:
    look_at(place, index)
    annotate.mark_end(place.context)
    settle()


# ---- I and O -------------------------------------------------------------------------------------


def test_o_ends_the_stretch_i_began_whatever_was_marked_between(place: Workplace) -> None:
    begin(place, 1)
    mark(place, 2)
    mark(place, 3)
    end(place, 4)
    assert spans(place) == [(33_000, 223_000, False), (50_000, 150_000, True), (150_000, 190_000, True)]


def test_stretches_inside_each_other_end_from_the_inside(place: Workplace) -> None:
    begin(place, 1)
    begin(place, 3)
    end(place, 4)
    end(place, 6)
    assert spans(place) == [(33_000, 310_000, False), (150_000, 223_000, False)]


def test_o_without_an_i_makes_the_last_mark_a_stretch(place: Workplace) -> None:
    mark(place, 1)
    end(place, 3)
    assert spans(place) == [(33_000, 190_000, False)]


def test_o_means_the_mark_selected_before_any_other(place: Workplace) -> None:
    chosen = mark(place, 0)
    begin(place, 1)
    place.page._select(chosen)
    end(place, 2)
    assert spans(place) == [(0, 150_000, False), (33_000, 50_000, True)]


def test_o_on_the_very_frame_of_its_point_makes_a_stretch_of_one_frame(place: Workplace) -> None:
    begin(place, 1)
    end(place, 1)
    assert spans(place) == [(33_000, 50_000, False)]


def test_o_before_the_i_says_so_and_the_next_o_still_ends_it(place: Workplace) -> None:
    begin(place, 4)
    mark(place, 5)
    end(place, 1)
    assert "A stretch ends after it begins" in place.screens.said[-1]
    end(place, 6)
    assert spans(place) == [(190_000, 310_000, False), (223_000, 300_000, True)]


def test_a_stretch_whose_beginning_was_undone_is_not_ended(place: Workplace) -> None:
    mark(place, 0)
    begin(place, 1)
    edit.undo_last(place.context)
    settle()
    end(place, 2)
    assert spans(place) == [(0, 33_000, True)]
    assert "Mark a moment first" in place.screens.said[-1]


def test_one_undo_takes_the_end_back_and_another_the_beginning(place: Workplace) -> None:
    begin(place, 1)
    end(place, 3)
    edit.undo_last(place.context)
    settle()
    assert spans(place) == [(33_000, 50_000, True)]
    edit.undo_last(place.context)
    settle()
    assert spans(place) == []


def test_no_mark_ever_gets_its_end_from_another_recording(place: Workplace) -> None:
    chosen = mark(place, 1)
    other = replace(place.page.view.submission.artifacts[2], media_type="video/mp4")
    place.page._state.artifact = other
    place.page._state.selected_ids = (chosen,)
    annotate.mark_end(place.context)
    change_marks.nudge_start(place.context, 1)
    settle()
    assert spans(place) == [(33_000, 50_000, True)]
    assert all("another part of the evidence" in said for said in place.screens.said[-2:])


# ---- nudges --------------------------------------------------------------------------------------


def test_a_nudge_moves_by_the_recordings_own_frames(place: Workplace) -> None:
    mark(place, 1)
    look_at(place, 6)  # the frame on the screen is another one, of another length
    for expected in ((50_000, 150_000, True), (150_000, 190_000, True), (190_000, 223_000, True)):
        change_marks.nudge_start(place.context, 1)
        settle()
        assert spans(place) == [expected]
    change_marks.nudge_end(place.context, 2)
    settle()
    assert spans(place) == [(190_000, 310_000, False)]


def test_nudges_end_at_the_first_frame_and_say_when_nothing_is_left(place: Workplace) -> None:
    mark(place, 1)
    for _ in range(3):
        change_marks.nudge_start(place.context, -1)
    settle()
    assert spans(place) == [(0, 33_000, True)]
    change_marks.nudge_end(place.context, -1)
    settle()
    assert spans(place) == [(0, 33_000, True)]
    assert "one frame" in place.screens.said[-1]


def test_a_held_key_is_one_write_and_one_undo_step(place: Workplace) -> None:
    mark(place, 0)
    writes = place.desk.writes
    place.desk.hold()
    for _ in range(5):
        change_marks.nudge_start(place.context, 1)
    assert writes.under_way == 1
    place.desk.release()
    settle()
    assert spans(place) == [(223_000, 300_000, True)]
    for _ in range(2):
        change_marks.nudge_start(place.context, 1)
    settle()
    edit.undo_last(place.context)
    settle()
    assert spans(place) == [(0, 33_000, True)]


def test_an_undo_between_two_nudges_stays_between_them(place: Workplace) -> None:
    mark(place, 0)
    place.desk.hold()
    change_marks.nudge_start(place.context, 2)
    edit.undo_last(place.context)
    change_marks.nudge_start(place.context, 1)
    place.desk.release()
    settle()
    assert spans(place) == [(33_000, 50_000, True)]


def test_while_paused_the_picture_follows_the_edge_that_moved(place: Workplace) -> None:
    mark(place, 1)
    change_marks.nudge_start(place.context, 1)
    settle()
    assert place.page.player.at_us == 50_000
    change_marks.nudge_end(place.context, 1)
    settle()
    assert place.page.player.at_us == 190_000 - 1
    place.page.player.state = PlayerState.PLAYING
    change_marks.nudge_end(place.context, 1)
    settle()
    assert place.page.player.at_us == 190_000 - 1


def test_while_the_frames_of_a_video_are_not_known_nothing_moves(place: Workplace) -> None:
    mark(place, 1)
    place.page.player.frame_times = None
    change_marks.nudge_start(place.context, 1)
    settle()
    assert spans(place) == [(33_000, 50_000, True)]
    assert "still being counted" in place.screens.said[-1]


class Slow:
    """A context of somebody who takes 45 ms to press a key."""

    def __init__(self, inner: object) -> None:
        self._inner = inner
        self.key_lead_us = 45_000

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (1.0, (50_000, 150_000, True)),
        (2.0, (50_000, 150_000, True)),
        (4.0, (0, 33_000, True)),
        (-1.0, (223_000, 300_000, True)),
        (-4.0, (310_000, 400_000, True)),
    ],
)
def test_reaction_time_leads_to_the_frame_that_was_on_the_screen_then(
    place: Workplace, rate: float, expected: tuple[int, int, bool]
) -> None:
    look_at(place, 4)
    place.page.player.state, place.page.player.rate = PlayerState.PLAYING, rate
    annotate.mark_criterion(Slow(place.context), 1)
    settle()
    assert spans(place) == [expected]


def test_a_picture_that_stands_is_marked_itself_whatever_the_reaction_time(place: Workplace) -> None:
    look_at(place, 4)
    annotate.mark_criterion(Slow(place.context), 1)
    annotate.mark_begin(Slow(place.context))
    settle()
    assert spans(place) == [(190_000, 223_000, True)] * 2


# ---- held keys -----------------------------------------------------------------------------------


def hold(place: Workplace, began: int, ended: int) -> None:
    look_at(place, began)
    pending = annotate.mark_criterion(place.context, 1)
    look_at(place, ended)
    finish = annotate.mark_extend(place.context, pending)
    assert finish is not None
    finish()
    settle()


def test_held_while_it_plays_backwards_the_stretch_is_what_ran_past(place: Workplace) -> None:
    place.page.player.state, place.page.player.rate = PlayerState.PLAYING, -1.0
    hold(place, 6, 3)
    assert spans(place) == [(150_000, 310_000, False)]


def test_held_while_a_stretch_is_repeated_it_ends_where_that_turned(place: Workplace) -> None:
    place.page.controls.toggle_loop((33_000, 300_000))
    hold(place, 4, 2)
    assert spans(place) == [(190_000, 300_000, False)]


# ---- several at once -----------------------------------------------------------------------------


def test_a_type_key_means_all_selected_marks_and_one_undo_takes_it_back(place: Workplace) -> None:
    ids = [mark(place, index) for index in range(3)]
    place.page._state.selected_ids = tuple(ids[:2])
    change_marks.mark_type(place.context, "worry")
    settle()
    assert [each.mark_type for each in place.marks] == [MarkType.WORRY, MarkType.WORRY, MarkType.NOTE]
    edit.undo_last(place.context)
    settle()
    assert {each.mark_type for each in place.marks} == {MarkType.NOTE}


def test_retract_means_all_selected_marks(place: Workplace) -> None:
    ids = [mark(place, index) for index in range(3)]
    place.page._state.selected_ids = tuple(ids[1:])
    change_marks.retract(place.context)
    settle()
    assert [each.annotation_id for each in place.marks] == ids[:1]
    assert "2 marks were taken away" in place.screens.said[-1]
    assert place.page.selected_mark_ids == ()
    edit.undo_last(place.context)
    settle()
    assert [each.annotation_id for each in place.marks] == ids


def test_cite_cites_each_for_its_criterion_and_pressed_again_takes_it_back(place: Workplace) -> None:
    ids = [mark(place, 0, 1), mark(place, 1, 2)]
    place.page._state.selected_ids = tuple(ids)
    change_marks.mark_cite(place.context)
    settle()
    assert [place.score(criterion_id(n)).cited for n in (1, 2)] == [(ids[0],), (ids[1],)]
    change_marks.mark_cite(place.context)
    settle()
    assert [place.score(criterion_id(n)).cited for n in (1, 2)] == [(), ()]


def test_link_moves_all_selected_to_the_criterion_picked(place: Workplace) -> None:
    ids = [mark(place, 0, 1), mark(place, 1, 2)]
    place.page._state.selected_ids = tuple(ids)
    place.page.pick_criterion = lambda then: then(criterion_id(3))
    change_marks.mark_link(place.context)
    settle()
    assert {each.criterion_id for each in place.marks} == {criterion_id(3)}


@pytest.mark.parametrize("act", [change_marks.mark_cite, change_marks.mark_link, change_marks.retract])
def test_without_a_mark_keys_say_what_to_do(place: Workplace, act: Any) -> None:
    act(place.context)
    assert "Mark a moment first" in place.screens.said[-1]


def test_a_type_key_means_a_selected_mark_of_other_evidence_too(place: Workplace) -> None:
    chosen = mark(place, 0)
    place.show(PDF)
    place.page._select(chosen)
    change_marks.mark_type(place.context, "question")
    settle()
    assert place.marks[0].mark_type is MarkType.QUESTION
