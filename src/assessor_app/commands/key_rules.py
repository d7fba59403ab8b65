"""Which keys an assessor may give to a command, and why not; sentences are translated where they are shown."""

from assessor_app.commands.bindings import Binding
from assessor_app.commands.modes import Mode, chain

MODIFIERS = ("Ctrl", "Alt", "Meta", "Shift")
FIXED = (
    (Mode.WORKBENCH, "pane.player", "Escape"),
    (Mode.TEXT, "pane.player", "Escape"),
    (Mode.WINDOW, "page.settings", "Ctrl+3"),
    (Mode.WINDOW, "page.keys", "F1"),
)
"""The way out of everything, the way to the shortcuts, and the way to see them: these keys stay."""
_FUNCTION_KEYS = frozenset(f"F{number}" for number in range(1, 25))
_EDITING = frozenset(
    ("Space", "Enter", "Backspace", "Delete", "Insert", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
)
_NAMED = _EDITING | _FUNCTION_KEYS | {"Escape"}
_FIELDS_OWN = frozenset("ACVXZY")
_LISTS_OWN = _EDITING - {"Backspace", "Delete", "Insert"}
_SYSTEMS_OWN = frozenset(
    ("Alt+F4", "Alt+Space", "Alt+Escape", "Ctrl+Escape", "Ctrl+Shift+Escape", "Ctrl+Alt+Delete", "Ctrl+Alt+Backspace")
)
NO_NAME = "The program cannot tell this key from others. Take another one."
TAB = "Tab goes from control to control everywhere. Take another key."
SYSTEM = "The system keeps this key for itself. Take another one."
ALT_GR = "On many keyboards Ctrl with Alt is AltGr and types a character. Take another key."
TYPING = "This key is needed for typing. Take one with Ctrl or Alt, or a function key."
EDITING = "This key is needed in text fields. Take another one."
LISTS = "This key is needed to move in the list. Take another one."
FIXED_ROW = "The digits stay where they are: they are found by their place on the keyboard."

FIXED_KEY = "This key always leads out of text, to the settings or to the list of keys. Take another one."


def parts(key: str) -> tuple[frozenset[str], str]:
    """Return modifiers and the key itself: "Ctrl++" is Ctrl and "+"."""
    held, rest = set(), key
    for modifier in MODIFIERS:
        if rest.startswith(f"{modifier}+"):
            held.add(modifier)
            rest = rest[len(modifier) + 1 :]
    return frozenset(held), rest


def refusal(mode: str, key: str) -> str:
    """Why `key` cannot be used in `mode`; empty when it can."""
    held, base = parts(key)
    if base == "Tab":
        return TAB
    if not _is_key(base):
        return NO_NAME
    if "Meta" in held or key in _SYSTEMS_OWN or (base in _FUNCTION_KEYS and {"Ctrl", "Alt"} <= held):
        return SYSTEM
    if {"Ctrl", "Alt"} <= held and len(base) == 1:
        return ALT_GR
    if mode in (Mode.TEXT, Mode.WINDOW):
        return _refusal_in_text(held, base)
    return LISTS if mode == Mode.INBOX and base in _LISTS_OWN and not held else ""


def _refusal_in_text(held: frozenset[str], base: str) -> str:
    is_command = bool(held & {"Ctrl", "Alt"})
    if base in _EDITING and not (is_command and base in ("Space", "Enter", "PgUp", "PgDown")):
        return EDITING
    if base in _FIELDS_OWN and "Ctrl" in held:
        return EDITING
    return "" if is_command or base in _FUNCTION_KEYS or base == "Escape" else TYPING


def _is_key(base: str) -> bool:
    is_one = len(base) == 1 and base.isprintable() and not base.isspace()
    return base in _NAMED or (is_one and base in (base.upper(), "ß"))  # ß has no capital on keyboards


def fixed_keys(row: Binding) -> tuple[str, ...]:
    """The keys of a row that stay its own."""
    if row.takes_digit:
        return row.keys
    return tuple(key for mode, command, key in FIXED if (mode, command) == (row.mode, row.command))


def applies(row: Binding, mode: Mode) -> bool:
    """Whether the keys of a row work in `mode`: those of the player only where there is one."""
    return row.mode in chain(mode) and not (row.needs_player and mode is Mode.READING)


def are_together(one: Binding, other: Binding) -> bool:
    """Whether there is a place in the program where the keys of both rows work."""
    return any(applies(one, mode) and applies(other, mode) for mode in Mode)
