"""A plain text field without a save button: it hands its text over a second after typing stops, and on leaving."""

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from assessor_app.gui.tokens import GAP_INSIDE
from assessor_app.services.markdown import clean

SETTLED_AFTER_MS = 1000
FRAME = 2


class AutosaveEdit(QPlainTextEdit):
    """`settled` carries a text worth saving, `stirred` says that there will be one, or,
    when what was typed was taken back, that there will be none after all.

    Every `settled` is answered with `confirm` or `refuse`; until then what is read from the disk is older
    than what stands here, and is not shown.
    With `most_lines` the field grows with its text from `least_lines` up to that; without it fills its place.
    """

    settled = Signal(str)
    stirred = Signal()

    def __init__(self, parent: QWidget | None = None, *, least_lines: int = 2, most_lines: int = 0) -> None:
        super().__init__(parent)
        self._lines = (least_lines, most_lines)
        self._known: str | None = ""
        self._unanswered = 0
        self._waiting = QTimer(self, singleShot=True, interval=SETTLED_AFTER_MS)
        self._waiting.timeout.connect(self.flush)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._stir)
        if most_lines:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
            self._fit()

    def show_text(self, text: str) -> None:
        """Show what is stored, unless something newer is being typed or saved."""
        if self.is_dirty or self._unanswered:
            return
        self._known = text
        if text == self.toPlainText():
            return
        caret = min(self.textCursor().position(), len(text))
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(caret)
        self.setTextCursor(cursor)

    @property
    def is_dirty(self) -> bool:
        """Whether there is text that was not handed over yet."""
        return self.toPlainText() != self._known

    @property
    def is_settled(self) -> bool:
        """Whether everything that stands here is known to be on the disk."""
        return not self.is_dirty and not self._unanswered

    def flush(self) -> None:
        """Hand over now what is not saved yet."""
        self._waiting.stop()
        if self.is_dirty:
            self._known = self.toPlainText()
            self._unanswered += 1
            self.settled.emit(self._known)

    def confirm(self) -> None:
        """It is on the disk."""
        self._unanswered = max(self._unanswered - 1, 0)

    def refuse(self) -> None:
        """It could not be saved: it stays here, and is handed over again with the next change."""
        self.confirm()
        self._known = None

    def restore(self, text: str) -> None:
        """Show what was typed here before and is not known to be on the disk, and hand it over once more."""
        self._known = None
        self.setPlainText(text)
        self._waiting.start()

    def start_over(self, text: str) -> None:
        """Another assignment: show its text, whatever stood here."""
        self._waiting.stop()
        self._unanswered = 0
        self._known = text
        self.setPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted brings no control characters and nothing that turns words round unseen."""
        self.insertPlainText(clean(source.text()))
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._lines[1]:
            self._fit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self.height()) if self._lines[1] else hint

    def _stir(self) -> None:
        if self.is_dirty:
            self._waiting.start()
            self.stirred.emit()
        elif self._waiting.isActive():
            self._waiting.stop()
            self.stirred.emit()

    def _fit(self) -> None:
        least, most = self._lines
        # A plain text document measures its height in lines.
        lines = min(max(round(self.document().size().height()), least), most)
        margins = round(2 * self.document().documentMargin()) + GAP_INSIDE + 2 * FRAME
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margins)
        is_full = self.document().size().height() > most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
