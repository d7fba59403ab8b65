"""What the assessor may do with a parked line: send it again, or take the assessment back to change it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.outbox import OutboxVerb
from assessor_app.gui.icons import put_icon
from assessor_app.gui.models.outbox_entries import Entry, Standing
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE, Tokens


class Decision(QWidget):
    """`send_again_asked` carries an op id, `edit_again_asked` an assignment id. Hidden when there is nothing to do."""

    send_again_asked = Signal(str)
    edit_again_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.send_button = QPushButton(self.tr("Send again"))
        self.edit_button = QPushButton(self.tr("Edit again"))
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("look", "quiet")
        buttons = QHBoxLayout()
        for button in (self.send_button, self.edit_button):
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_INSIDE)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        self.send_button.clicked.connect(self._send)
        self.edit_button.clicked.connect(self._edit)

    def set_tokens(self, tokens: Tokens) -> None:
        put_icon(self.send_button, "send", tokens)
        put_icon(self.edit_button, "pencil", tokens)

    def show_entry(self, entry: Entry | None) -> None:
        is_parked = entry is not None and entry.standing is Standing.NEEDS_YOU and bool(entry.items)
        self._entry = entry if is_parked else None
        self.setVisible(is_parked)
        is_final = self._entry is not None and self._entry.verb is OutboxVerb.PUT_FINAL
        self.edit_button.setVisible(is_final)
        self.words.setText(self._sentence(is_final=is_final))
        for button in (self.send_button, self.edit_button):
            button.setAccessibleDescription(self.words.text())

    def _sentence(self, *, is_final: bool) -> str:
        if is_final:
            return self.tr(
                "Send again: the assessment goes to the server once more, as it is now. "
                "Edit again: it becomes a draft, and nothing is sent until you submit it."
            )
        return self.tr(
            "Send again: this goes to the server once more, as it is now on this laptop. "
            "If there is another version on the server, yours takes its place."
        )

    def _send(self) -> None:
        if self._entry is not None:
            self.send_again_asked.emit(self._entry.items[0].op_id)

    def _edit(self) -> None:
        if self._entry is not None:
            self.edit_again_asked.emit(self._entry.assignment_id)
