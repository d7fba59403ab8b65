"""The QApplication, and the lanes that work for its window."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.memory import keep_few_heaps
from assessor_app.services.views import InboxRow
from assessor_app.tasks.qt_delivery import QtDelivery
from assessor_app.tasks.runner import LANE_READ, Runner

GIVE_WAY_S = 0.001
"""After this long a busy lane lets the window run; a key press changes threads several times on its way to the disk."""
Rows = tuple[InboxRow, ...]
Take = Callable[[Rows], None]
Failed = Callable[[Exception], None]


def make_application() -> QApplication:
    """Return the one QApplication, set up before it exists for machines without a graphics card."""
    if sys.platform == "linux" and not Path("/dev/dri").exists():
        # Software OpenGL paints video at four times the cost and drops frames; plain X does not.
        os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")
    sys.setswitchinterval(GIVE_WAY_S)
    keep_few_heaps()
    existing = QApplication.instance()
    app = cast(QApplication, existing) if existing is not None else QApplication(sys.argv[:1])
    app.setApplicationName("assessor-app")
    return app


@dataclass(frozen=True)
class Lanes:
    """A runner that delivers to the thread this was made on."""

    delivery: QtDelivery = field(default_factory=QtDelivery)
    runner: Runner = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "runner", Runner(self.delivery))

    def close(self) -> None:
        self.runner.close()
        self.delivery.close()


class EarlyInbox:
    """Reads the inbox while the window is still being made."""

    def __init__(self, lanes: Lanes, read: Callable[[], Rows]) -> None:
        self._rows: Rows | None = None
        self._error: Exception | None = None
        self._take: Take | None = None
        self._failed: Failed | None = None
        lanes.runner.submit(LANE_READ, lambda _: read(), self._arrived, self._refused)

    def give(self, take: Take, failed: Failed) -> None:
        """Call back with the rows, now or when they are here."""
        self._take, self._failed = take, failed
        self._hand_over()

    def _arrived(self, rows: Rows) -> None:
        self._rows = rows
        self._hand_over()

    def _refused(self, error: Exception) -> None:
        self._error = error
        self._hand_over()

    def _hand_over(self) -> None:
        if self._take is not None and self._rows is not None:
            self._take(self._rows)
        elif self._failed is not None and self._error is not None:
            self._failed(self._error)
