"""Locks the window: whatever shows work is gone within the same event, and stands where it stood when unlocked."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget

from assessor_app.gui.lock_screen import LockScreen
from assessor_app.gui.ports import Locking
from assessor_app.gui.theme import Theme

OVER_LOCK = "over_lock"
"""Property of a window that may stand over the lock screen: it says nothing of the work."""
_MOST_POPUPS = 8


class Covered(Protocol):
    """The window as the lock sees it: it is a QMainWindow."""

    def put_away(self) -> None:
        """Hand over what is being typed, stop what plays, close all evidence."""

    def bring_back(self) -> None: ...
    def close(self) -> bool: ...


class WindowLock(QObject):
    """`label` is what the profile is called; `other_asked` wants another profile opened in place of this one."""

    changed = Signal(bool)
    other_asked = Signal()

    def __init__(self, window: Covered, locking: Locking, theme: Theme, label: Callable[[], str]) -> None:
        self._window = cast(QMainWindow, window)
        super().__init__(self._window)
        self._covered, self._locking, self._label = window, locking, label
        self._body = cast(QWidget, self._window.centralWidget())
        self.is_locked = False
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self.screen = LockScreen(locking, self._window, theme.tokens)
        theme.changed.connect(self.screen.set_tokens)
        self.screen.unlocked.connect(self._unlock)
        self.screen.other_asked.connect(self._ask_other)
        self.screen.quit_asked.connect(self._window.close)
        self._window.installEventFilter(self)

    def lock(self) -> None:
        """Cover the window now; once more while it is locked changes nothing."""
        if self.is_locked:
            return
        self.is_locked = True
        self._focus = QApplication.focusWidget()
        QToolTip.hideText()
        _close_popups()
        self._covered.put_away()
        self._body.hide()
        self._hide_others()
        self.screen.cover(self._label())
        self._watch_all(is_on=True)
        self._locking.lock()
        self._window.activateWindow()
        self.changed.emit(True)

    def close(self) -> None:
        """The window goes: watch nothing any more."""
        self.screen.stop()
        self._window.removeEventFilter(self)
        self._watch_all(is_on=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.is_locked:
                self.screen.setGeometry(self._window.rect())
        elif event.type() == QEvent.Type.Show and self.is_locked and isinstance(watched, QWidget):
            self._keep_down(watched)
        return False

    def _unlock(self) -> None:
        self._watch_all(is_on=False)
        self.is_locked = False
        self._body.show()
        self.screen.uncover()
        self._covered.bring_back()
        hidden, self._hidden = self._hidden, []
        for other in hidden:
            if _is_alive(other):
                other.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
                other.show()
        focus, self._focus = self._focus, None
        if focus is not None and _is_alive(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(False)

    def _watch_all(self, *, is_on: bool) -> None:
        application = QApplication.instance()
        if application is not None and is_on:
            application.installEventFilter(self)
        elif application is not None:
            application.removeEventFilter(self)

    def _hide_others(self) -> None:
        for other in QApplication.topLevelWidgets():
            if self._is_to_hide(other) and other.isVisible():
                self._hide(other)

    def _keep_down(self, other: QWidget) -> None:
        """Something wants to be seen, such as an answer that comes late: not now."""
        if self._is_to_hide(other):
            other.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)  # heard before it is shown
            QTimer.singleShot(0, other, lambda: self._hide(other) if self.is_locked else None)

    def _hide(self, other: QWidget) -> None:
        if other not in self._hidden:
            self._hidden.append(other)
        other.hide()

    def _is_to_hide(self, other: QWidget) -> bool:
        return other.isWindow() and other is not self._window and not other.property(OVER_LOCK)

    def _ask_other(self) -> None:
        self.other_asked.emit()


def _close_popups() -> None:
    for _ in range(_MOST_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            return
        popup.close()


def _is_alive(widget: QWidget) -> bool:
    from shiboken6 import isValid  # noqa: PLC0415 - only ever needed here

    return bool(isValid(widget))
