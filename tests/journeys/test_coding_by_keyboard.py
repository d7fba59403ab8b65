"""A lesson is coded from beginning to end without the mouse: marked, noted, found, listed, changed, cited, undone."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from assessor_app.domain.annotation import Annotation, MarkType, TimeSelector
from assessor_app.gui.models.moments import Column
from assessor_app.gui.pages.workbench.panes import CAPTIONS, MOMENTS
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import CTRL, SHIFT, focus, press, write
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers
from tests.journeys.test_marking import distance, true_frame_times
from tests.journeys.workplace import DIGIT, Workplace

pytestmark = without_loudspeakers

KEY = Qt.Key
ROUNDING_US = 1
FRAMES = true_frame_times("wait-time.mp4")


@pytest.fixture
def place(server: PracticeProcess, laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """The lesson with captions is open and here; from now on there is no mouse."""
    laptop.sign_in_and_sync(server)
    lesson = next(
        row.assignment_id
        for row in laptop.inbox
        if any(a.media_type == "text/vtt" for a in laptop.view_of(row.assignment_id).submission.artifacts)
    )
    laptop.download(lesson)
    place = laptop.open(lesson)

    def no_mouse(*_: object, **__: object) -> None:
        pytest.fail("somebody took the mouse")

    monkeypatch.setattr(QTest, "mouseClick", no_mouse)
    laptop.wait(lambda: place.at_us >= 0, "the first picture")
    laptop.wait(lambda: place.player.frame_times, "the times of all frames")
    laptop.wait(place.panes.video.surface.hasFocus, "the focus on the video")
    return place


def on_disk(laptop: Laptop, place: Workplace) -> list[Annotation]:
    laptop.rest()
    return sorted(place.on_disk(), key=lambda mark: (mark.created_at, mark.annotation_id))


def frames_of(mark: Annotation) -> tuple[int, int]:
    """Which frame it begins on and which one comes after it; every edge is that of a frame."""
    selector = mark.selector
    assert isinstance(selector, TimeSelector)
    assert distance(selector.start_us, FRAMES) <= ROUNDING_US
    assert distance(selector.end_us, FRAMES) <= ROUNDING_US
    return index_of(selector.start_us), index_of(selector.end_us)


def index_of(at_us: int) -> int:
    return min(range(len(FRAMES)), key=lambda index: abs(FRAMES[index] - at_us))


def is_beyond(place: Workplace, at_us: int) -> bool:
    return place.at_us > at_us


def go_to(laptop: Laptop, place: Workplace, steps: int) -> None:
    """Press the right arrow so often, 5 s each, while the video is paused."""
    for _ in range(steps):
        goal_us = place.at_us + 4_000_000
        press(KEY.Key_Right)
        laptop.wait(partial(is_beyond, place, goal_us), "the jump")


def note(laptop: Laptop, words: str) -> None:
    press(KEY.Key_Return)
    laptop.wait(lambda: isinstance(focus(), QLineEdit), "the note")
    write(words)
    press(KEY.Key_Return)
    laptop.rest()


def to_the_video(laptop: Laptop, place: Workplace) -> None:
    for _ in range(2):  # out of a cell first, if one is open
        if not place.panes.video.surface.hasFocus():
            press(KEY.Key_Escape)
    laptop.wait(place.panes.video.surface.hasFocus, "the focus on the video")


def mark_while_it_plays(laptop: Laptop, place: Workplace) -> Annotation:
    """A moment while it plays, with its type and a note."""
    place.watch()
    place.watch_for(300_000)
    press(DIGIT[1])
    press(KEY.Key_S)
    note(laptop, "asks what they notice")
    press(KEY.Key_Space)
    laptop.wait(lambda: not place.is_playing, "the pause")
    (first,) = on_disk(laptop, place)
    assert (first.mark_type, first.text) == (MarkType.STRENGTH, "asks what they notice")
    frames_of(first)
    return first


def mark_a_stretch(laptop: Laptop, place: Workplace) -> None:
    """A stretch from I to O, with another moment in between."""
    go_to(laptop, place, 1)
    began_us = place.at_us
    press(KEY.Key_I)
    go_to(laptop, place, 1)
    press(DIGIT[2])
    press(KEY.Key_Q)
    go_to(laptop, place, 1)
    ended_us = place.at_us
    press(KEY.Key_O)
    _, stretch, question = on_disk(laptop, place)
    assert isinstance(stretch.selector, TimeSelector)
    assert (stretch.selector.start_us, stretch.selector.is_point) == (began_us, False)
    assert frames_of(stretch)[1] == index_of(ended_us) + 1
    assert question.mark_type is MarkType.QUESTION


def mark_where_a_caption_is(laptop: Laptop, place: Workplace) -> None:
    """A word of the captions leads to the next moment, which is nudged by two frames."""
    press(KEY.Key_F, CTRL)
    laptop.wait(lambda: place.panes.below.currentIndex() == CAPTIONS, "the captions")
    cues = place.page._captions.tracks[0].cues
    wanted = next(cue for cue in cues if cue.start_us > place.at_us + 10_000_000)
    write(" ".join(wanted.text.split()))
    press(KEY.Key_Return)
    laptop.wait(lambda: abs(place.at_us - wanted.start_us) < 200_000, "the picture of the caption")
    assert place.at_us <= wanted.start_us
    press(KEY.Key_Escape)
    laptop.wait(lambda: place.panes.below.currentIndex() == MOMENTS, "the moments again")
    laptop.wait(place.panes.video.surface.hasFocus, "the focus on the video")
    press(DIGIT[3])
    press(KEY.Key_E)
    found = on_disk(laptop, place)[-1]
    assert found.mark_type is MarkType.NOTE
    begins, _ = frames_of(found)
    press(KEY.Key_L, CTRL)
    press(KEY.Key_L, CTRL)
    press(KEY.Key_J, CTRL)
    assert frames_of(on_disk(laptop, place)[-1]) == (begins + 1, begins + 2)


def change_all_at_once(laptop: Laptop, place: Workplace) -> None:
    """In the list: all at once, and one undo for all."""
    press(KEY.Key_M)
    laptop.wait(place.panes.moments.table.hasFocus, "the focus in the list")
    press(KEY.Key_A, CTRL)
    assert "4 moments · 4 selected" in place.panes.moments.finder.counts
    before = [mark.mark_type for mark in on_disk(laptop, place)]
    press(KEY.Key_W)
    assert {mark.mark_type for mark in on_disk(laptop, place)} == {MarkType.WORRY}
    press(KEY.Key_Z, CTRL)
    assert [mark.mark_type for mark in on_disk(laptop, place)] == before


def find_and_move(laptop: Laptop, place: Workplace, first: Annotation) -> None:
    """Found by a word of its note, and its time typed anew."""
    press(KEY.Key_F, CTRL)
    write("notice")
    press(KEY.Key_Return)
    laptop.wait(lambda: place.listed() == [first.annotation_id], "the list to be narrowed")
    assert place.panes.moments.finder.counts.startswith("1 of 4 moments")
    press(KEY.Key_F2)
    laptop.wait(lambda: isinstance(focus(), QLineEdit), "the cell of the time")
    assert place.panes.moments.table.currentIndex().column() == Column.TIME
    write("0:01.9-0:03.2")
    press(KEY.Key_Return)
    laptop.wait(lambda: not isinstance(focus(), QLineEdit), "the cell to close, which hands its words over")
    moved = on_disk(laptop, place)[0]
    assert frames_of(moved) == (index_of(1_900_000), index_of(3_200_000))


def cite_and_bring_back(laptop: Laptop, place: Workplace, first: Annotation) -> None:
    """Cited, taken away, and brought back."""
    laptop.wait(place.panes.moments.table.hasFocus, "the focus in the list")
    press(KEY.Key_C)
    laptop.rest()
    assert [score.cited for score in place.assessment().scores] == [(first.annotation_id,)]
    press(KEY.Key_Delete)
    assert len(on_disk(laptop, place)) == 3
    press(KEY.Key_Z, CTRL)
    assert len(on_disk(laptop, place)) == 4


def come_back_after_a_restart(laptop: Laptop, place: Workplace, first: Annotation) -> None:
    """Everything is there after a restart, and can still be taken back step by step."""
    to_the_video(laptop, place)
    coded = on_disk(laptop, place)
    laptop.switch_off()
    laptop.switch_on()
    place = laptop.open(place.assignment_id)
    laptop.wait(lambda: place.at_us >= 0, "the first picture")
    assert on_disk(laptop, place) == coded
    press(KEY.Key_Z, CTRL)
    laptop.rest()
    assert [score.cited for score in place.assessment().scores] == [()]
    press(KEY.Key_Z, CTRL | SHIFT)
    laptop.rest()
    assert [score.cited for score in place.assessment().scores] == [(first.annotation_id,)]


def test_a_lesson_is_coded_without_the_mouse(laptop: Laptop, place: Workplace) -> None:
    first = mark_while_it_plays(laptop, place)
    mark_a_stretch(laptop, place)
    mark_where_a_caption_is(laptop, place)
    change_all_at_once(laptop, place)
    find_and_move(laptop, place, first)
    cite_and_bring_back(laptop, place, first)
    come_back_after_a_restart(laptop, place, first)
