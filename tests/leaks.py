"""Finds threads and Qt timers that a test started and did not end."""

import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer

GRACE_SECONDS = 2.0


class LeakWatch:
    """Remembers what runs at the start, and which timers and Qt threads are started from then on.

    Seen are threads of Python, and timers and threads started by Python code; what Qt starts for
    itself is Qt's to end.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._before = set(threading.enumerate())
        self._started: list[weakref.ref[QObject]] = []
        for kind in (QTimer, QThread):
            patch.setattr(kind, "start", self._noting(kind.start))

    def _noting(self, start: Callable[..., Any]) -> Callable[..., Any]:
        def noted(started: QObject, *arguments: Any) -> Any:
            self._started.append(weakref.ref(started))
            return start(started, *arguments)

        return noted

    def leaks(self) -> list[str]:
        """What still runs after a short grace, in words."""
        # Widgets closed at the end of a test are only marked; their timers die with them.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        deadline = time.monotonic() + GRACE_SECONDS
        for thread in self._threads():
            if thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))
        # A Qt thread that has ended may still have a Python thread object for an instant.
        return [
            *(f"thread {thread.name}" for thread in self._threads()),
            *self._qt_leaks(deadline),
        ]

    def _threads(self) -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if thread not in self._before]

    def _qt_leaks(self, deadline: float) -> list[str]:
        found = []
        for started in [reference() for reference in self._started]:
            if started is None or not shiboken6.isValid(started):
                continue
            if isinstance(started, QTimer) and started.isActive():
                found.append(f"timer {started.objectName() or 'without a name'} of {started.parent()!r}")
            elif isinstance(started, QThread) and not started.wait(_milliseconds_to(deadline)):
                found.append(f"Qt thread {started.objectName() or repr(started)}")
        if not QThreadPool.globalInstance().waitForDone(_milliseconds_to(deadline)):
            found.append("work in the global Qt thread pool")
        return found


def _milliseconds_to(deadline: float) -> int:
    return max(0, round((deadline - time.monotonic()) * 1000))
