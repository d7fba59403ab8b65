"""A text that keeps room for the longest of several and scrolls, by wheel and keys, where even that is not enough."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

LINES_AT_MOST = 6


class ScrollingText(QScrollArea):
    """Nothing below moves when the text changes. With the keyboard it is a stop only while there is more to see."""

    def __init__(self, texts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._label = QLabel()
        self._label.setProperty("look", "quiet")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "sheet")
        self.viewport().setAutoFillBackground(False)
        self.setWidget(self._label)
        self._label.setAutoFillBackground(False)
        self._reserve()

    def describe(self, words: str) -> None:
        self._label.setText(words)
        self.setAccessibleName(words)
        self.verticalScrollBar().setValue(0)
        self._offer_focus()

    def text(self) -> str:
        return self._label.text()

    @property
    def is_cut(self) -> bool:
        """Whether one has to scroll to read all of it."""
        return self._height(self._label.text()) > self.viewport().height()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reserve()
        self._offer_focus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._reserve()

    def _offer_focus(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self.is_cut else Qt.FocusPolicy.NoFocus)

    def _reserve(self) -> None:
        line = self.fontMetrics().lineSpacing()
        longest = max((self._height(text) for text in self._texts), default=line)
        self.setFixedHeight(max(line, min(longest, LINES_AT_MOST * line)) + 2)

    def _height(self, words: str) -> int:
        place = QRect(0, 0, max(1, self.viewport().width()), 100_000)
        return self.fontMetrics().boundingRect(place, Qt.TextFlag.TextWordWrap, words).height()
