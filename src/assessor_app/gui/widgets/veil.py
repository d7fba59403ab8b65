"""A plain sheet over a page, drawn at once: whatever was to be seen there is gone before anything else happens."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from assessor_app.gui.tokens import LIGHT, Tokens


class Veil(QWidget):
    """Lies over the whole window of `over` while it is shown, above whatever pops up there."""

    def __init__(self, over: QWidget, tokens: Tokens = LIGHT) -> None:
        super().__init__(over)
        self._over, self._tokens = over, tokens
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def cover(self) -> None:
        """On the screen when this returns."""
        QToolTip.hideText()
        window = self._over.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()
        self.repaint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._tokens.ground))
        painter.end()
