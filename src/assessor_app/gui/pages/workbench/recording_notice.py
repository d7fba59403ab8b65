"""The strip over a recording that says what is wrong with it or done about it, with one button to act."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from assessor_app.gui.icons import icon
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens

_ICON = QSize(16, 16)
_WIDEST = 260
"""An issuer's name for a condition may be a whole sentence."""


class RecordingNotice(QFrame):
    """Without words it takes no room. `pressed` when the assessor does what the button says."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._is_warning = False
        self._picture, self._words = QLabel(), QLabel()
        self.button = QPushButton()
        self._build()
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._paint()

    @property
    def words(self) -> str:
        """What it says, nothing while it is not there."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, button: str = "", *, explains: str = "", is_warning: bool = True) -> None:
        """`explains` is the button's tooltip."""
        self._is_warning = is_warning
        self._words.setText(words)
        shortened = self.fontMetrics().elidedText(button, Qt.TextElideMode.ElideRight, _WIDEST)
        self.button.setText(shortened.replace("&", "&&"))
        self.button.setAccessibleName(button)
        self.button.setToolTip(plain_tip(f"{button}\n{explains}" if shortened != button else explains))
        self.button.setVisible(bool(button))
        self.setAccessibleName(words)
        self.setProperty("tone", "warn" if is_warning else "plain")
        self.style().unpolish(self)
        self.style().polish(self)
        self._paint()
        self.setVisible(bool(words))

    def clear(self) -> None:
        self.say("")

    def _paint(self) -> None:
        tokens = self._tokens
        name, colour = ("triangle-alert", tokens.warn) if self._is_warning else ("info", tokens.accent)
        self._picture.setPixmap(icon(name, tokens, colour).pixmap(_ICON))

    def _build(self) -> None:
        self.setProperty("look", "notice")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda _: self.pressed.emit())
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_INSIDE, SPACE, GAP_INSIDE, SPACE)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self._picture)
        line.addWidget(self._words, 1)
        line.addWidget(self.button)
