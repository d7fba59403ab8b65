"""What a list shows instead of rows: a picture, why it is empty, and the next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from assessor_app.gui.icons import pixmap
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, Tokens

PICTURE = 40
WIDEST = 420


class EmptyState(QWidget):
    """Words and, where there is a next step, a button; `acted` when it is pressed."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = LIGHT
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText)
        self._title.setProperty("look", "title")
        self._words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText)
        self._words.setProperty("look", "quiet")
        self._words.setWordWrap(True)
        self._words.setFixedWidth(WIDEST)
        self._button = QPushButton()
        self._button.clicked.connect(self.acted)
        self._icon_name = "inbox"
        self._lay_out()

    def show_words(self, icon_name: str, title: str, words: str, action: str = "", *, is_primary: bool = True) -> None:
        self._icon_name = icon_name
        self._title.setText(title)
        self._words.setText(words)
        self._button.setText(action)
        self._button.setAccessibleName(action or title)
        self._button.setVisible(bool(action))
        self._button.setProperty("look", "primary" if is_primary else "")
        self._button.style().polish(self._button)
        self.setAccessibleName(f"{title}. {words}")
        self.set_tokens(self._tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        # A label of fixed width does not grow with its lines by itself.
        self._words.setMinimumHeight(max(0, self._words.heightForWidth(WIDEST)))
        self._picture.setPixmap(pixmap(self._icon_name, tokens.quiet, PICTURE, self.devicePixelRatioF()))

    @property
    def title(self) -> str:
        return self._title.text()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP_INSIDE)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        for part in (self._picture, self._title, self._words):
            layout.addWidget(part, alignment=centre)
        layout.addSpacing(GAP_BETWEEN - GAP_INSIDE)
        layout.addWidget(self._button, alignment=centre)
        layout.addStretch(3)
