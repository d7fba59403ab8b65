"""Says how long one has to wait after wrong words, second by second, and lets nobody try before."""

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QLabel, QPushButton

EVERY_MS = 1_000
_MINUTE_S = 60


class TryAgain(QObject):
    """`wait_s` tells the seconds that are left; `button` is what tries, `label` says why it cannot."""

    def __init__(self, wait_s: Callable[[], float], label: QLabel, button: QPushButton, parent: QObject) -> None:
        super().__init__(parent)
        self._wait_s, self._label, self._button = wait_s, label, button
        self._why = ""
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tell)

    def look(self, why: str = "") -> None:
        """Show `why` the last try failed, and count down where there is a wait."""
        self._why = why
        self._tell()

    def refused(self, error: Exception) -> None:
        """Show why the words were not taken; of a wait only how long it still is."""
        is_wait = hasattr(error, "wait_s")
        self.look(self.tr("There were too many wrong tries.") if is_wait else str(error))

    def stop(self) -> None:
        self._timer.stop()

    @property
    def is_waiting(self) -> bool:
        return self._timer.isActive()

    def _tell(self) -> None:
        left_s = self._wait_s()
        words = f"{self._why} {wait_words(left_s)}".strip() if left_s > 0 else self._why
        self._label.setText(words)
        self._label.setAccessibleName(words)
        self._button.setEnabled(left_s <= 0)
        if left_s > 0:
            self._timer.start()
        else:
            self._timer.stop()


def wait_words(left_s: float) -> str:
    """Return for example "Try again in 2:05."; rounded up, as nobody may be promised too much."""
    whole = math.ceil(left_s)
    time = f"{whole // _MINUTE_S}:{whole % _MINUTE_S:02}"
    return QCoreApplication.translate("TryAgain", "Try again in {time}.").format(time=time)
