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
ALT_GR = Qt.KeyboardModifier.GroupSwitchModifier
LINUX, WINDOWS, MAC = "linux", "win32", "darwin"


def press(key: Qt.Key | int, text: str, scan_code: int = 0, modifiers: Qt.KeyboardModifier = PLAIN) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


# As X tells them, written down from real windows with the layouts us, fr and de; "not told" is Wayland.
@pytest.mark.parametrize(
    ("event", "name"),
    [
        pytest.param(press(KEY.Key_3, "3", 12), "3", id="US 3"),
        pytest.param(press(KEY.Key_QuoteDbl, '"', 12), "3", id="French 3 without Shift"),
        pytest.param(press(KEY.Key_3, "3", 12, SHIFT), "3", id="French 3 with Shift"),
        pytest.param(press(KEY.Key_Eacute, "é", 11), "2", id="French 2 without Shift"),
        pytest.param(press(KEY.Key_Minus, "-", 15), "6", id="French 6 without Shift types a minus"),
        pytest.param(press(KEY.Key_Minus, "-", 15, CTRL), "Ctrl+6", id="French Ctrl+6"),
        pytest.param(press(KEY.Key_Agrave, "à", 19), "0", id="French 0 without Shift"),
        pytest.param(press(KEY.Key_Plus, "+", 10), "1", id="Czech 1 without Shift types a plus"),
        pytest.param(press(KEY.Key_Exclam, "!", 10, SHIFT), "!", id="US exclamation mark is no digit"),
        pytest.param(press(KEY.Key_3, "3", 81, KEYPAD), "3", id="keypad"),
        pytest.param(press(KEY.Key_3, "3", 81, KEYPAD | CTRL), "Ctrl+3", id="keypad with Ctrl"),
        pytest.param(press(KEY.Key_Minus, "-", 82, KEYPAD), "-", id="keypad minus"),
        pytest.param(press(KEY.Key_Plus, "+", 86, KEYPAD), "+", id="keypad plus"),
        pytest.param(press(KEY.Key_QuoteDbl, "", 12, ALT), "Alt+3", id="French Alt+3"),
        pytest.param(press(KEY.Key_BracketLeft, "[", 14, ALT_GR), "[", id="French bracket, AltGr+5"),
        pytest.param(press(KEY.Key_BracketLeft, "[", 17, ALT_GR), "[", id="German bracket, AltGr+8"),
        pytest.param(press(KEY.Key_BracketRight, "]", 18), "]", id="German bracket, AltGr not told"),
        pytest.param(press(KEY.Key_BraceLeft, "{", 16, ALT_GR), "{", id="German brace marks nothing"),
        pytest.param(press(KEY.Key_BracketLeft, "\x1b", 17, CTRL | ALT_GR), "Ctrl+[", id="German Ctrl and bracket"),
        pytest.param(press(KEY.Key_8, "\x7f", 17, CTRL | ALT), "Ctrl+Alt+8", id="Ctrl and Alt are no AltGr here"),
        pytest.param(press(KEY.Key_Comma, ",", 59, CTRL | ALT), "Ctrl+Alt+,", id="Ctrl+Alt+comma is no comma"),
        pytest.param(press(KEY.Key_Question, "?", 20, SHIFT), "?", id="German question mark, Shift+ß"),
        pytest.param(press(KEY.Key_Question, "?", 58, SHIFT), "?", id="French question mark, Shift+comma"),
        pytest.param(press(KEY.Key_Less, "<", 94), "<", id="German less-than has a key of its own"),
        pytest.param(press(KEY.Key_Greater, ">", 94, SHIFT), ">", id="German greater-than, Shift on the same key"),
        pytest.param(press(KEY.Key_Less, "<", 59, SHIFT), "<", id="US less-than, Shift+comma"),
        pytest.param(press(KEY.Key_Period, ".", 59, SHIFT), ".", id="French full stop, Shift+semicolon"),
        pytest.param(press(KEY.Key_Plus, "+", 21, SHIFT), "+", id="US plus, Shift+equals"),
        pytest.param(press(KEY.Key_Plus, "+", 35), "+", id="German plus has a key of its own"),
        pytest.param(press(KEY.Key_Minus, "-", 20), "-", id="US minus"),
        pytest.param(press(KEY.Key_Minus, "-", 61), "-", id="German minus"),
        pytest.param(press(KEY.Key_Comma, ",", 59, CTRL), "Ctrl+,", id="Ctrl+comma"),
        pytest.param(press(KEY.Key_Plus, "", 21, CTRL | SHIFT), "Ctrl++", id="US Ctrl+plus"),
        pytest.param(press(KEY.Key_Q, "q", 38), "Q", id="French Q, where it is printed"),
        pytest.param(press(KEY.Key_Z, "\x1a", 29, CTRL), "Ctrl+Z", id="German Ctrl+Z, where it is printed"),
        pytest.param(press(KEY.Key_K, "K", 45, SHIFT), "Shift+K", id="letter with Shift"),
        pytest.param(press(KEY.Key_Odiaeresis, "ö", 47), "Ö", id="German letter"),
        pytest.param(press(KEY.Key_ssharp, "ß", 20), "ß", id="German sharp s"),
        pytest.param(press(KEY.Key_Return, "\r", 36, CTRL | SHIFT), "Ctrl+Shift+Enter", id="Return"),
        pytest.param(press(KEY.Key_Enter, "\r", 104, KEYPAD), "Enter", id="keypad Enter"),
        pytest.param(press(KEY.Key_Left, "", 83, KEYPAD), "Left", id="keypad arrow"),
        pytest.param(press(KEY.Key_F13, "", 191), "F13", id="foot pedal"),
        pytest.param(press(KEY.Key_Shift, "", 50, SHIFT), "", id="Shift alone"),
        pytest.param(press(KEY.Key_AltGr, "", 92, ALT_GR), "", id="AltGr alone"),
        pytest.param(press(KEY.Key_Dead_Acute, "", 21), "", id="dead key"),
        pytest.param(press(KEY.Key_unknown, "", 200), "", id="unknown key"),
        pytest.param(press(0, "", 0), "", id="no key at all"),
    ],
)
def test_digits_go_by_place_signs_by_character(event: QKeyEvent, name: str) -> None:
    assert key_name(event, LINUX) == name


@pytest.mark.parametrize(
    ("event", "name"),
    [
        pytest.param(press(KEY.Key_QuoteDbl, '"', 4), "3", id="French 3 without Shift"),
        pytest.param(press(KEY.Key_BracketLeft, "[", 9, CTRL | ALT), "[", id="German bracket, AltGr+8"),
        pytest.param(press(KEY.Key_BraceLeft, "{", 8, CTRL | ALT), "{", id="German brace marks nothing"),
        pytest.param(press(KEY.Key_8, "", 9, CTRL | ALT), "Ctrl+Alt+8", id="US: Ctrl and Alt type nothing"),
        pytest.param(press(KEY.Key_E, "\x05", 18, CTRL | ALT), "Ctrl+Alt+E", id="US letter with both"),
        pytest.param(press(0x20AC, "€", 18, CTRL | ALT), "€", id="German euro sign is no letter"),
        pytest.param(press(KEY.Key_3, "", 4, ALT), "Alt+3", id="Alt+3"),
    ],
)
def test_windows_tells_alt_gr_as_ctrl_and_alt(event: QKeyEvent, name: str) -> None:
    assert key_name(event, WINDOWS) == name


def test_the_mac_tells_virtual_keys() -> None:
    french = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_QuoteDbl, PLAIN, 0, 20, 0, '"')
    assert key_name(french, MAC) == "3"


def test_the_platform_this_runs_on_is_taken_when_none_is_named() -> None:
    assert key_name(press(KEY.Key_Space, " ", 65)) == "Space"


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
