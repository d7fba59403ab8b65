"""What stands in the place of an artifact that cannot be shown (yet): a sentence, progress, a way on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, Tokens

IconOf = Callable[[str, Tokens], QIcon]
_MEASURE = 420
_WIDEST = 520
_PICTURE = 32
_PARTS = 1000


class EvidenceNotice(QWidget):
    fetch_asked = Signal()

    def __init__(self, icon_of: IconOf, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._icon_of = icon_of
        self._tokens = tokens
        self._icon_name = "file"
        self._whole_title = ""
        self._picture, self._title, self._sentence = QLabel(), QLabel(), QLabel()
        self._progress = QProgressBar()
        self._fetch = QPushButton(self.tr("Download"))
        self._build()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._show_picture()

    def show_words(self, icon_name: str, title: str, sentence: str = "") -> None:
        self._icon_name = icon_name
        self._show_picture()
        self._whole_title = title
        self._title.setAccessibleName(title)
        self._sentence.setText(sentence)
        self._make_room()
        self._progress.setVisible(False)
        self._fetch.setVisible(False)

    def offer_fetch(self) -> None:
        """Add the Download button to the words on show."""
        self._fetch.setVisible(True)

    def show_progress(self, done: int, size: int) -> None:
        """Bytes so far; without a known size only movement is shown."""
        self._progress.setRange(0, _PARTS if size else 0)
        self._progress.setValue(_PARTS * done // size if size else 0)
        self._progress.setVisible(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def _make_room(self) -> None:
        """A wrapped label in the middle of a layout is given the height of its own guess, which may be too low.

        A name of 300 characters would make everything as wide as itself.
        """
        metrics = self._title.fontMetrics()
        self._title.setText(metrics.elidedText(self._whole_title, Qt.TextElideMode.ElideMiddle, _WIDEST))
        self._sentence.setMinimumHeight(self._sentence.heightForWidth(_MEASURE) if self._sentence.text() else 0)

    def _show_picture(self) -> None:
        self._picture.setPixmap(self._icon_of(self._icon_name, self._tokens).pixmap(_PICTURE, _PICTURE))

    def _build(self) -> None:
        self._title.setProperty("look", "title")
        self._sentence.setProperty("look", "quiet")
        self._sentence.setWordWrap(True)
        self._fetch.setProperty("look", "primary")
        self._fetch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fetch.clicked.connect(self.fetch_asked)
        self._progress.setAccessibleName(self.tr("Download progress"))
        self._progress.setTextVisible(False)
        for label in (self._picture, self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for fixed in (self._sentence, self._progress):
            fixed.setFixedWidth(_MEASURE)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        column.addStretch(2)
        for widget in (self._picture, self._title, self._sentence, self._progress, self._fetch):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
