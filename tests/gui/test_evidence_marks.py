"""Texts, PDFs and pictures in the window, by keys alone: marked, noted, typed, cited, found again, taken back."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.annotation import (
    MarkType,
    PageSelector,
    RectangleSelector,
    TextSelector,
    WholeSelector,
)
from assessor_app.gui.widgets.page_region import Region
from assessor_app.media.player import PlayerState
from tests.fakes.store_factory import criterion_id
from tests.gui.evidence_reader import KEY, Reader, reader
from tests.gui.test_workbench_keys import ALT, CTRL, SHIFT
from tests.gui.workbench_fixtures import (
    PDF,
    PICTURE,
    TEXT,
    settle,
)

__all__ = ["reader"]

# ---- marking --------------------------------------------------------------------------------------


def test_a_page_is_marked_noted_typed_cited_and_taken_back_by_keys(reader: Reader) -> None:
    reader.open(PDF)
    assert reader.focus is reader.pdf
    reader.press(KEY.Key_PageDown, CTRL)  # another submission: there is none
    reader.pdf.go_to_page(1)
    reader.press(KEY.Key_2)
    reader.press(KEY.Key_Q)
    reader.press(KEY.Key_Return)
    reader.type("Why this one? J K L")
    reader.press(KEY.Key_Return)
    (mark,) = reader.marks
    assert (mark.selector, mark.artifact_id) == (PageSelector(2), PDF)
    assert (mark.criterion_id, mark.mark_type, mark.text) == (criterion_id(2), MarkType.QUESTION, "Why this one? J K L")
    assert mark.artifact_digest == reader.view.submission.artifact(2).sha256
    assert (mark.engine, mark.uncertainty_us) == ("", 0)
    assert reader.focus is reader.pdf
    reader.press(KEY.Key_C)
    assert reader.view.assessment.score_of(criterion_id(2)).cited == (mark.annotation_id,)
    reader.press(KEY.Key_Delete)
    assert reader.marks == ()
    reader.press(KEY.Key_Z, CTRL)
    assert len(reader.marks) == 1


def test_one_undo_takes_one_mark_back(reader: Reader) -> None:
    reader.open(PICTURE)
    reader.press(KEY.Key_1)
    reader.press(KEY.Key_N)
    assert [mark.criterion_id for mark in reader.marks] == [criterion_id(1), None]
    reader.press(KEY.Key_Z, CTRL)
    assert [mark.criterion_id for mark in reader.marks] == [criterion_id(1)]
    reader.press(KEY.Key_Z, CTRL)
    assert reader.marks == ()


def test_a_region_is_framed_and_marked_by_keys_and_escape_lets_it_go(reader: Reader) -> None:
    reader.open(PICTURE)
    view = reader.panes.evidence.image
    for key in (KEY.Key_Left, KEY.Key_Left, KEY.Key_Up, KEY.Key_Right):
        reader.press(key)
    reader.press(KEY.Key_Right, SHIFT)
    reader.press(KEY.Key_Down, SHIFT)
    framed = view.region.selector()
    reader.press(KEY.Key_3)
    reader.press(KEY.Key_Escape)
    assert view.region is None
    assert reader.focus is view
    reader.press(KEY.Key_3)
    assert {type(mark.selector) for mark in reader.marks} == {RectangleSelector, WholeSelector}
    assert framed in [mark.selector for mark in reader.marks]


def test_a_region_of_a_page_and_the_words_inside_it(reader: Reader) -> None:
    reader.open(PDF)
    box = reader.pdf._text.passage(0, (0, 11)).boxes[0]
    reader.press(KEY.Key_Left)
    reader.pdf.take_region(Region(0, box.adjusted(-1, -1, 1, 1)))
    reader.press(KEY.Key_1)
    reader.press(KEY.Key_T)
    reader.press(KEY.Key_1)
    reader.press(KEY.Key_Escape)
    reader.press(KEY.Key_T)
    assert "No words are inside" in reader.said
    region, words = sorted((mark.selector for mark in reader.marks), key=lambda each: each.quote is not None)
    assert region.rectangle is not None
    assert words.quote.quote == "Lesson plan"


def test_the_caret_of_a_text_marks_its_paragraph_or_what_is_selected(reader: Reader) -> None:
    reader.open(TEXT)
    text = reader.panes.evidence.text
    whole = text.toPlainText()
    reader.press(KEY.Key_1)
    reader.press(KEY.Key_Right, CTRL | SHIFT)
    reader.press(KEY.Key_Right, CTRL | SHIFT)
    chosen = text.textCursor().selectedText().strip()
    reader.press(KEY.Key_2)
    first, second = sorted(reader.marks, key=lambda mark: mark.criterion_id)
    assert first.selector.quote == whole.splitlines()[0].strip()
    assert isinstance(second.selector, TextSelector)
    assert second.selector.quote == chosen


def test_0_asks_for_the_criterion_and_marks_the_place_of_the_key_down(reader: Reader) -> None:
    reader.open(PDF)
    reader.press(KEY.Key_0)
    dialog = QApplication.activeModalWidget()
    reader.pdf.go_to_page(2)
    assert dialog is not None
    dialog.chosen.emit(criterion_id(3))  # type: ignore[attr-defined]
    dialog.close()
    settle()
    (mark,) = reader.marks
    assert (mark.selector, mark.criterion_id) == (PageSelector(1), criterion_id(3))


def test_what_is_still_being_opened_is_not_marked(reader: Reader) -> None:
    reader.desk.hold_media = True
    reader.panes.evidence.show_notice("file-text", "Opening…")
    reader.page._state.artifact = reader.view.submission.artifact(2)
    reader.press(KEY.Key_1)
    assert reader.marks == ()
    assert "Wait until it is open" in reader.said


def test_keys_of_time_say_so_and_keys_of_the_player_do_nothing(reader: Reader) -> None:
    player = reader.page.player
    reader.open(PDF)
    before = (player.state, player.rate, player.at_us)
    for key in (KEY.Key_J, KEY.Key_K, KEY.Key_L, KEY.Key_Space, KEY.Key_B, KEY.Key_Backspace, KEY.Key_V, KEY.Key_A):
        reader.press(key)
    reader.press(KEY.Key_Space, CTRL)
    reader.press(KEY.Key_T, CTRL)
    assert QApplication.activeModalWidget() is None
    assert (player.state, player.rate, player.at_us) == before
    assert player.state is not PlayerState.PLAYING
    for keys in ((KEY.Key_I,), (KEY.Key_O,), (KEY.Key_J, CTRL), (KEY.Key_L, CTRL | SHIFT)):
        reader.page._screens.say("")
        reader.press(*keys)
        assert "moments of a video" in reader.said
    assert reader.marks == ()


def test_a_held_key_stays_one_mark_on_the_page(reader: Reader) -> None:
    reader.open(PDF)
    clock = [100.0]
    reader.window.router._clock = lambda: clock[0]
    QTest.keyPress(reader.focus, KEY.Key_1)
    clock[0] += 3
    QTest.keyRelease(reader.focus, KEY.Key_1)
    settle()
    assert [mark.selector for mark in reader.marks] == [PageSelector(1)]


def test_alt_and_a_digit_still_choose_the_level(reader: Reader) -> None:
    reader.open(PDF)
    reader.press(KEY.Key_2, ALT)
    assert reader.view.assessment.score_of(criterion_id(1)).level_id is not None


def test_zoom_and_page_keys_of_the_pdf(reader: Reader) -> None:
    reader.open(PDF)
    fitted = reader.pdf.zoom
    reader.press(KEY.Key_Z)
    assert reader.pdf.zoom == pytest.approx(1.25 * fitted)
    reader.press(KEY.Key_Z, SHIFT)
    assert reader.pdf.zoom == pytest.approx(fitted)
    reader.press(KEY.Key_Z)
    reader.press(KEY.Key_0, CTRL)
    assert reader.pdf.pages.is_fitted
    reader.press(KEY.Key_End)
    assert reader.pdf.page == 2
    reader.press(KEY.Key_Home)
    assert reader.pdf.page == 0
    for _ in range(8):
        reader.press(KEY.Key_PageDown)
    assert reader.pdf.page == 2
