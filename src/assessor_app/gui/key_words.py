"""Keys as they are printed on the keyboard in use, for tooltips, menus, hints and the key sheet."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QGuiApplication

from assessor_app.commands.bindings import DIGITS, TABLE
from assessor_app.commands.key_rules import MODIFIERS, parts
from assessor_app.commands.keymap import Keymap, row_id

Language = QLocale.Language
_ENGLISH: Mapping[str, str] = MappingProxyType({"Escape": "Esc", "PgDown": "PgDn", "Meta": "Super"})
_GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "Ctrl": "Strg",
        "Shift": "Umschalt",
        "Meta": "Super",
        "Space": "Leertaste",
        "Enter": "Eingabe",
        "Escape": "Esc",
        "Backspace": "Rücktaste",
        "Delete": "Entf",
        "Insert": "Einfg",
        "Home": "Pos1",
        "End": "Ende",
        "PgUp": "Bild↑",
        "PgDown": "Bild↓",
    }
)
_FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "Shift": "Maj",
        "Meta": "Super",
        "Space": "Espace",
        "Enter": "Entrée",
        "Escape": "Échap",
        "Backspace": "Retour",
        "Delete": "Suppr",
        "Insert": "Inser",
        "Home": "Début",
        "End": "Fin",
        "PgUp": "Pg préc",
        "PgDown": "Pg suiv",
    }
)
_ARROWS: Mapping[str, str] = MappingProxyType({"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"})
_CAPS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {Language.German: {**_GERMAN, **_ARROWS}, Language.French: {**_FRENCH, **_ARROWS}}
)
# How signs are typed that have no key of their own there.
_TYPED: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        Language.German: {"[": "AltGr+8", "]": "AltGr+9", "?": "Umschalt+ß", ">": "Umschalt+<"},
        Language.French: {"[": "AltGr+5", "]": "AltGr+)", "?": "Maj+,", ".": "Maj+;", ">": "Maj+<", "+": "Maj+="},
    }
)


def keyboard_language() -> Language:
    """The language of the keyboard in use. Where the window system does not say (X), it is the system's."""
    return QGuiApplication.inputMethod().locale().language()


def key_words(key: str, language: Language | None = None) -> str:
    """Return "Strg+Leertaste" for "Ctrl+Space" on a German keyboard; empty for no key."""
    caps = _CAPS.get(keyboard_language() if language is None else language, _ENGLISH)
    held, base = parts(key)
    return "+".join([*(caps.get(each, each) for each in MODIFIERS if each in held), caps.get(base, base)])


def typed_words(key: str, language: Language | None = None) -> str:
    """As `key_words`, and how a sign is typed that has no key of its own, as in "[ (AltGr+8)"."""
    spoken = keyboard_language() if language is None else language
    how = _TYPED.get(spoken, {}).get(key, "")
    return f"{key_words(key, spoken)} ({how})" if how else key_words(key, spoken)


def spoken_keys(keys: Sequence[str], language: Language | None = None) -> str:
    """Return the keys of a row for reading: runs of digits are joined, as in "Alt+1 to Alt+9"."""
    for prefix in ("", "Alt+"):
        if tuple(keys) == tuple(prefix + digit for digit in DIGITS):
            words = QCoreApplication.translate("KeySheet", "{first} to {last}")
            return words.format(first=keys[0], last=keys[-1])
    words = QCoreApplication.translate("KeySheet", " or ")
    return words.join(typed_words(key, language) for key in keys)


class KeyWords:
    """What screens are given to name keys; they ask again whenever `show_keys` is called."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap

    @property
    def changed(self) -> int:
        """How many commands have keys of the assessor's own."""
        return sum(self.keymap.is_changed(row_id(row)) for row in self.keymap.rows)

    def of(self, command: str, argument: int | str | None = None) -> str:
        """The first key of a command; empty when it has none."""
        return key_words(self.keymap.keys_of(command, argument))

    def after(self, sentence: str, command: str, argument: int | str | None = None) -> str:
        """Return "Sync now (F5)", or the sentence alone when the command has no key."""
        key = self.of(command, argument)
        return f"{sentence} ({key})" if key else sentence


def default_words() -> KeyWords:
    """The keys of the table, until a screen is told of an assessor's own."""
    return KeyWords(Keymap(TABLE))


def name_keys(pages: Iterable[object], keymap: Keymap) -> None:
    """Tell the keys as they are now to those pages that name some."""
    for page in pages:
        show_keys = getattr(page, "show_keys", None)
        if show_keys is not None:
            show_keys(KeyWords(keymap))
