"""An assessor who knows somebody: before looking, or in the middle of a lesson; on line or not."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from assessor_app.domain.declaration import HandBackKind
from assessor_app.gui.dialogs.recuse import RecuseDialog
from assessor_app.gui.pages.workbench.curtain import Lock
from assessor_app.media.player import PlayerState
from tests.fakes.practice_process import PracticeProcess
from tests.journeys import keys_alone
from tests.journeys.hands import CTRL, focus, press, write
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers
from tests.journeys.workplace import Workplace

pytestmark = without_loudspeakers
KEY = Qt.Key
MOST_OF_A_SHEET = 600
"""Colours of a window with words and no picture, smooth edges of letters included; a frame has thousands."""


@pytest.fixture
def lesson(server: PracticeProcess, laptop: Laptop) -> str:
    """One with its evidence here."""
    laptop.sign_in_and_sync(server)
    assignment_id = laptop.inbox[0].assignment_id
    laptop.download(assignment_id)
    return assignment_id


def recuse_dialog(laptop: Laptop) -> RecuseDialog:
    dialog = laptop.dialog()
    assert isinstance(dialog, RecuseDialog)
    laptop.wait(lambda: dialog.isAncestorOf(focus()), "the focus in the dialog")
    return dialog


def hand_back(laptop: Laptop, words: str) -> None:
    """By keys alone."""
    dialog = recuse_dialog(laptop)
    keys_alone.tab_to(dialog.reason, laptop)
    write(words)
    keys_alone.tab_to(dialog.hand_back_button, laptop)
    press(KEY.Key_Space)
    laptop.turn_to_window()
    laptop.rest()


def test_known_before_looking(server: PracticeProcess, laptop: Laptop, lesson: str) -> None:
    place = laptop.open_undeclared(lesson)
    laptop.wait(place.question.hasFocus, "the focus on the question")
    keys_alone.tab_to(place.question.buttons[1], laptop)
    press(KEY.Key_Space)
    hand_back(laptop, "I taught at this school until last year.")
    view = laptop.view_of(lesson)
    assert view.hand_back is not None
    assert view.hand_back.kind is HandBackKind.CONFLICT
    assert view.declaration is None
    laptop.sync()
    laptop.wait(lambda: "Received by" in place.panes.banner.words, "the receipt")
    assert "Handed back" in place.panes.banner.words


def test_recognised_in_the_middle_of_the_lesson(server: PracticeProcess, laptop: Laptop, lesson: str) -> None:
    place = laptop.open(lesson)
    place.watch()
    place.mark(1)
    server.stop()
    painted = Painted(place)
    laptop.wait(lambda: painted.pictures, "a picture of the lesson")
    assert colours(laptop) > MOST_OF_A_SHEET, "the lesson is on the screen"

    press(KEY.Key_F8)

    before = painted.pictures
    assert colours(laptop) < MOST_OF_A_SHEET, "within the event of the key"
    assert place.player.state is PlayerState.EMPTY
    recuse_dialog(laptop)
    laptop.rest()
    assert painted.pictures == before, "nothing is painted afterwards, either"
    hand_back(laptop, "That is my niece.")
    assert place.page._curtain.lock is Lock.HANDED_BACK
    assert "Waiting to be sent" in place.panes.banner.words
    (row,) = laptop.ask(lambda reads: reads.inbox_rows((lesson,)))
    assert row.is_handed_back

    server.start()
    laptop.sync()
    laptop.wait(lambda: "Received by" in place.panes.banner.words, "the receipt")
    assert painted.pictures == before


def test_shown_again_it_plays_on(laptop: Laptop, lesson: str) -> None:
    place = laptop.open(lesson)
    place.watch()
    press(KEY.Key_B, CTRL)
    dialog = recuse_dialog(laptop)
    keys_alone.tab_to(dialog.stay_button, laptop)
    press(KEY.Key_Space)
    laptop.turn_to_window()
    laptop.wait(lambda: place.at_us >= 0, "the picture again")
    place.watch()


@pytest.mark.parametrize("at", ["dialog", "text"])
def test_the_key_works_over_a_dialog_and_inside_text(laptop: Laptop, lesson: str, at: str) -> None:
    place = laptop.open(lesson)
    place.watch()
    if at == "dialog":
        place.ask_submit()
    else:
        place.page.focus_named("feedback")
        write("Half a tho")
    press(KEY.Key_F8)
    assert place.player.state is PlayerState.EMPTY
    recuse_dialog(laptop)
    press(KEY.Key_Escape)
    laptop.turn_to_window()
    assert place.page._curtain.lock is Lock.HIDDEN, "Escape shows nothing again"
    laptop.rest()
    assert at == "dialog" or place.assessment().feedback == "Half a tho"


class Painted(QObject):
    """Counts how often the player painted a picture, wherever."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.pictures = 0
        player: Any = place.player
        paint = player.paint

        def counted(painter: Any, target: Any) -> bool:
            is_painted = paint(painter, target)
            self.pictures += bool(is_painted)
            return bool(is_painted)

        player.paint = counted


def colours(laptop: Laptop) -> int:
    """How many there are on the screen of the window, as it is: nothing is painted for it."""
    image = QApplication.primaryScreen().grabWindow(laptop.window.winId()).toImage()
    places = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return len({image.pixel(x, y) for x, y in places})
