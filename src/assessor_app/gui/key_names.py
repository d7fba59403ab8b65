"""Turns a key event into the name the key table uses, whatever the keyboard layout."""

import sys
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

WINDOWS, MAC = "win32", "darwin"
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ALT_GR = Qt.KeyboardModifier.GroupSwitchModifier
_NAMED: Mapping[int, str] = MappingProxyType(
    {
        Qt.Key.Key_Space: "Space",
        Qt.Key.Key_Return: "Enter",
        Qt.Key.Key_Enter: "Enter",
        Qt.Key.Key_Escape: "Escape",
        Qt.Key.Key_Backspace: "Backspace",
        Qt.Key.Key_Delete: "Delete",
        Qt.Key.Key_Insert: "Insert",
        Qt.Key.Key_Left: "Left",
        Qt.Key.Key_Right: "Right",
        Qt.Key.Key_Up: "Up",
        Qt.Key.Key_Down: "Down",
        Qt.Key.Key_Home: "Home",
        Qt.Key.Key_End: "End",
        Qt.Key.Key_PageUp: "PgUp",
        Qt.Key.Key_PageDown: "PgDown",
        Qt.Key.Key_Tab: "Tab",
        Qt.Key.Key_Backtab: "Tab",
    }
)
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F24 + 1)  # foot pedals send those beyond F12
_DIGITS = range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)
_PRINTABLE = range(0x21, 0x110000)  # Qt's codes for keys that type something are Unicode
_ROW = "1234567890"
# No layout types these on its digit row without Shift or AltGr; Wayland does not tell whether AltGr is down.
_NEVER_DIGITS = frozenset("[]{}<>,.?\\|~")
_MAC_ROW: Mapping[int, str] = MappingProxyType(
    {18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9", 29: "0"}
)


def key_name(event: QKeyEvent, system: str = sys.platform) -> str:
    """Return for example "3", "Ctrl+Shift+Enter" or "<"; empty for a key no table row can name.

    Digits go by their place on the keyboard (French layouts need Shift for them) or by the keypad;
    signs by the character typed, with the Shift or AltGr it needs (German layouts need AltGr for
    brackets); letters by what is printed on the key. `system` is a `sys.platform`.
    """
    modifiers = event.modifiers() & (_SHIFT | _CTRL | _ALT | _META)
    is_alt_gr = _types_with_alt_gr(event, system)
    if is_alt_gr and system == WINDOWS:
        modifiers &= ~(_CTRL | _ALT)
    digit = "" if is_alt_gr else _digit(event, modifiers, system)
    sign = "" if digit else _sign(event, modifiers)
    if digit or sign:
        return _with(modifiers & ~_SHIFT, digit or sign)
    name = _plain(event.key())
    return _with(modifiers, name) if name else ""


def _types_with_alt_gr(event: QKeyEvent, system: str) -> bool:
    """Whether AltGr chose the character. Windows tells AltGr as Ctrl and Alt together; then it types something."""
    held = event.modifiers() & (_CTRL | _ALT)
    if event.modifiers() & _ALT_GR or (held == _NONE and event.text() in _NEVER_DIGITS):
        return True
    is_both = held == _CTRL | _ALT
    return system == WINDOWS and is_both and event.text().isprintable() and bool(event.text())


def _digit(event: QKeyEvent, modifiers: Qt.KeyboardModifier, system: str) -> str:
    is_number = event.key() in _DIGITS
    if event.modifiers() & _KEYPAD:
        return chr(event.key()) if is_number else ""
    physical = _physical_digit(event, system)
    if physical and not modifiers & _SHIFT:
        return physical
    # With Shift only what comes out as a digit is one: Shift+1 is "!" on many layouts.
    return chr(event.key()) if is_number else ""


def _physical_digit(event: QKeyEvent, system: str) -> str:
    """The digit row by place; scan codes are evdev's plus 8 under X11 and Wayland."""
    if system == MAC:  # tells virtual keys only
        return _MAC_ROW.get(event.nativeVirtualKey(), "")
    place = event.nativeScanCode() - (0x02 if system == WINDOWS else 10)
    return _ROW[place] if 0 <= place < len(_ROW) else ""


def _sign(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> str:
    """The sign typed. With Ctrl or Alt the text is often a control character: then what the key stands for."""
    is_command = bool(modifiers & (_CTRL | _ALT | _META))
    text = "" if is_command else event.text()
    if len(text) == 1 and _is_sign(text):
        return text
    key = event.key()
    return chr(key) if key in _PRINTABLE and _is_sign(chr(key)) else ""


def _is_sign(character: str) -> bool:
    return character.isprintable() and not character.isalnum() and not character.isspace()


def _plain(key: int) -> str:
    if key in _FUNCTION_KEYS:
        return f"F{key - Qt.Key.Key_F1 + 1}"
    if key in _PRINTABLE and chr(key).isalpha():
        return chr(key)
    return _NAMED.get(key, "")


def _with(modifiers: Qt.KeyboardModifier, name: str) -> str:
    if modifiers == _NONE:
        return name
    parts = ((_CTRL, "Ctrl"), (_ALT, "Alt"), (_META, "Meta"), (_SHIFT, "Shift"))
    return "+".join([*(word for bit, word in parts if modifiers & bit), name])
