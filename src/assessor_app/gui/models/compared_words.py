"""What an adjudicator is told above the criteria: where the assessors differ, and what each said over all."""

from PySide6.QtCore import QCoreApplication

from assessor_app.gui.models.compared_rows import Compared

_FEEDBACK_SHOWN = 400


def _tr(words: str) -> str:
    return QCoreApplication.translate("Compared", words)


def compared_words(compared: Compared) -> str:
    numbers = ", ".join(str(criterion.number) for criterion in compared.differing)
    letters = _tr("{one} and {other}").format(one=compared.overall[0][0], other=compared.overall[-1][0])
    if compared.differing:
        words = _tr("{letters} differ on {count} of {all} criteria: {numbers}. Your own level decides.")
    else:
        words = _tr("{letters} chose the same levels. Your own level decides.")
    head = words.format(letters=letters, count=len(compared.differing), all=len(compared.rows), numbers=numbers)
    return "\n".join([head, *(_overall(*each) for each in compared.overall)])


def _overall(letter: str, decision: str, feedback: str) -> str:
    shown = " ".join(feedback.split())
    if len(shown) > _FEEDBACK_SHOWN:
        shown = f"{shown[:_FEEDBACK_SHOWN]}…"
    said = f"{letter}: {decision}"
    return _tr("{said}. Overall feedback: {words}").format(said=said, words=shown) if shown else f"{said}."
