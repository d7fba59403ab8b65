"""The key table is sound, and its names are found on French and German keyboards, too."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from assessor_app.commands.bindings import TABLE
from assessor_app.commands.catalogue import all_commands
from assessor_app.commands.modes import Mode
from assessor_app.commands.registry import CommandNamedTwice, collect, command
from assessor_app.gui.key_names import key_name

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def press(key: Qt.Key, text: str, scan_code: int = 0, modifiers: Qt.KeyboardModifier = PLAIN) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "name"),
    [
        pytest.param(press(KEY.Key_3, "3", 12), "3", id="US 3"),
        pytest.param(press(KEY.Key_QuoteDbl, '"', 12), "3", id="French 3 without Shift"),
        pytest.param(press(KEY.Key_3, "3", 12, SHIFT), "3", id="French 3 with Shift"),
        pytest.param(press(KEY.Key_Eacute, "é", 11), "2", id="French 2 without Shift"),
        pytest.param(press(KEY.Key_Agrave, "à", 19), "0", id="French 0 without Shift"),
        pytest.param(press(KEY.Key_Exclam, "!", 10, SHIFT), "", id="US exclamation mark is no digit"),
        pytest.param(press(KEY.Key_3, "3", 81, KEYPAD), "3", id="keypad"),
        pytest.param(press(KEY.Key_QuoteDbl, "", 12, ALT), "Alt+3", id="French Alt+3"),
        pytest.param(press(KEY.Key_BracketLeft, "[", 17), "[", id="German bracket, AltGr+8"),
        pytest.param(press(KEY.Key_BracketLeft, "[", 17, CTRL | ALT), "[", id="German bracket, AltGr as Windows says"),
        pytest.param(press(KEY.Key_Question, "?", 20, SHIFT), "?", id="German question mark, Shift+ß"),
        pytest.param(press(KEY.Key_Less, "<", 94), "<", id="German less-than has a key of its own"),
        pytest.param(press(KEY.Key_Less, "<", 59, SHIFT), "<", id="US less-than, Shift+comma"),
        pytest.param(press(KEY.Key_Period, ".", 59, SHIFT), ".", id="French full stop, Shift+semicolon"),
        pytest.param(press(KEY.Key_Return, "\r", 36, CTRL | SHIFT), "Ctrl+Shift+Enter", id="Return"),
        pytest.param(press(KEY.Key_Enter, "\r", 104, KEYPAD), "Enter", id="keypad Enter"),
        pytest.param(press(KEY.Key_Shift, "", 50, SHIFT), "", id="Shift alone"),
    ],
)
@pytest.mark.skipif("sys.platform != 'linux'", reason="scan codes of evdev")
def test_digits_go_by_place_punctuation_by_character(event: QKeyEvent, name: str) -> None:
    assert key_name(event) == name


def test_every_row_of_the_table_names_a_command_there_is() -> None:
    known = all_commands()
    for row in TABLE:
        assert row.command in known
        assert not row.held or row.held in known
        assert row.help.strip()
        assert row.mode in set(Mode)


def test_two_commands_of_one_name_are_refused() -> None:
    module = type("module", (), {})
    module.one = command("same", label="One")(lambda ctx: None)  # type: ignore[attr-defined]
    module.two = command("same", label="Two")(lambda ctx: None)  # type: ignore[attr-defined]
    with pytest.raises(CommandNamedTwice):
        collect([module])  # type: ignore[list-item]
