"""Takes numbered pictures of the whole virtual screen, dialogs included."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

PATIENCE_S = 30.0
SETTLE_MS = 350


class Camera:
    """`shot` waits until the screen has settled, then writes NN-theme-name.png."""

    def __init__(self, folder: Path, theme: str) -> None:
        self._folder = folder
        self._theme = theme
        self._number = 0

    def shot(self, name: str) -> None:
        self.pause(SETTLE_MS)
        self._number += 1
        path = self._folder / f"{self._number:02}-{self._theme}-{name}.png"
        QApplication.primaryScreen().grabWindow(0).save(str(path))
        sys.stdout.write(f"{path.name}\n")
        sys.stdout.flush()

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                self.shot("waited-in-vain")
                raise TimeoutError(f"the tour waited in vain for: {what}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)

    @staticmethod
    def pause(milliseconds: int) -> None:
        """Let the program run. QTest's own wait keeps Python's lock, and with it every lane, from running."""
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)

    @staticmethod
    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        assert widget is not None, "nothing has the focus"
        QTest.keyClick(widget, key, modifiers)
        Camera.pause(30)

    @staticmethod
    def type(text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        QTest.keyClicks(widget, text)
        Camera.pause(30)
