"""The disk takes nothing more while an assessor writes and then closes the window: it says so, nothing is lost."""

import pytest
from PySide6.QtCore import Qt

from assessor_app.services.vault_ports import DiskFull
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import button, click, press, reads, write
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers
from tests.journeys.workplace import Workplace

pytestmark = without_loudspeakers

FULL = "The disk is full."
WORDS = "You wait."


@pytest.fixture
def place(server: PracticeProcess, laptop: Laptop) -> Workplace:
    laptop.sign_in_and_sync(server)
    assignment_id = next(row.assignment_id for row in laptop.inbox if "gestures" in row.micro_credential)
    laptop.download(assignment_id)
    return laptop.open(assignment_id)


def refuse(*_: object, **__: object) -> None:
    raise DiskFull(FULL)


def test_the_window_stays_with_the_last_words_until_they_can_be_saved(laptop: Laptop, place: Workplace) -> None:
    with pytest.MonkeyPatch.context() as full_disk:
        full_disk.setattr("assessor_app.services.feedback.set_text", refuse)
        place.page.focus_named("feedback")
        write(WORDS)
        laptop.window.close()
        question = laptop.dialog()
        assert reads(FULL, question)
        laptop.wait(lambda: reads("Not saved", place.panes.top_bar), "the top bar to say that it is not saved")
        click(button("Stay", question))
        laptop.turn_to_window()
    assert place.panes.feedback.edit.toPlainText() == WORDS
    laptop.switch_off()
    laptop.switch_on()
    assert laptop.open(place.assignment_id).assessment().feedback == WORDS


def test_words_typed_right_before_closing_are_there_the_next_day(laptop: Laptop, place: Workplace) -> None:
    place.watch()
    marked = place.mark(1)
    press(Qt.Key.Key_Return)
    laptop.wait(place.panes.video.note_line.field.hasFocus, "the note to open")
    write("counts to four")
    laptop.switch_off()
    laptop.switch_on()
    (kept,) = laptop.open(place.assignment_id).on_disk()
    assert (kept.annotation_id, kept.text) == (marked.annotation_id, "counts to four")
