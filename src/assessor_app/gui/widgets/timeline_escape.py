"""Lets Esc end a drag: while one is under way that key means nothing else, whichever part has the focus."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class EscapeWatch(QObject):
    """Watches only between `begin` and `end`, before the key router, which would leave the timeline."""

    def __init__(self, parent: QObject, pressed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._pressed = pressed

    def begin(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def end(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._pressed()
        return True
