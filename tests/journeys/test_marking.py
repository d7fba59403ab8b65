"""Journey (b): moments are marked while the video plays, noted, typed and taken back, also after a restart."""

from pathlib import Path

import av
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from assessor_app.config.paths import data_dir
from assessor_app.domain.annotation import MarkType, TimeSelector
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import CTRL, SHIFT, click, focus, key_down, key_up, press, write
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers
from tests.journeys.workplace import DIGIT, Workplace

pytestmark = without_loudspeakers

KEY = Qt.Key
ROUNDING_US = 1
"""The engine and the file tell the same time in different units."""


@pytest.fixture
def place(server: PracticeProcess, laptop: Laptop) -> Workplace:
    """The submission with a clip of uneven frames is open, its video here."""
    laptop.sign_in_and_sync(server)
    assignment_id = next(row.assignment_id for row in laptop.inbox if "gestures" in row.micro_credential)
    laptop.download(assignment_id)
    return laptop.open(assignment_id)


def true_frame_times(name: str) -> tuple[int, ...]:
    """When each frame of a sample clip is shown, read without the application."""
    with av.open(data_dir("resources") / "sample" / "clips" / name) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        ticks = sorted(packet.pts for packet in container.demux(stream) if packet.pts is not None)
        return tuple(round((tick - ticks[0]) * stream.time_base * 1_000_000) for tick in ticks)


def distance(at_us: int, times: tuple[int, ...]) -> int:
    return min(abs(at_us - time_us) for time_us in times)


def undo() -> None:
    press(KEY.Key_Z, CTRL)


def redo() -> None:
    press(KEY.Key_Z, CTRL | SHIFT)


def test_pressing_3_while_the_video_plays_marks_the_frame_on_the_screen(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    place.watch_for(400_000)
    seen_us = place.at_us
    press(DIGIT[3])
    assert place.is_playing, "marking must not pause"
    laptop.wait(place.listed, "the moment in the list")
    assert place.is_playing
    (mark,) = place.on_disk()
    assert isinstance(mark.selector, TimeSelector)
    assert (mark.selector.start_us, mark.selector.is_point) == (seen_us, True)
    assert mark.criterion_id == place.criteria[2].criterion_id
    times = true_frame_times("gestures.mp4")
    assert distance(mark.selector.start_us, times) <= ROUNDING_US
    assert distance(mark.selector.end_us, times) <= ROUNDING_US
    assert [time for time in times if mark.selector.start_us + 2 < time < mark.selector.end_us - 2] == []
    assert place.listed() == place.drawn() == [mark.annotation_id]
    assert laptop.reads("Saved on this laptop")
    place.watch_for(200_000)


def test_a_key_held_down_marks_a_stretch_that_one_undo_takes_back(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    began_us = place.at_us
    key_down(DIGIT[2])
    place.watch_for(700_000)
    ended_us = place.at_us
    key_up(DIGIT[2])
    laptop.rest()
    (mark,) = place.on_disk()
    assert isinstance(mark.selector, TimeSelector)
    assert not mark.selector.is_point
    assert mark.selector.start_us == began_us
    assert mark.selector.end_us > ended_us
    assert distance(mark.selector.end_us, true_frame_times("gestures.mp4")) <= ROUNDING_US
    undo()
    laptop.wait(lambda: not place.listed(), "the stretch to go")
    assert place.on_disk() == ()
    undo()
    laptop.rest()
    assert "Nothing left to undo" in laptop.status_line
    redo()
    laptop.wait(place.listed, "the stretch to come back")
    assert place.on_disk()[0].selector == mark.selector


def test_enter_writes_a_note_while_the_video_waits(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    mark = place.mark(1)
    press(KEY.Key_Return)
    laptop.wait(lambda: isinstance(focus(), QLineEdit), "the note")
    assert not place.is_playing
    write("3 children wait, 1 shouts")
    press(KEY.Key_Return)
    laptop.wait(lambda: place.is_playing, "the video to go on")
    assert place.panes.video.surface.hasFocus()
    laptop.rest()
    (noted,) = place.on_disk()
    assert (noted.annotation_id, noted.text) == (mark.annotation_id, "3 children wait, 1 shouts")
    assert noted.selector == mark.selector


def test_escape_leaves_the_note_without_saving_it(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    place.mark(1)
    press(KEY.Key_Return)
    laptop.wait(lambda: isinstance(focus(), QLineEdit), "the note")
    write("perhaps")
    press(KEY.Key_Escape)
    laptop.wait(place.panes.video.surface.hasFocus, "the focus on the video")
    laptop.rest()
    assert place.on_disk()[0].text == ""


def test_s_q_and_w_say_what_kind_of_moment_it_is(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    place.mark(1)
    for key, kind in (
        (KEY.Key_S, MarkType.STRENGTH),
        (KEY.Key_Q, MarkType.QUESTION),
        (KEY.Key_W, MarkType.WORRY),
    ):
        press(key)
        laptop.rest()
        assert [mark.mark_type for mark in place.on_disk()] == [kind]
    assert place.is_playing


def test_in_a_text_field_letters_and_digits_are_text(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    place.mark(1)
    words = "3 questions, 1 space: wait s q w n"
    place.open_criterion(1)
    click(place.card(1).rationale.viewport())
    write(words)
    laptop.wait(lambda: laptop.reads("Saving"), "the page to say that it saves")
    press(KEY.Key_Z, CTRL)
    press(KEY.Key_Z, CTRL | SHIFT)
    press(KEY.Key_Escape)
    laptop.rest()
    assert place.panes.video.surface.hasFocus()
    (mark,) = place.on_disk()
    assert mark.mark_type is MarkType.NOTE
    (score,) = place.assessment().scores
    assert (score.rationale, score.level_id) == (words, None)
    assert place.is_playing


def test_undo_and_redo_go_on_after_the_laptop_was_switched_off(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    first, second = place.mark(1), place.mark(2)
    place.choose_level(1, 2)
    place.back_to_the_video()
    undo()
    laptop.rest()
    assert place.assessment().scores[0].level_id is None
    laptop.switch_off()
    laptop.switch_on()
    place = laptop.open(place.assignment_id)
    laptop.wait(lambda: place.at_us >= 0, "the first picture")
    assert place.listed() == [first.annotation_id, second.annotation_id]
    redo()
    laptop.rest()
    assert place.assessment().scores[0].level_id == place.criteria[0].levels[1].level_id
    undo()
    undo()
    laptop.wait(lambda: place.listed() == [first.annotation_id], "the second mark to go")
    laptop.rest()
    assert [mark.annotation_id for mark in place.on_disk()] == [first.annotation_id]
    laptop.switch_off()
    laptop.switch_on()
    place = laptop.open(place.assignment_id)
    laptop.wait(lambda: place.at_us >= 0, "the first picture")
    redo()
    laptop.wait(lambda: place.listed() == [first.annotation_id, second.annotation_id], "the second mark again")


def test_a_click_on_a_moment_plays_it_from_a_little_before(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    press(KEY.Key_Right)
    press(KEY.Key_Right)
    laptop.wait(lambda: place.at_us > 9_000_000, "the jump")
    mark = place.mark(4)
    press(KEY.Key_Space)
    laptop.wait(lambda: not place.is_playing, "the pause")
    table = place.panes.moments.table
    row = place.listed().index(mark.annotation_id)
    click(table.viewport(), table.visualRect(table.model().index(row, 0)).center())
    assert mark.start_us is not None
    before_us = mark.start_us - 5_000_000
    laptop.wait(lambda: place.is_playing and abs(place.at_us - before_us) < 1_500_000, "the moment to play")


def test_the_clip_the_times_are_checked_with_has_uneven_frames() -> None:
    times = true_frame_times("gestures.mp4")
    gaps = {after - before for before, after in zip(times, times[1:], strict=False)}
    assert max(gaps) - min(gaps) > 5_000
    assert Path(data_dir("resources") / "sample" / "clips" / "gestures.mp4").stat().st_size > 1_000_000


def test_the_next_submission_opens_with_the_keys_on_its_video(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    place.look_at(place.part("application/pdf"))
    laptop.wait(lambda: laptop.reads("Page 1 of"), "the lesson plan")
    other_id = laptop.window.inbox.neighbour(place.assignment_id, 1)
    assert other_id is not None
    press(KEY.Key_PageDown, CTRL)
    other = Workplace(laptop, other_id)
    laptop.wait(lambda: other.is_open, "the next submission")
    other.declare()
    laptop.wait(other.panes.video.surface.hasFocus, "the keys on its video")
    press(KEY.Key_PageUp, CTRL)
    laptop.wait(lambda: place.is_open, "the one before")
    place.watch()
    place.mark(1)
