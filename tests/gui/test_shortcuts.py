"""Shortcuts: an assessor changes keys without the mouse, and every screen follows at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assessor_app.commands.bindings import TABLE
from assessor_app.commands.keymap import Keymap
from assessor_app.gui.dialogs.key_sheet import KeySheetDialog
from assessor_app.gui.pages.settings.page import SettingsPage
from assessor_app.gui.pages.settings.shortcuts import ShortcutsDialog
from tests.gui.shell_fixtures import BareWorkbench, Shell, plain_look
from tests.gui.test_keys import AT_US, hold, page, shell, tap

__all__ = ["page", "shell"]

KEY = Qt.Key
PLAIN_KEY = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, META = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.MetaModifier,
)
PLAY, PLAIN, UNDO = "workbench/play.toggle", "workbench/mark.plain", "workbench/edit.undo"
PLAY_KEYS = Keymap(TABLE).row(PLAY).keys


@pytest.fixture
def keymap() -> Keymap:
    return Keymap(TABLE)


@pytest.fixture
def dialog(keymap: Keymap, qtbot: QtBot) -> Iterator[ShortcutsDialog]:
    made = ShortcutsDialog(keymap)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.close()


def choose(dialog: ShortcutsDialog, name: str) -> None:
    dialog._rows.choose(name)
    dialog.form.rows.setFocus()


def press(dialog: ShortcutsDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN_KEY) -> None:
    """From the list to the field, then the key."""
    QTest.keyClick(dialog.form.rows, KEY.Key_Return)
    assert dialog.focusWidget() is dialog.form.press
    QTest.keyClick(dialog.form.press, key, modifiers)


def confirm(dialog: ShortcutsDialog) -> None:
    """Enter on the button that has the focus."""
    focus = dialog.focusWidget()
    assert isinstance(focus, QPushButton)
    QTest.keyClick(focus, KEY.Key_Return)


def row_words(dialog: ShortcutsDialog) -> list[str]:
    item = dialog.form.rows.currentItem()
    assert item is not None
    return [item.text(column) for column in range(3)]


# ---- the table ----


def test_the_table_is_searched_by_what_it_does_and_by_key(dialog: ShortcutsDialog) -> None:
    QTest.keyClicks(dialog.form.search, "to the start")
    assert row_words(dialog) == ["Go to the start", "Home", ""]
    dialog.form.search.clear()
    QTest.keyClicks(dialog.form.search, "ctrl+shift+enter")
    assert row_words(dialog)[0] == "Open the submit dialog"
    dialog.form.search.setText("no such thing")
    assert not dialog.form.editor.isEnabled()
    assert "Nothing fits" in dialog.form.chosen.text()


def test_a_key_is_changed_without_the_mouse_and_counts_at_once(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    QTest.keyClicks(dialog.form.search, "play or pause")
    QTest.keyClick(dialog.form.search, KEY.Key_Down)
    press(dialog, KEY.Key_P)
    assert "is free" in dialog.form.said.text()
    confirm(dialog)
    assert keymap.row(PLAY).keys == ("P",)
    assert row_words(dialog) == ["Play or pause", "P", "changed"]
    assert dialog.focusWidget() is dialog.form.rows


def test_a_second_key_is_added(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    choose(dialog, PLAY)
    press(dialog, KEY.Key_F8)
    QTest.keyClick(dialog.form.add, KEY.Key_Space)
    assert keymap.row(PLAY).keys == (*PLAY_KEYS, "F8")


# ---- conflicts ----


def test_a_key_in_use_names_the_other_and_stays_there_unless_taken_over(
    dialog: ShortcutsDialog, keymap: Keymap
) -> None:
    choose(dialog, PLAY)
    press(dialog, KEY.Key_Z, CTRL)
    assert "Ctrl+Z" in dialog.form.said.text()
    assert "“Undo” (Workbench)" in dialog.form.said.text()
    assert dialog.focusWidget() is dialog.form.keep
    confirm(dialog)
    assert keymap.overrides == {}

    press(dialog, KEY.Key_Z, CTRL)
    assert dialog.form.use.text() == "Take it over"
    QTest.keyClick(dialog.form.use, KEY.Key_Space)
    assert keymap.row(PLAY).keys == ("Ctrl+Z",)
    assert keymap.row(UNDO).keys == ()


def test_a_key_of_the_whole_window_is_a_conflict_on_the_workbench(dialog: ShortcutsDialog) -> None:
    choose(dialog, PLAY)
    press(dialog, KEY.Key_F5)
    assert "“Sync now” (Everywhere)" in dialog.form.said.text()


def test_a_reset_that_clashes_says_so_and_can_be_settled(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    keymap.set(PLAY, ("N",), take_over=True)
    choose(dialog, PLAIN)
    dialog._search("")
    dialog.form.reset.click()
    assert "“Play or pause”" in dialog.form.said.text()
    assert "key also of" in row_words(dialog)[2]
    dialog.form.use.click()
    assert keymap.row(PLAIN).keys == ("N",)
    assert keymap.row(PLAY).keys == ()
    assert keymap.conflicts() == ()


# ---- keys that cannot be taken ----


@pytest.mark.parametrize(
    ("key", "modifiers", "words"),
    [
        (KEY.Key_3, Qt.KeyboardModifier.NoModifier, "digits"),
        (KEY.Key_F1, Qt.KeyboardModifier.NoModifier, "always leads"),
        (KEY.Key_F4, Qt.KeyboardModifier.AltModifier, "system keeps"),
        (KEY.Key_L, META, "system keeps"),
        (KEY.Key_MediaPlay, Qt.KeyboardModifier.NoModifier, "cannot tell"),
        (0, Qt.KeyboardModifier.NoModifier, "cannot tell"),
        (KEY.Key_unknown, Qt.KeyboardModifier.NoModifier, "cannot tell"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words_and_the_field_keeps_waiting(
    dialog: ShortcutsDialog, keymap: Keymap, key: Qt.Key, modifiers: Qt.KeyboardModifier, words: str
) -> None:
    choose(dialog, PLAY)
    dialog.form.press.setFocus()
    QApplication.sendEvent(dialog.form.press, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
    assert words in dialog.form.said.text()
    assert dialog.form.press.accessibleDescription() == dialog.form.said.text()
    assert not dialog.form.use.isEnabled()
    assert dialog.focusWidget() is dialog.form.press
    assert keymap.overrides == {}


def test_a_modifier_alone_waits_for_its_key(dialog: ShortcutsDialog) -> None:
    choose(dialog, PLAY)
    dialog.form.press.setFocus()
    QTest.keyPress(dialog.form.press, KEY.Key_Control, CTRL)
    assert dialog.form.press.text() == "Ctrl+…"
    QTest.keyRelease(dialog.form.press, KEY.Key_Control)
    assert dialog.form.press.text() == ""
    assert not dialog.form.use.isEnabled()


def test_typing_keys_are_refused_where_one_writes(dialog: ShortcutsDialog) -> None:
    choose(dialog, "text/play.toggle")
    press(dialog, KEY.Key_P)
    assert "needed for typing" in dialog.form.said.text()


def test_the_digits_cannot_be_edited(dialog: ShortcutsDialog) -> None:
    choose(dialog, "workbench/mark.criterion")
    assert not dialog.form.press.isEnabled()
    assert not dialog.form.clear.isEnabled()
    assert "digits stay" in dialog.form.said.text()
    QTest.keyClick(dialog.form.rows, KEY.Key_Delete)
    assert not dialog.form.undo.isEnabled()


# ---- taking away and back ----


def test_delete_takes_keys_away_and_undo_brings_them_back(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    choose(dialog, PLAY)
    QTest.keyClick(dialog.form.rows, KEY.Key_Delete)
    assert row_words(dialog) == ["Play or pause", "no key", "changed"]
    dialog.form.undo.click()
    assert keymap.row(PLAY).keys == PLAY_KEYS
    assert not dialog.form.undo.isEnabled()


def test_backspace_clears_where_it_could_not_be_a_key_and_is_a_key_elsewhere(
    dialog: ShortcutsDialog, keymap: Keymap
) -> None:
    choose(dialog, "text/play.toggle")
    press(dialog, KEY.Key_Backspace)
    assert keymap.row("text/play.toggle").keys == ()
    choose(dialog, PLAY)
    press(dialog, KEY.Key_Backspace)
    assert "Normal speed" in dialog.form.said.text()


def test_esc_leaves_the_field_then_the_dialog(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    choose(dialog, PLAY)
    press(dialog, KEY.Key_P)
    QTest.keyClick(dialog.form.use, KEY.Key_Escape)
    assert dialog.focusWidget() is dialog.form.rows
    dialog.form.press.setFocus()
    QTest.keyClick(dialog.form.press, KEY.Key_Escape)
    assert dialog.focusWidget() is dialog.form.rows
    assert keymap.overrides == {}
    QTest.keyClick(dialog.form.rows, KEY.Key_Escape)
    assert not dialog.isVisible()


def test_resetting_all_asks_first_and_can_be_taken_back(dialog: ShortcutsDialog, keymap: Keymap) -> None:
    assert not dialog.form.reset_all.isEnabled()
    choose(dialog, PLAY)
    press(dialog, KEY.Key_P)
    confirm(dialog)
    for answer, expected in (("Cancel", ("P",)), ("Reset all", PLAY_KEYS)):
        dialog.form.reset_all.click()
        (box,) = dialog.findChildren(QMessageBox)
        next(button for button in box.buttons() if button.text().replace("&", "") == answer).click()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert keymap.row(PLAY).keys == expected
    dialog.form.undo.click()
    assert keymap.row(PLAY).keys == ("P",)


def test_a_full_disk_is_told_and_nothing_changes(qtbot: QtBot) -> None:
    def full(_: dict[str, str]) -> None:
        raise OSError(28, "No space left on device")

    keymap = Keymap(TABLE, {}, full)
    dialog = ShortcutsDialog(keymap)
    qtbot.addWidget(dialog)
    dialog.show()
    choose(dialog, PLAY)
    press(dialog, KEY.Key_P)
    confirm(dialog)
    assert "not saved: No space left on device" in dialog.form.said.text()
    assert keymap.row(PLAY).keys == PLAY_KEYS


# ---- access ----


def test_tab_reaches_every_control_and_none_is_a_trap(dialog: ShortcutsDialog) -> None:
    choose(dialog, PLAY)
    press(dialog, KEY.Key_Z, CTRL)  # every button is there now
    form = dialog.form
    wanted = {form.search, form.rows, form.press, form.use, form.add, form.keep, form.clear, form.reset}
    wanted = {each for each in (*wanted, form.sheet, form.leave) if each.isEnabled()}
    reached: set[QWidget | None] = set()
    for _ in range(20):
        focus = dialog.focusWidget()
        reached.add(focus)
        assert focus is not None
        QTest.keyClick(focus, KEY.Key_Tab)
    assert wanted <= reached


def test_every_control_has_a_name(dialog: ShortcutsDialog) -> None:
    for each in dialog.findChildren(QPushButton):
        assert each.text() or each.accessibleName()
    for field in (dialog.form.search, dialog.form.rows, dialog.form.press):
        assert field.accessibleName()


def test_it_fits_a_small_screen(dialog: ShortcutsDialog) -> None:
    assert dialog.width() <= 1366
    assert dialog.minimumSizeHint().height() <= 700


def test_the_sheet_can_be_opened_from_here(dialog: ShortcutsDialog) -> None:
    dialog.form.sheet.click()
    (sheet,) = dialog.findChildren(KeySheetDialog)
    assert sheet.isVisible()
    sheet.close()


# ---- in the window ----


def test_a_changed_key_works_at_once_everywhere_and_survives(shell: Shell, page: BareWorkbench) -> None:
    shell.window.keymap.set(PLAY, ("P",))
    before = page.still.state
    tap(page, KEY.Key_Space)
    assert page.still.state is before
    tap(page, KEY.Key_P)
    assert page.still.state is not before
    assert shell.settings.get("keys") == {PLAY: "P"}


def test_a_held_stretch_works_on_another_key(shell: Shell, page: BareWorkbench) -> None:
    shell.window.keymap.set(PLAIN, ("Ctrl+G",))
    time = [100.0]
    shell.window.router._clock = lambda: time[0]
    QTest.keyPress(page.stage, KEY.Key_G, CTRL)
    time[0] += 3.0
    page.still.at_us = AT_US + 3_000_000
    QTest.keyRelease(page.stage, KEY.Key_G)  # Ctrl went up first
    (mark,) = page.marks
    assert not mark.selector.is_point  # type: ignore[union-attr]


def test_digits_still_mark_when_everything_else_was_moved(shell: Shell, page: BareWorkbench) -> None:
    shell.window.keymap.set(PLAY, ("Ctrl+K",))
    hold(shell, page, KEY.Key_2, 0.1, AT_US)
    assert len(page.marks) == 1


def test_menus_and_tooltips_follow(shell: Shell) -> None:
    window = shell.window
    window.keymap.set("window/sync.now", ("F9",))
    texts = [action.text() for menu in window.top_bar.findChildren(QWidget) for action in menu.actions()]
    assert "Sync now\tF9" in texts
    window.show_inbox()
    assert window.inbox._sync.toolTip() == "Sync now (F9)"
    window.keymap.set("window/sync.now", ())
    assert window.inbox._sync.toolTip() == "Sync now"


def test_the_settings_open_the_shortcuts_and_count_own_keys(shell: Shell) -> None:
    shell.window.show_settings()
    settings = shell.window.stack.currentWidget()
    assert isinstance(settings, SettingsPage)
    assert "as they came" in settings.form.keys_note.text()
    settings.form.shortcuts.click()
    (dialog,) = settings.findChildren(ShortcutsDialog)
    shell.window.keymap.set(PLAY, ("P",))
    assert settings.form.keys_note.text() == "Keys of your own: 1"
    dialog.close()


def test_with_the_largest_text_it_is_no_wider_than_the_screen(qtbot: QtBot, qapp: QApplication, keymap: Keymap) -> None:
    with plain_look(qapp) as theme:
        theme.apply("light", 200)
        dialog = ShortcutsDialog(keymap)
        qtbot.addWidget(dialog)
        screen = dialog.screen().availableGeometry()
        assert dialog.width() <= screen.width()
        assert dialog.minimumSizeHint().height() <= 700
