"""What stands where the picture would be: an icon, words, sometimes a bar or a button, always on the dark ground."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assessor_app.gui import icons
from assessor_app.gui.tokens import DARK, GAP_BETWEEN, GAP_INSIDE, HIGH_CONTRAST, RADIUS, TITLE_FACTOR, Tokens

_WIDEST = 420
_ICON = 32
_BAR = 6


class SurfaceNotice(QWidget):
    """Fills the surface; its own colours are the dark theme's, because the ground around a picture is always dark."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens: Tokens = DARK
        self._icon_name = ""
        self._drawing = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self._title = self._label()
        self._words = self._label()
        self._bar = _Bar()
        self._button = QPushButton()
        self._button.clicked.connect(self.pressed)
        self._lay_out()
        self._dress()

    @property
    def words(self) -> str:
        return " ".join(part for part in (self._title.text(), self._words.text()) if part)

    def say(self, icon: str, words: str, *, title: str = "", button: str = "", share: float | None = None) -> None:
        """Show this; `share` (0-1) adds a progress bar, `button` a button that emits `pressed`."""
        self._icon_name = icon
        self._drawing.setPixmap(icons.pixmap(icon, self._tokens.quiet, _ICON, self.devicePixelRatioF()))
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._words.setText(words)
        self._bar.setVisible(share is not None)
        self._bar.set_share(share or 0.0)
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def set_high_contrast(self, *, is_on: bool) -> None:
        self._tokens = HIGH_CONTRAST if is_on else DARK
        self._dress()

    def _lay_out(self) -> None:
        # A column of one width: with alignments of their own, wrapped labels would be given too little height.
        column = QWidget()
        column.setFixedWidth(_WIDEST)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_INSIDE)
        for label in (self._drawing, self._title, self._words):
            lines.addWidget(label)
        lines.addWidget(self._bar, alignment=Qt.AlignmentFlag.AlignHCenter)
        lines.addSpacing(GAP_BETWEEN - GAP_INSIDE)
        lines.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        outer = QGridLayout(self)
        outer.addWidget(column, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def _label(self) -> QLabel:
        label = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, textFormat=Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _dress(self) -> None:
        tokens = self._tokens
        size = self.font().pointSizeF() * TITLE_FACTOR
        self._title.setStyleSheet(f"color: {tokens.text}; font-size: {size:.1f}pt; background: transparent")
        self._words.setStyleSheet(f"color: {tokens.quiet}; background: transparent")
        self._button.setStyleSheet(
            f"QPushButton {{ color: {tokens.on_accent}; background: {tokens.accent}; border: 2px solid {tokens.accent};"
            f" border-radius: {RADIUS}px; padding: 5px 16px; }}"
            f" QPushButton:focus {{ border-color: {tokens.text}; }}"
        )
        self._bar.set_colours(tokens.line, tokens.accent)
        if self._icon_name:
            self._drawing.setPixmap(icons.pixmap(self._icon_name, tokens.quiet, _ICON, self.devicePixelRatioF()))


class _Bar(QWidget):
    """A thin progress bar."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self._ground, self._done = QColor(), QColor()
        self.setFixedSize(_WIDEST * 2 // 3, _BAR)

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def set_colours(self, ground: str, done: str) -> None:
        self._ground, self._done = QColor(ground), QColor(done)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, share in ((self._ground, 1.0), (self._done, self._share)):
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(0, 0, self.width() * share, _BAR), _BAR / 2, _BAR / 2)
        painter.end()
