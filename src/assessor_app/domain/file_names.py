"""Names that others chose: fit to be shown on one line, and fit to be the name of a file on any system."""

import unicodedata

LONGEST_BYTES = 120
"""Of a file name as UTF-8: file systems take 255, and a program that writes may need an ending or a number."""
LONGEST_SHOWN = 300
_LONGEST_ENDING = 16
# Cc control, Cf format (direction overrides, zero width), Cs halves of characters, Co private, Zl and Zp line ends.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Written Persian, Hindi and emoji need these two."""
# What Windows forbids, and what looks like, or is on some system, a path separator.
_FORBIDDEN = frozenset('<>:"/\\|?*\u2044\u2215\u29f8\u29f9\uff0f\uff3c\ufe68\uff1a\ua789')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "clock$", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"}
)
_OUTER = ". "


def one_line(words: str) -> str:
    """Return words as they can stand in a title: nothing unseen, nothing that turns the words around it.

    Line ends and tabs become spaces; at most `LONGEST_SHOWN` characters.
    """
    seen = "".join(_shown(character) for character in words)
    line = " ".join(seen.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1].rstrip() + "…"


def safe_file_name(name: str, fallback: str = "file") -> str:
    """Return a name for a file in a folder the person chose: never a path, never reserved, never empty.

    Keeps letters of every script and the ending; `fallback` is used when nothing is left. Safe names stay as they are.
    """
    whole = unicodedata.normalize("NFC", "".join(_allowed(character) for character in name))
    whole = " ".join(whole.split()).strip(_OUTER)
    whole = _shortened(whole).strip(_OUTER)
    if not whole.strip("-_. "):
        return fallback
    if whole.partition(".")[0].rstrip().casefold() in _DEVICES:
        whole = _shortened(f"_{whole}").strip(_OUTER)
    return whole


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN and character not in _JOINERS else character


def _allowed(character: str) -> str:
    if character in _FORBIDDEN:
        return "-"
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN else character


def _shortened(name: str) -> str:
    """Cut before the ending, never inside a character."""
    if len(name.encode()) <= LONGEST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > _LONGEST_ENDING or " " in ending:
        stem, dot, ending = name, "", ""
    room = LONGEST_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(_OUTER) + dot + ending
