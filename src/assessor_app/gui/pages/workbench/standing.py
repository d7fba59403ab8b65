"""Where the open assignment stands: banner, lease, certification and outcome, told from what is known of it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from assessor_app.gui.dialogs.outcome import OutcomeDialog
from assessor_app.gui.pages.workbench.banner import banner_words
from assessor_app.gui.pages.workbench.lease_line import LeaseLine
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.services.views import OutboxRow, ReceiptRow


class Standing(QObject):
    def __init__(self, state: WorkbenchState, panes: Panes, now: Callable[[], datetime], over: QWidget) -> None:
        super().__init__(over)
        self._state, self._banner, self._over = state, panes.banner, over
        self.lease = LeaseLine(state, panes.lease, panes.top_bar, now, self)
        self._certification, self._now = panes.certification, now
        self._banner.outcome_asked.connect(self.show_outcome)

    def show(self, receipts: tuple[ReceiptRow, ...] = (), outbox: tuple[OutboxRow, ...] = ()) -> None:
        view = self._state.view
        if view is not None:
            self._banner.say(*banner_words(view, receipts, outbox))
            self._banner.offer_edit(view)
            self._banner.offer_outcome(view)
            self._banner.offer_history(view)
            self._certification.show_view(view, self._now())
        self.lease.look()

    def show_outcome(self) -> None:
        """The comparison, criterion by criterion."""
        view = self._state.view
        if view is not None and view.outcome is not None and view.outcome.is_decided:
            dialog = OutcomeDialog(view, self._over)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
