"""Modes: which part of the window has the keys, and whose bindings apply there."""

from enum import StrEnum


class Mode(StrEnum):
    """WINDOW applies on every page, inside text too; TEXT inside a text field of the workbench; READING on the
    workbench while a text, PDF or picture is open instead of a video or recording.
    """

    WINDOW = "window"
    INBOX = "inbox"
    WORKBENCH = "workbench"
    READING = "reading"
    TEXT = "text"
    FIELD = "field"
    DIALOG = "dialog"


_CHAINS: dict[Mode, tuple[Mode, ...]] = {
    Mode.WINDOW: (Mode.WINDOW,),
    Mode.INBOX: (Mode.INBOX, Mode.WINDOW),
    Mode.WORKBENCH: (Mode.WORKBENCH, Mode.WINDOW),
    Mode.READING: (Mode.READING, Mode.WORKBENCH, Mode.WINDOW),
    Mode.TEXT: (Mode.TEXT, Mode.WINDOW),
    Mode.FIELD: (Mode.WINDOW,),
    Mode.DIALOG: (),
}


def chain(mode: Mode) -> tuple[Mode, ...]:
    """Return the modes whose bindings apply in `mode`, nearest first; a dialog keeps its own keys."""
    return _CHAINS[mode]
