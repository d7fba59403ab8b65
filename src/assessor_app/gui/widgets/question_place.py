"""A question in the place where evidence would be: what is asked, in plain words, and two ways to answer."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, Tokens

IconOf = Callable[[str, Tokens], QIcon]
_PICTURE = 32
_CHARACTERS = 62  # in a line that reads well


class QuestionPlace(QScrollArea):
    """Neither answer has the focus when it appears: the place itself takes it. `answered` carries 0 or 1."""

    answered = Signal(int)

    def __init__(self, icon_of: IconOf, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._icon_of, self._tokens = icon_of, tokens
        self._icon_name = "shield-check"
        self._picture, self._title, self._under = QLabel(), QLabel(), QLabel()
        self._lines: list[QLabel] = []
        self.buttons = (QPushButton(), QPushButton())
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._build()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._picture.setPixmap(self._icon_of(self._icon_name, tokens).pixmap(_PICTURE, _PICTURE))

    def ask(self, icon_name: str, title: str, under: str, lines: Iterable[str], answers: tuple[str, str]) -> None:
        """`under` names what it is about; each of `lines` is a paragraph; `answers` stand on the buttons."""
        self._icon_name = icon_name
        self.set_tokens(self._tokens)
        self._title.setText(title)
        self._under.setText(under)
        self._under.setVisible(bool(under))
        for label in self._lines:
            label.hide()
            label.deleteLater()
        self._lines = [self._line(words) for words in lines]
        self._fit()
        for button, words in zip(self.buttons, answers, strict=True):
            button.setText(words.replace("&", "&&"))
            button.setAccessibleName(words)
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join([under, *(label.text() for label in self._lines)]))

    def _line(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        place = self._column.indexOf(self.buttons[0])
        self._column.insertWidget(place, label, 0, Qt.AlignmentFlag.AlignHCenter)
        return label

    def _fit(self) -> None:
        """Give every paragraph its whole height: a layout that centres them asks for one line only."""
        room = self.viewport().width() - 2 * GAP_BETWEEN
        width = max(1, min(_CHARACTERS * self.fontMetrics().averageCharWidth(), room))
        for label in self._lines:
            label.setFixedSize(width, label.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setProperty("look", "question")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet.setProperty("look", "page")
        self._title.setProperty("look", "title")
        self._under.setProperty("look", "quiet")
        column = self._column
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        column.addStretch(2)
        for label in (self._picture, self._title, self._under):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._picture)
            column.addWidget(label)
        for number, button in enumerate(self.buttons):
            button.setProperty("look", "primary" if number == 0 else "plain")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, n=number: self.answered.emit(n))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setWidget(self._sheet)
