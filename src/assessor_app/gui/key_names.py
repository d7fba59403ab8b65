"""Turns a key event into the name the key table uses, whatever the keyboard layout."""

import sys
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
# Typed with Shift on one layout and without on another: only the character counts.
PUNCTUATION = frozenset(",.<>?[]")
_NAMED: Mapping[int, str] = MappingProxyType(
    {
        Qt.Key.Key_Space: "Space",
        Qt.Key.Key_Return: "Enter",
        Qt.Key.Key_Enter: "Enter",
        Qt.Key.Key_Escape: "Escape",
        Qt.Key.Key_Backspace: "Backspace",
        Qt.Key.Key_Delete: "Delete",
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
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)
_LETTERS = range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)
_DIGITS = range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)


def _scan_codes(platform: str) -> Mapping[int, str]:
    """Return scan code -> digit for the digit row of a keyboard; evdev codes plus 8 under X11 and Wayland."""
    if platform == "darwin":
        return MappingProxyType({})  # the Mac tells virtual keys, see _MAC_KEYS
    first = 0x02 if platform == "win32" else 10
    return MappingProxyType({first + place: digit for place, digit in enumerate("1234567890")})


_MAC_KEYS: Mapping[int, str] = MappingProxyType(
    {18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9", 29: "0"}
)
_SCAN_CODES = _scan_codes(sys.platform)


def key_name(event: QKeyEvent) -> str:
    """Return for example "3", "Ctrl+Shift+Enter" or "<"; empty for a key no table row can name.

    Digits go by their place on the keyboard (French layouts need Shift for them) or by the keypad,
    punctuation by the character typed (German layouts need AltGr for brackets), the rest by the key.
    """
    modifiers = event.modifiers() & ~_KEYPAD
    if event.text() in PUNCTUATION and event.text() and not _is_command(modifiers):
        return event.text()
    digit = _digit(event, modifiers)
    if digit:
        return _with(modifiers & ~_SHIFT, digit)
    name = _plain(event.key())
    return _with(modifiers, name) if name else ""


def _is_command(modifiers: Qt.KeyboardModifier) -> bool:
    """Ctrl or Alt alone; both together is how Windows tells AltGr."""
    held = modifiers & (_CTRL | _ALT)
    return held in (_CTRL, _ALT)


def _digit(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> str:
    is_number = event.key() in _DIGITS
    if is_number and event.modifiers() & _KEYPAD:
        return chr(event.key())
    physical = _physical_digit(event)
    if physical and not modifiers & _SHIFT:
        return physical
    # With Shift only what comes out as a digit is one: Shift+1 is "!" on many layouts.
    return chr(event.key()) if is_number else ""


def _physical_digit(event: QKeyEvent) -> str:
    if sys.platform == "darwin":
        return _MAC_KEYS.get(event.nativeVirtualKey(), "")
    return _SCAN_CODES.get(event.nativeScanCode(), "")


def _plain(key: int) -> str:
    if key in _LETTERS:
        return chr(key)
    if key in _FUNCTION_KEYS:
        return f"F{key - Qt.Key.Key_F1 + 1}"
    if key == Qt.Key.Key_Comma:
        return ","
    return _NAMED.get(key, "")


def _with(modifiers: Qt.KeyboardModifier, name: str) -> str:
    parts = ((_CTRL, "Ctrl"), (_ALT, "Alt"), (_META, "Meta"), (_SHIFT, "Shift"))
    return "+".join([*(word for bit, word in parts if modifiers & bit), name])
