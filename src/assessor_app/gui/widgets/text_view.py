"""A text answer as plain text in a measure that reads well: nothing in it is active."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from assessor_app.gui.tokens import GAP_BETWEEN

_CHARACTERS = 76
_LINE_PERCENT = 140.0


class TextView(QTextEdit):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "reading")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_words(self, words: str) -> None:
        self.setPlainText(words)
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(GAP_BETWEEN / 2)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short and in the middle."""
        measure = self.fontMetrics().averageCharWidth() * _CHARACTERS
        side = max(2 * GAP_BETWEEN, (self.width() - measure) // 2)
        self.setViewportMargins(side, GAP_BETWEEN, side, GAP_BETWEEN)
        super().resizeEvent(event)
