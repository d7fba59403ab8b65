"""Words of others stay words: Qt guesses whether a label or a tooltip holds HTML, and HTML can load files and pages."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def plain_tip(words: str) -> str:
    """Return what shows exactly these words as a tooltip; a tooltip cannot be told to take text as it is."""
    if "<" not in words and "&" not in words:
        return words
    return f'<span style="white-space: pre-wrap">{html.escape(words)}</span>'


class PlainLabel(QLabel):
    """A label that never takes its words for HTML."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
