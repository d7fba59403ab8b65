"""A link that takes as many lines as its words need: nothing of a sentence is cut off, at any text size."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStylePainter, QWidget

from assessor_app.gui.tokens import SPACE

_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TALL = 10_000
_LEAST = 120


class WrappingLink(QPushButton):
    """A button by keyboard and for screen readers, a link to look at."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("look", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        place = QRect(0, 0, max(width - 2 * SPACE, 1), _TALL)
        return self.fontMetrics().boundingRect(place, _FLAGS, self._shown()).height() + 2 * SPACE

    def sizeHint(self) -> QSize:
        return QSize(_LEAST, self.heightForWidth(max(self.width(), _LEAST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.fontMetrics().lineSpacing() + 2 * SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        inside = self.rect().adjusted(SPACE, SPACE, -SPACE, -SPACE)
        role = QPalette.ColorRole.Link if self.isEnabled() else QPalette.ColorRole.PlaceholderText
        painter.setPen(self.palette().color(role))
        painter.drawText(inside, _FLAGS, self._shown())
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), SPACE, SPACE)

    def _shown(self) -> str:
        return self.text().replace("&&", "&")
