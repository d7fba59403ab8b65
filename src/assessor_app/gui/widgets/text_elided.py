"""A label of one line that ends in an ellipsis where it does not fit, and tells the rest in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption

from assessor_app.gui.plain_words import plain_tip

_LEAST = 48


class ElidedLabel(QLabel):
    """`text()` stays whole; only what is painted is shortened."""

    def __init__(self) -> None:
        super().__init__()
        self._explained = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def explain(self, words: str) -> None:
        """Words for the tooltip that say more than the text; empty for none."""
        self._explained = words
        self.setAccessibleDescription(words)
        self.setToolTip(plain_tip(words))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(plain_tip(self._explained or (self.text() if shown != self.text() else "")))
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter, room, self.alignment().value, option.palette, self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()
