"""Keys: from a real key event to a row on disk, in every mode and from text to dialogs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from assessor_app.commands.modes import Mode
from assessor_app.domain.annotation import Annotation, MarkType, TimeSelector
from assessor_app.media.player import PlayerState
from tests.fakes.store_factory import criterion_id, level_id
from tests.gui.shell_fixtures import BareWorkbench, Shell, open_shell

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
AT_US = 12_000_000


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path, ("assignment-1", "assignment-2")) as opened:
        opened.window.show_workbench("assignment-1")
        yield opened


@pytest.fixture
def page(shell: Shell) -> BareWorkbench:
    return shell.workbench


def tap(page: BareWorkbench, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(page.stage, key, modifiers)


def hold(shell: Shell, page: BareWorkbench, key: Qt.Key, seconds: float, to_us: int) -> None:
    """Press, let the clock of the router and the picture go on, release."""
    time = [100.0]
    shell.window.router._clock = lambda: time[0]
    QTest.keyPress(page.stage, key)
    time[0] += seconds
    page.still.at_us = to_us
    QTest.keyRelease(page.stage, key)


def marks_of(page: BareWorkbench) -> list[Annotation]:
    return list(page.marks)


# ---- marking ----


def test_a_digit_marks_the_frame_on_screen_for_its_criterion_at_once(page: BareWorkbench) -> None:
    QTest.keyPress(page.stage, KEY.Key_2)

    (mark,) = page.marks  # committed while the key is still down
    assert mark.criterion_id == criterion_id(2)
    assert mark.selector == TimeSelector(AT_US, AT_US + 40_000, is_point=True)
    assert (mark.engine, mark.uncertainty_us) == ("still", 20_000)
    assert page.last_mark_id == mark.annotation_id
    QTest.keyRelease(page.stage, KEY.Key_2)


def test_a_short_press_stays_a_point(shell: Shell, page: BareWorkbench) -> None:
    hold(shell, page, KEY.Key_2, 0.3, AT_US + 300_000)

    (mark,) = page.marks
    assert isinstance(mark.selector, TimeSelector)
    assert mark.selector.is_point


def test_a_held_digit_becomes_a_stretch_to_the_frame_at_key_up(shell: Shell, page: BareWorkbench) -> None:
    hold(shell, page, KEY.Key_2, 3.0, AT_US + 3_000_000)

    (mark,) = page.marks
    assert mark.selector == TimeSelector(AT_US, AT_US + 3_040_000, is_point=False)


def test_a_held_mark_is_one_undo_step_and_comes_back_with_redo(shell: Shell, page: BareWorkbench) -> None:
    hold(shell, page, KEY.Key_2, 3.0, AT_US + 3_000_000)

    tap(page, KEY.Key_Z, CTRL)
    assert marks_of(page) == []

    tap(page, KEY.Key_Z, CTRL | SHIFT)
    (mark,) = marks_of(page)
    assert mark.selector == TimeSelector(AT_US, AT_US + 3_040_000, is_point=False)


def test_auto_repeat_makes_no_second_mark(page: BareWorkbench) -> None:
    repeated = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_2, PLAIN, "2", True)
    QTest.keyPress(page.stage, KEY.Key_2)
    QApplication.sendEvent(page.stage, repeated)
    QTest.keyRelease(page.stage, KEY.Key_2)

    assert len(page.marks) == 1


def test_n_marks_without_a_criterion_and_0_asks_for_one(page: BareWorkbench) -> None:
    tap(page, KEY.Key_N)
    page.still.at_us = AT_US + 1_000_000
    tap(page, KEY.Key_0)

    assert [mark.criterion_id for mark in page.marks] == [None, criterion_id(3)]


def test_i_and_o_mark_in_and_out_for_the_criterion_in_focus(page: BareWorkbench) -> None:
    tap(page, KEY.Key_I)
    page.still.at_us = AT_US + 5_000_000
    tap(page, KEY.Key_O)

    (mark,) = page.marks
    assert mark.criterion_id == criterion_id(1)
    assert mark.selector == TimeSelector(AT_US, AT_US + 5_040_000, is_point=False)


def test_an_end_before_the_beginning_is_refused_in_words(shell: Shell, page: BareWorkbench) -> None:
    tap(page, KEY.Key_I)
    page.still.at_us = AT_US - 5_000_000
    tap(page, KEY.Key_O)

    assert "ends after it begins" in shell.window.strip.message
    assert page.marks[0].selector == TimeSelector(AT_US, AT_US + 40_000)


def test_a_number_without_a_criterion_says_so(shell: Shell, page: BareWorkbench) -> None:
    tap(page, KEY.Key_7)
    assert page.marks == ()
    assert "no criterion with that number" in shell.window.strip.message


def test_a_document_that_is_not_on_show_is_not_marked(shell: Shell, page: BareWorkbench) -> None:
    assert page.view is not None
    page.artifact = page.view.submission.artifact(2)
    tap(page, KEY.Key_1)
    assert page.marks == ()
    assert "Nothing is on show" in shell.window.strip.message


def test_marking_before_the_first_picture_says_to_wait(shell: Shell, page: BareWorkbench) -> None:
    page.still.at_us = None
    tap(page, KEY.Key_1)
    assert page.marks == ()
    assert "Wait until the video shows" in shell.window.strip.message


def test_the_reaction_time_shifts_a_mark_back_and_stops_at_the_start(shell: Shell, page: BareWorkbench) -> None:
    shell.settings.set("key_lead_ms", 500)
    page.still.play()
    tap(page, KEY.Key_1)
    page.still.at_us = 200_000
    tap(page, KEY.Key_1)

    # Half a second back lies within a frame: the mark is that frame's.
    assert [mark.start_us for mark in page.marks] == [0, AT_US - 520_000]


def test_the_time_is_taken_before_anything_else(page: BareWorkbench) -> None:
    page.still.calls.clear()
    tap(page, KEY.Key_1)
    assert page.still.calls[0] == "painted"


# ---- changing marks ----


@pytest.mark.parametrize(
    ("key", "kind"), [(KEY.Key_S, MarkType.STRENGTH), (KEY.Key_Q, MarkType.QUESTION), (KEY.Key_W, MarkType.WORRY)]
)
def test_letters_say_what_kind_of_mark_it_is(page: BareWorkbench, key: Qt.Key, kind: MarkType) -> None:
    tap(page, KEY.Key_1)
    tap(page, key)
    assert page.marks[0].mark_type is kind


def test_ctrl_j_and_l_nudge_start_and_end_by_a_frame(page: BareWorkbench) -> None:
    tap(page, KEY.Key_I)
    page.still.at_us = AT_US + 5_000_000
    tap(page, KEY.Key_O)
    tap(page, KEY.Key_J, CTRL)
    tap(page, KEY.Key_J, CTRL)
    tap(page, KEY.Key_L, CTRL | SHIFT)

    assert page.marks[0].selector == TimeSelector(AT_US - 80_000, AT_US + 5_080_000, is_point=False)


def test_delete_takes_the_mark_away_and_undo_brings_it_back(page: BareWorkbench) -> None:
    tap(page, KEY.Key_1)
    tap(page, KEY.Key_Delete)
    assert marks_of(page) == []
    tap(page, KEY.Key_Z, CTRL)
    assert len(marks_of(page)) == 1


def test_enter_opens_the_note_of_the_last_mark(page: BareWorkbench) -> None:
    tap(page, KEY.Key_1)
    tap(page, KEY.Key_Return)
    assert page.calls[-1] == ("note", page.marks[0].annotation_id)


def test_with_type_at_once_a_letter_after_a_mark_begins_its_note(shell: Shell, page: BareWorkbench) -> None:
    shell.settings.set("type_at_once", True)
    tap(page, KEY.Key_1)
    QTest.keyClicks(page.stage, "k")
    assert page.calls[-1] == ("note", page.marks[0].annotation_id)
    assert page.note.toPlainText() == "k"
    assert page.still.state is PlayerState.PAUSED


def test_without_it_the_letter_keeps_its_own_meaning(page: BareWorkbench) -> None:
    tap(page, KEY.Key_1)
    QTest.keyClicks(page.stage, "k")
    assert page.note.toPlainText() == ""
    assert page.still.state is PlayerState.PLAYING


def test_alt_and_a_digit_choose_the_level_of_the_criterion_in_focus(page: BareWorkbench) -> None:
    page.focused_criterion_id = criterion_id(2)
    tap(page, KEY.Key_3, ALT)

    assert page.view is not None
    score = page.view.assessment.score_of(criterion_id(2))
    assert score is not None
    assert score.level_id == level_id(2, "Demonstrated")
    assert page.marks == ()


# ---- playing ----


def test_the_player_obeys_its_keys(page: BareWorkbench) -> None:
    player = page.still
    tap(page, KEY.Key_Space)
    assert player.state == "playing"
    tap(page, KEY.Key_K)
    assert player.state == "paused"
    steps = ((KEY.Key_Left, PLAIN, -5_000_000), (KEY.Key_Right, SHIFT, 1_000_000), (KEY.Key_Right, PLAIN, 5_000_000))
    for key, modifiers, by_us in steps:
        before = player.at_us or 0
        tap(page, key, modifiers)
        assert player.at_us == before + by_us
    QTest.keyClicks(page.stage, ".")
    assert player.at_us == 13_040_000
    QTest.keyClicks(page.stage, ">")
    assert player.rate == 1.25
    tap(page, KEY.Key_Backspace)
    assert player.rate == 1.0
    tap(page, KEY.Key_End)
    assert player.at_us == player.duration_us
    tap(page, KEY.Key_T, CTRL)
    assert player.at_us == 75_000_000


def test_a_jump_stops_at_both_ends(page: BareWorkbench) -> None:
    page.still.at_us = 2_000_000
    tap(page, KEY.Key_Left)
    assert page.still.at_us == 0


# ---- text, pages, dialogs ----


def test_inside_text_letters_and_digits_are_text(page: BareWorkbench) -> None:
    page.note.setFocus()
    QTest.keyClicks(page.note, "3 skips")
    assert page.note.toPlainText() == "3 skips"
    assert page.marks == ()


def test_ctrl_space_plays_and_escape_leaves_from_inside_text(page: BareWorkbench) -> None:
    page.note.setFocus()
    QTest.keyClick(page.note, KEY.Key_Space, CTRL)
    assert page.still.state is PlayerState.PLAYING
    QTest.keyClick(page.note, KEY.Key_Escape)
    assert page.stage.hasFocus()


def test_ctrl_z_inside_text_is_the_fields_own(page: BareWorkbench) -> None:
    tap(page, KEY.Key_1)
    page.note.setFocus()
    QTest.keyClicks(page.note, "x")
    QTest.keyClick(page.note, KEY.Key_Z, CTRL)
    assert page.note.toPlainText() == ""
    assert len(page.marks) == 1


def test_submit_needs_ctrl_shift_enter(page: BareWorkbench) -> None:
    tap(page, KEY.Key_Return, CTRL)
    assert "submit" not in page.calls
    tap(page, KEY.Key_Return, CTRL | SHIFT)
    assert page.calls[-1] == "submit"


def test_panes_and_neighbours_are_reached_by_keys(shell: Shell, page: BareWorkbench) -> None:
    for key, modifiers, call in (
        (KEY.Key_F6, PLAIN, ("pane", 1)),
        (KEY.Key_F6, SHIFT, ("pane", -1)),
        (KEY.Key_R, PLAIN, ("show", "rubric")),
        (KEY.Key_F, PLAIN, "full screen"),
    ):
        tap(page, key, modifiers)
        assert page.calls[-1] == call
    first = page.view
    tap(page, KEY.Key_PageDown, CTRL)
    assert page.view is not first
    assert page.view is not None
    assert page.view.assignment.assignment_id == "assignment-2"
    tap(page, KEY.Key_PageDown, CTRL)
    assert "last submission" in shell.window.strip.message


def test_keys_of_the_workbench_do_nothing_in_the_inbox(shell: Shell, page: BareWorkbench) -> None:
    shell.window.show_inbox()
    QTest.keyClick(shell.window.inbox.table, KEY.Key_3)
    assert page.marks == ()


def test_a_dialog_keeps_its_keys(shell: Shell, page: BareWorkbench, qapp: QApplication) -> None:
    shell.window.ask_sign_in()
    qapp.processEvents()
    field = qapp.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "3")
    QTest.keyClick(field, KEY.Key_2, CTRL)
    assert field.text() == "3"
    assert page.marks == ()
    field.window().close()


def test_f5_syncs_from_every_page_and_from_text(shell: Shell, page: BareWorkbench) -> None:
    page.note.setFocus()
    QTest.keyClick(page.note, KEY.Key_F5)
    shell.window.show_inbox()
    QTest.keyClick(shell.window.inbox.table, KEY.Key_F5)
    assert shell.desk.syncs == 2


def test_ctrl_and_digits_change_pages(shell: Shell, page: BareWorkbench) -> None:
    tap(page, KEY.Key_2, CTRL)
    assert shell.window.router.mode_at(shell.window) is Mode.WINDOW
    assert page.calls[-1] == "leave"
    assert page.marks == ()


def test_the_window_gives_the_keyboard_back_when_it_closes(qapp: QApplication, tmp_path: Path) -> None:
    with open_shell(qapp, tmp_path) as shell:
        shell.window.close()
        other = QWidget()
        QTest.keyClick(other, KEY.Key_F5)
        assert shell.desk.syncs == 0
        other.deleteLater()


def test_a_key_held_while_another_submission_opens_means_nothing_there(shell: Shell, page: BareWorkbench) -> None:
    time = [100.0]
    shell.window.router._clock = lambda: time[0]
    QTest.keyPress(page.stage, KEY.Key_2)
    shell.window.show_inbox()
    shell.window.show_workbench("assignment-1")
    time[0] += 2.0
    page.still.at_us = AT_US + 2_000_000
    QTest.keyRelease(page.stage, KEY.Key_2)

    (mark,) = page.marks
    assert mark.selector == TimeSelector(AT_US, AT_US + 40_000, is_point=True)
