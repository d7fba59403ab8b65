"""An assessor leaves the desk: the key hides everything at once, and after the passphrase all is as it was."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip

from assessor_app.gui.dialogs.recuse import RecuseDialog
from assessor_app.media.player import PlayerState
from tests.fakes.practice_process import PracticeProcess
from tests.journeys import keys_alone
from tests.journeys.hands import ALT, CTRL, focus, press, words_on, write
from tests.journeys.laptop import Laptop
from tests.journeys.machine import PASSPHRASE, without_loudspeakers
from tests.journeys.test_recusing import MOST_OF_A_SHEET, Painted, colours
from tests.journeys.workplace import Workplace

pytestmark = without_loudspeakers
KEY = Qt.Key


@pytest.fixture
def lesson(server: PracticeProcess, laptop: Laptop) -> str:
    """One with its evidence here."""
    laptop.sign_in_and_sync(server)
    assignment_id = laptop.inbox[0].assignment_id
    laptop.download(assignment_id)
    return assignment_id


def press_lock() -> None:
    press(KEY.Key_L, CTRL | ALT)


def unlock(laptop: Laptop, words: str = PASSPHRASE) -> None:
    lock = laptop.desktop.watch.lock
    assert lock.screen.form.words.hasFocus()
    write(words)
    press(KEY.Key_Return)
    laptop.wait(lambda: not lock.is_locked, "the window to be unlocked")


def test_in_the_middle_of_the_lesson(server: PracticeProcess, laptop: Laptop, lesson: str) -> None:
    place = laptop.open(lesson)
    place.watch()
    place.mark(1)
    painted = Painted(place)
    laptop.wait(lambda: painted.pictures, "a picture of the lesson")
    assert colours(laptop) > MOST_OF_A_SHEET, "the lesson is on the screen"
    watch, at_us = laptop.desktop.watch, place.at_us

    press_lock()

    before = painted.pictures
    assert colours(laptop) < MOST_OF_A_SHEET, "within the event of the key"
    assert watch.lock.is_locked
    assert str(place.player.state) == PlayerState.EMPTY
    assert laptop.window.windowTitle() == "Assessor"
    said = " ".join(words_on(laptop.window))
    assert place.page.view is not None
    assert place.page.view.assignment.code not in said
    assert not QToolTip.isVisible()
    laptop.rest()
    assert painted.pictures == before, "nothing is painted afterwards, either"
    press(KEY.Key_1, CTRL)
    press(KEY.Key_Space)
    laptop.rest()
    assert painted.pictures == before, "keys of the work mean nothing"
    assert watch.lock.is_locked

    form = watch.lock.screen.form
    form.words.clear()
    write("a guess of somebody")
    press(KEY.Key_Return)
    laptop.wait(lambda: "Try again in 0:0" in form.problem.text(), "the wait to be told")
    assert not form.unlock.isEnabled()
    laptop.wait(form.unlock.isEnabled, "the wait to be over")
    form.words.clear()
    unlock(laptop)
    laptop.wait(lambda: painted.pictures > before, "the picture again")
    laptop.wait(lambda: place.at_us == at_us, "the same picture")
    assert place.player.state is PlayerState.PAUSED
    assert place.page.isVisible()
    place.mark(2)


def titles() -> str:
    """What the system's list of windows says."""
    return " | ".join(window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible())


def test_what_was_being_typed_is_saved_and_stands_there_afterwards(laptop: Laptop, lesson: str, home: Path) -> None:
    place = laptop.open(lesson)
    half_a_sentence(laptop, place)
    seen = [titles()]
    seen += dialogs_go_and_come_back(laptop, place)
    place.ask_submit()
    seen.append(titles())
    press(KEY.Key_Escape)
    laptop.turn_to_window()
    assert place.page.view is not None
    for name in (artifact.name for artifact in place.page.view.submission.artifacts):
        assert name not in " ".join(seen), "no title tells of the evidence"
    files = [name for _, _, names in os.walk(home) for name in names]
    assert not [name for name in files if "recent" in name.casefold() or name.endswith(".xbel")]


def half_a_sentence(laptop: Laptop, place: Workplace) -> None:
    place.page.focus_named("feedback")
    field = focus()
    write("Half a tho")
    press_lock()
    laptop.rest()
    assert place.assessment().feedback == "Half a tho", "on the disk while it is locked"
    unlock(laptop)
    assert focus() is field
    write("ught")
    press(KEY.Key_Escape)
    laptop.rest()
    assert place.assessment().feedback == "Half a thought"


def dialogs_go_and_come_back(laptop: Laptop, place: Workplace) -> list[str]:
    """Returns the titles seen."""
    place.page.integrity.ask_hand_back()
    dialog = laptop.dialog()
    seen = titles()
    assert isinstance(dialog, RecuseDialog)
    keys_alone.tab_to(dialog.reason, laptop)
    write("My neighbour's")
    press_lock()
    assert not dialog.isVisible(), "a dialog goes with the rest"
    assert QApplication.activeModalWidget() is None
    laptop.window.complain(OSError("Lesson 3 of the cedar class could not be saved."))
    laptop.window.show_key_sheet()
    laptop.wait(lambda: QApplication.activeModalWidget() is None, "what comes late to be kept down")
    assert not laptop.reads("cedar"), "nor does a message tell of the work"
    laptop.window.activateWindow()
    laptop.wait(laptop.window.isActiveWindow, "the window to be active")
    laptop.desktop.watch.lock.screen.form.words.setFocus()
    unlock(laptop)
    assert laptop.reads("cedar")
    assert laptop.dialog() is not dialog, "what came late stands on top"
    press(KEY.Key_Escape)
    laptop.wait(lambda: QApplication.activeModalWidget() is dialog, "the dialog again")
    assert dialog.reason.toPlainText() == "My neighbour's"
    dialog.reject()
    laptop.turn_to_window()
    return [seen]
