"""A complete assessment of each sample submission with the keyboard alone, from signing in to submitting."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assessor_app.domain.annotation import PageSelector, RectangleSelector, TextSelector
from assessor_app.domain.submission import Role
from assessor_app.services.views import InboxRow
from tests.fakes.practice_process import PracticeProcess
from tests.journeys import keys_alone
from tests.journeys.hands import CTRL, SHIFT, press
from tests.journeys.judging import REASON, finals_of
from tests.journeys.laptop import Laptop
from tests.journeys.machine import BARE_MACHINE
from tests.journeys.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore(*BARE_MACHINE, "Could not open media", extend=True)
KEY = Qt.Key
NAMES = ("wait time", "exit", "gestures")


@pytest.fixture(autouse=True)
def no_mouse(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object, **__: object) -> None:
        pytest.fail("somebody took the mouse")

    monkeypatch.setattr(QTest, "mouseClick", taken)
    monkeypatch.setattr(QTest, "mouseDClick", taken)


def mark_words(laptop: Laptop, place: Workplace, number: int) -> None:
    """Select the first words of the reflection and mark them."""
    text = next(a for a in reversed(place.page.view.submission.artifacts) if a.text)  # type: ignore[union-attr]
    keys_alone.turn_to(laptop, place, text)
    for _ in range(12):
        press(KEY.Key_Right, SHIFT)
    keys_alone.mark_and_cite(laptop, place, number)
    assert isinstance(place.last_mark().selector, TextSelector)


def mark_page(laptop: Laptop, place: Workplace, number: int) -> None:
    """Frame a region of the first page and mark it."""
    keys_alone.turn_to(laptop, place, place.part("application/pdf"))
    press(KEY.Key_Right)
    keys_alone.mark_and_cite(laptop, place, number)
    assert isinstance(place.last_mark().selector, PageSelector)


def mark_picture(laptop: Laptop, place: Workplace, number: int) -> None:
    """Frame a region of the pupil's work and mark it."""
    keys_alone.turn_to(laptop, place, place.part("image/"))
    press(KEY.Key_Right)
    keys_alone.mark_and_cite(laptop, place, number)
    assert isinstance(place.last_mark().selector, RectangleSelector)


@pytest.mark.parametrize("words", NAMES)
def test_a_whole_assessment_by_keys(server: PracticeProcess, laptop: Laptop, words: str) -> None:
    keys_alone.sign_in(laptop, server)
    chosen = _last(laptop.inbox, words)
    place = keys_alone.fetch_and_open(laptop, chosen.assignment_id)
    laptop.wait(lambda: place.at_us >= 0, "the first picture")
    numbers = [criterion.number for criterion in place.criteria]
    mark_words(laptop, place, numbers[0])
    mark_page(laptop, place, numbers[1])
    mark_picture(laptop, place, numbers[2])
    keys_alone.turn_to(laptop, place, place.part("video/"))
    place.watch()
    for number in numbers:
        while len(place._cited_by(number)) < place.citations_needed:
            keys_alone.mark_and_cite(laptop, place, number)
            place.watch_for(100_000)
    keys_alone.go_through_what_is_missing(laptop, place, REASON)
    keys_alone.submit(laptop, place)
    laptop.sync()
    (final,) = finals_of(server, place.assignment_id)
    marks = {mark.annotation_id for mark in place.on_disk()}
    assert {each["id"].removeprefix("urn:uuid:") for each in final["assessment"]["annotations"]} == marks


def test_every_other_submission_by_keys(damaged_server: PracticeProcess, laptop: Laptop) -> None:
    """The five that the test above leaves, one with a video that cannot be played: each part, and to the end."""
    keys_alone.sign_in(laptop, damaged_server)
    rows = [row for row in laptop.inbox if row.role is Role.ASSESS]
    chosen = [_last(rows, words) for words in NAMES]
    others = [row for row in rows if row not in chosen]
    assert (len(chosen), len(others)) == (3, 5)
    for row in others:
        place = keys_alone.fetch_and_open(laptop, row.assignment_id)
        barren = keys_alone.mark_every_part(laptop, place)
        assert len(barren) == ("gestures" in row.micro_credential)
        for criterion in place.criteria:
            for _ in range(place.citations_needed):
                keys_alone.mark_and_cite(laptop, place, criterion.number)
        keys_alone.go_through_what_is_missing(laptop, place, "Seen.")
        keys_alone.submit(laptop, place)
        press(KEY.Key_1, CTRL)
    laptop.sync()
    assert [len(finals_of(damaged_server, row.assignment_id)) for row in others] == [1] * len(others)


def _last(rows: Sequence[InboxRow], words: str) -> InboxRow:
    """The other ones have everything a submission can have: office files, a link, sound, a second camera."""
    return next(row for row in reversed(rows) if words in row.micro_credential.lower() and row.role is Role.ASSESS)
