"""The line that warns of the end of a lease, the assignment's or the evidence's, looked at again as time passes."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from assessor_app.gui.models.lease_words import is_over, lease_words
from assessor_app.gui.models.offline_words import ahead_words
from assessor_app.gui.pages.workbench.banner import Banner
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.pages.workbench.top_bar import TopBar

LOOK_EVERY_MS = 30_000


class LeaseLine(QObject):
    """Says nothing of what is submitted, handed back or closed: there the lease means nothing any more."""

    def __init__(
        self, state: WorkbenchState, line: Banner, top_bar: TopBar, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._line, self._top_bar, self._now = state, line, top_bar, now
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Say what is so now, of what is open now."""
        view = self._state.view
        if view is None:
            self._timer.stop()
            self._line.say("")
            return
        if not self._timer.isActive():
            self._timer.start()
        self._top_bar.show_assignment(view.assignment)
        is_at_work = view.is_live and view.assessment.state.is_open
        ahead = ahead_words(view.lease, view.server_name) if is_at_work else ""
        words = lease_words(view.assignment, view.server_name, self._now()) if is_at_work else ""
        words = " ".join(part for part in (ahead, words) if part)
        if words != self._line.words:
            is_late = is_over(view.assignment.lease_until_at, self._now())
            self._line.say(words, "bad" if is_late else "warn")
