"""Keeps the program's windows out of pictures that other programs take, where the system knows how.

Windows 10 (2004) and later: the window is left out of every capture. macOS: the window is not shared. Both are untried
there: the program was made on Linux, where neither X11 nor Wayland offers it.
"""

import ctypes
import ctypes.util
import sys
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

_EXCLUDE_FROM_CAPTURE, _NO_AFFINITY = 0x11, 0x00
_SHARING_NONE, _SHARING_READ_ONLY = 0, 1


class CaptureGuard(Protocol):
    def set_allowed(self, window_id: int, *, is_allowed: bool) -> bool:
        """Let pictures of a window be taken or not; False where that could not be done."""


class NoGuard:
    """Where the system has no such thing."""

    def set_allowed(self, window_id: int, *, is_allowed: bool) -> bool:
        return is_allowed


class WindowsGuard:
    """`SetWindowDisplayAffinity` of user32."""

    def set_allowed(self, window_id: int, *, is_allowed: bool) -> bool:
        affinity = _NO_AFFINITY if is_allowed else _EXCLUDE_FROM_CAPTURE
        try:
            user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]
            return bool(user32.SetWindowDisplayAffinity(ctypes.c_void_p(window_id), affinity))
        except (OSError, AttributeError):
            return False


class MacGuard:
    """`NSWindow.sharingType`, through the Objective-C runtime: the id Qt gives is that of the NSView."""

    def set_allowed(self, window_id: int, *, is_allowed: bool) -> bool:
        try:
            runtime = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
            runtime.sel_registerName.restype = ctypes.c_void_p
            ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", runtime))
            tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(("objc_msgSend", runtime))
            window = ask(window_id, runtime.sel_registerName(b"window"))
            sharing = _SHARING_READ_ONLY if is_allowed else _SHARING_NONE
            tell(window, runtime.sel_registerName(b"setSharingType:"), sharing)
        except (OSError, AttributeError):
            return False
        return bool(window)


def guard_for(system: str = sys.platform) -> CaptureGuard:
    if system == "win32":
        return WindowsGuard()
    return MacGuard() if system == "darwin" else NoGuard()


class CaptureKeeper(QObject):
    """Puts the guard on the window, and on every dialog of it as it comes to the front (`follow`)."""

    def __init__(self, guard: CaptureGuard, window: QWidget) -> None:
        super().__init__(window)
        self._guard, self._window = guard, window
        self.is_allowed = True
        window.installEventFilter(self)

    def set_allowed(self, is_allowed: bool) -> bool:
        """Let pictures be taken or not, from now on; False where the system cannot keep them from it."""
        self.is_allowed = is_allowed
        ids = {int(self._window.winId())}
        ids |= {int(each.winId()) for each in QGuiApplication.topLevelWindows() if each.isVisible()}
        return all([self._guard.set_allowed(each, is_allowed=is_allowed) for each in ids])

    def follow(self, window: QWindow | None) -> None:
        """Another window of the program has come to the front."""
        if window is not None and not self.is_allowed:
            self._guard.set_allowed(int(window.winId()), is_allowed=False)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WinIdChange and not self.is_allowed:  # a window made anew forgets it
            self._guard.set_allowed(int(self._window.winId()), is_allowed=False)
        return False
