"""Handing an assignment back, in the words a teacher uses."""

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.declaration import HandBackKind


def kind_words(kind: HandBackKind) -> str:
    """Return what the assessor says by it, as a choice."""
    return {
        HandBackKind.CONFLICT: _tr("I know somebody in it, or the school"),
        HandBackKind.RECUSAL: _tr("I cannot judge it for another reason"),
        HandBackKind.UNSCORABLE: _tr("It cannot be scored: evidence is missing or cannot be used"),
        HandBackKind.MALPRACTICE: _tr("Something is wrong: I suspect that it is not the candidate's own work"),
    }[kind]


def short_kind(kind: HandBackKind) -> str:
    """Return the same in a word or two, for a line."""
    return {
        HandBackKind.CONFLICT: _tr("you know somebody in it"),
        HandBackKind.RECUSAL: _tr("you cannot judge it"),
        HandBackKind.UNSCORABLE: _tr("it cannot be scored"),
        HandBackKind.MALPRACTICE: _tr("suspected malpractice"),
    }[kind]


def _tr(words: str) -> str:
    return QCoreApplication.translate("HandBack", words)
