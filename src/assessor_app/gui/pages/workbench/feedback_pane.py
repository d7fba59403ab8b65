"""The overall feedback for the candidate, typed as Markdown and saved by itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from assessor_app.gui.tokens import GAP_INSIDE, SPACE
from assessor_app.gui.widgets.text_autosave import AutosaveEdit


class FeedbackPane(QWidget):
    feedback_settled = Signal(str)
    stirred = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = AutosaveEdit()
        self.edit.setAccessibleName(self.tr("Feedback for the candidate"))
        self.edit.setPlaceholderText(
            self.tr("What was convincing, and what one next step would be. The candidate reads this first.")
        )
        self.edit.settled.connect(self.feedback_settled)
        self.edit.stirred.connect(self.stirred)
        self._hint = QLabel(
            self.tr("**bold**, *italic* and lines that begin with - are shown as such. Saved as you type.")
        )
        self._hint.setProperty("look", "small")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, GAP_INSIDE, 3 * SPACE, GAP_INSIDE)
        column.setSpacing(SPACE)
        column.addWidget(self.edit, 1)
        column.addWidget(self._hint)

    def show_text(self, words: str, *, is_editable: bool) -> None:
        self.edit.setReadOnly(not is_editable)
        self._hint.setVisible(is_editable)
        self.edit.show_text(words)
