"""The feedback checklist in words: what a text is looked through for, and what was not found; only ever advice."""

from PySide6.QtCore import QCoreApplication

from assessor_app.services.feedback_checks import Check, Checklist


def lacking_words(checklist: Checklist) -> str:
    """Return `Not found: what was seen, a next step`, empty when all was."""
    names = {
        Check.SEEN: _tr("what was seen"),
        Check.EVIDENCE: _tr("a time or another place in the evidence"),
        Check.NEXT_STEP: _tr("a next step"),
    }
    lacking = ", ".join(names[each] for each in checklist.lacking)
    return _tr("Not found: {things}").format(things=lacking) if lacking else ""


def explanation() -> str:
    return _tr(
        "The program looks for words that say what was seen, for a time or another place in the evidence, and for a "
        "next step. It may be mistaken, and you can submit without."
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Checklist", words)
