"""A small picture of the moment under the pointer, with its time, above the timeline."""

from bisect import bisect_right

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assessor_app.domain.derived import Thumbnail
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import RADIUS, SPACE, Tokens

_WIDTH, _HEIGHT = 160, 120
_LEAVING = (QEvent.Type.Leave, QEvent.Type.Hide, QEvent.Type.MouseButtonPress, QEvent.Type.WindowDeactivate)


class TimelineHover(QFrame):
    """Lies over the window above `below`, never under the pointer, and lets the mouse through."""

    def __init__(self, below: QWidget) -> None:
        super().__init__(below.window())
        self._below = below
        self._thumbnails: tuple[Thumbnail, ...] = ()
        self._shown: Thumbnail | None = None
        self._picture, self._time = PlainLabel(), PlainLabel()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        for label in (self._picture, self._time):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.hide()
        below.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LEAVING:
            self.hide()
        return super().eventFilter(watched, event)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(
            f"TimelineHover {{ background: {tokens.surface}; border: 1px solid {tokens.line};"
            f" border-radius: {RADIUS}px; }} QLabel {{ color: {tokens.text}; background: transparent; }}"
        )

    def set_thumbnails(self, thumbnails: tuple[Thumbnail, ...]) -> None:
        """Ordered by time."""
        self._thumbnails = thumbnails
        self._shown = None
        self.hide()

    def show_at(self, x: int, at_us: int, words: str) -> None:
        """Show the picture of that time above pixel `x` of the timeline."""
        if self.parentWidget() is not self._below.window():
            self.setParent(self._below.window())
        self._time.setText(words)
        thumbnail = nearest_thumbnail(self._thumbnails, at_us)
        if thumbnail is not self._shown or thumbnail is None:
            self._show_picture(thumbnail)
        self.adjustSize()
        self.move(self._place(x))
        self.show()
        self.raise_()

    def _show_picture(self, thumbnail: Thumbnail | None) -> None:
        self._shown = thumbnail
        picture = QPixmap()
        if thumbnail is not None and picture.loadFromData(thumbnail.jpeg):
            kept = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaled(_WIDTH, _HEIGHT, kept, smooth))
        self._picture.setVisible(not picture.isNull())

    def _place(self, x: int) -> QPoint:
        window = self._below.window()
        above = self._below.mapTo(window, QPoint(x, 0))
        left = min(max(above.x() - self.width() // 2, 0), max(window.width() - self.width(), 0))
        return QPoint(left, max(above.y() - self.height() - SPACE, 0))


def nearest_thumbnail(thumbnails: tuple[Thumbnail, ...], at_us: int) -> Thumbnail | None:
    """Return the last one taken at or before that time, the first one before it; None without any."""
    if not thumbnails:
        return None
    return thumbnails[max(bisect_right(thumbnails, at_us, key=lambda each: each.at_us) - 1, 0)]
