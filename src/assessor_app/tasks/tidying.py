"""Python looks through everything for garbage only while nobody is there: it stops every thread meanwhile.

With ten thousand rows in the inbox one look takes many times a frame of a video, and it comes on whichever thread
happens to allocate. What dies young is still found at once, in looks of a millisecond.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 20_000
NEVER = 1_000_000_000
ENOUGH = 10
"""Looks at what is young, after which it is worth looking through everything: Python's own measure."""
FULL = 1_000
"""After so many it cannot wait for a quiet moment; each leaves up to some thousand objects behind."""


class Tidying(QObject):
    """From `start` to `stop`. `is_quiet` says whether nobody would notice when everything stands still for a moment."""

    def __init__(self, is_quiet: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_quiet = is_quiet
        self._usual = gc.get_threshold()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Leave aside for good what the program consists of, and begin."""
        gc.freeze()
        gc.set_threshold(*self._usual[:2], NEVER)
        gc.enable()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.set_threshold(*self._usual)

    def look(self) -> bool:
        """Look through everything if it is worth it and may be now; return whether it was done."""
        young = gc.get_count()[2]
        if young < ENOUGH or (young < FULL and not self._is_quiet()):
            return False
        gc.collect()
        return True
