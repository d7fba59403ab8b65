"""Tells when nobody has touched key, mouse or screen for long: time to lock.

Playing is no proof that somebody sits there, but watching a lesson without a touch is honest work: while a video
plays, the time is twice as long. A laptop that slept is locked when it wakes.
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

LOOK_EVERY_MS = 5_000
PLAYING_FACTOR = 2
WARN_S = 60.0
ASLEEP_S = 30.0
_PRESENCE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
        QEvent.Type.NativeGesture,
    }
)


def asleep_s() -> float:
    """Seconds the machine has slept, counted from anywhere; a busy program is none.

    Where only the clock on the wall tells, setting it forward looks the same: then it locks once too often.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()
    return time.time() - time.monotonic()


class Idle(QObject):
    """Watches the windows it is `follow`ing. `minutes` is the setting, `is_playing` whether a video plays.

    `due` comes once the time is over or the laptop woke up, `soon` a minute before; both again only after a touch.
    """

    due = Signal()
    soon = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        is_playing: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
        asleep: Callable[[], float] = asleep_s,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._is_playing, self._clock, self._asleep = minutes, is_playing, clock, asleep
        self._touched_s, self._slept_s = clock(), asleep()
        self._is_warned = self._is_due = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self.touch()
        self._slept_s = self._asleep()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def follow(self, window: QObject | None) -> None:
        """Count what is done in this window; once more changes nothing."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def touch(self) -> None:
        """Somebody is here."""
        self._touched_s = self._clock()
        self._is_warned = self._is_due = False

    def is_for(self, seconds: float) -> bool:
        """Whether nobody has touched anything for so long."""
        return self._clock() - self._touched_s >= seconds

    def look(self) -> None:
        """Compare the clock; the timer does it every few seconds."""
        before, self._slept_s = self._slept_s, self._asleep()
        slept = self._slept_s - before > ASLEEP_S
        left_s = self._limit_s() - (self._clock() - self._touched_s)
        if (slept or left_s <= 0) and not self._is_due:
            self._is_due = True
            self.due.emit()
        elif 0 < left_s <= WARN_S and not self._is_warned and not self._is_due:
            self._is_warned = True
            self.soon.emit()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() in _PRESENCE:
            self.touch()
        return False

    def _limit_s(self) -> float:
        return 60.0 * self._minutes() * (PLAYING_FACTOR if self._is_playing() else 1)
