"""Declaring, hiding the evidence at once, and handing the assignment back: what the assessor may do at any moment."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.gui.dialogs.recuse import RecuseDialog
from assessor_app.gui.key_words import KeyWords
from assessor_app.gui.pages.workbench.curtain import Curtain, Lock
from assessor_app.gui.pages.workbench.locked_places import LockedPlaces
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.pages.workbench.top_bar import TopBar
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.veil import Veil
from assessor_app.services import declare, events
from assessor_app.services.hand_back import hand_back

_MOST_DIALOGS = 5
SHOWN_AGAIN = {"shown": "again"}


class StandingAside(QObject):
    """Fulfils `commands.integrity_controls.IntegrityControls`.

    `show_anew` shows the page as the curtain now says, before it returns; `hand_over` saves what is being typed.
    """

    def __init__(
        self,
        state: WorkbenchState,
        curtain: Curtain,
        desk: Desk,
        over: QWidget,
        show_anew: Callable[[], None],
        hand_over: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(over)
        self._state, self._curtain, self._desk = state, curtain, desk
        self._over, self._show_anew, self._hand_over, self._say = over, show_anew, hand_over, say
        self._veil = Veil(over)
        self._places: LockedPlaces
        self.dialog: RecuseDialog | None = None

    def join(self, places: LockedPlaces, top_bar: TopBar) -> None:
        """Hear what is answered in the place of the evidence, and what is asked for above it."""
        self._places = places
        places.declared.connect(self.declare)
        places.refused.connect(lambda: self._ask(HandBackKind.CONFLICT))
        places.show_again_asked.connect(self.show_again)
        top_bar.know_someone_asked.connect(self.know_someone)
        top_bar.hand_back_asked.connect(self.ask_hand_back)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self._veil, self._places):
            part.set_tokens(tokens)

    def show_keys(self, keys: KeyWords) -> None:
        self._places.show_keys(keys)

    # ---- before the evidence opens -----------------------------------------------------------

    def declare(self) -> None:
        """I know nobody here."""
        assignment_id, tools = self._state.assignment_id, self._desk.tools
        if assignment_id is not None and self._curtain.lock is Lock.UNDECLARED:
            self._desk.write(lambda uow: declare.declare(uow, tools, assignment_id), failed=self._complain)

    # ---- at any moment -----------------------------------------------------------------------

    def know_someone(self) -> None:
        if self._state.view is None or (self.dialog is not None and self._curtain.lock is not None):
            return
        written = self.dialog.reason.toPlainText() if self.dialog is not None else ""  # before there was an alarm
        if self._curtain.lock is None:
            self._veil.cover()
            self._curtain.draw()
            _close_dialogs()
            self._show_anew()
            QTimer.singleShot(0, self._veil, self._veil.hide)  # what lies below is blank by now, and painted so
            self._report()
            self._say(self.tr("The evidence is hidden."))  # and not what was found in it a moment ago
        self._ask(HandBackKind.CONFLICT, written)

    def ask_hand_back(self) -> None:
        """Without alarm: the evidence stays on show meanwhile."""
        if self.dialog is None and self._state.view is not None:
            self._ask(HandBackKind.UNSCORABLE if self._curtain.lock is None else HandBackKind.CONFLICT)

    def show_again(self) -> None:
        """It was a mistake; that is reported, too."""
        if self._curtain.lock is Lock.HIDDEN:
            self._curtain.lift()
            self._report(SHOWN_AGAIN)
            self._show_anew()
            self._say(self.tr("The evidence is shown again."))

    # ---- inside ------------------------------------------------------------------------------

    def _ask(self, kind: HandBackKind, written: str = "") -> None:
        view = self._state.view
        if view is None:
            return
        if self._curtain.lock in (Lock.WITHDRAWN, Lock.HANDED_BACK):
            self._say(self.tr("The evidence is locked already. There is nothing to hand back."))
            return
        self._hand_over()
        is_hidden = self._curtain.lock is Lock.HIDDEN
        dialog = self.dialog = RecuseDialog(view, is_hidden=is_hidden, parent=self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.hand_back_asked.connect(partial(self._give, view.assignment.assignment_id))
        dialog.show_again_asked.connect(self.show_again)
        dialog.finished.connect(self._closed)
        dialog.reason.setPlainText(written)
        dialog.open()
        dialog.choose(kind)

    def _give(self, assignment_id: str, kind: HandBackKind, reason: str) -> None:
        tools = self._desk.tools
        self._desk.write(lambda uow: hand_back(uow, tools, assignment_id, kind, reason), self._given, self._not_given)

    def _given(self, _: object) -> None:
        self._curtain.lift()  # handed back locks it better
        if self.dialog is not None:
            self.dialog.accept()
        self._say(self.tr("Handed back. It waits to be sent."))

    def _not_given(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.say_problem(str(error))
        else:
            self._complain(error)

    def _closed(self, _: int) -> None:
        self.dialog = None

    def _report(self, data: dict[str, str] | None = None) -> None:
        assignment_id, tools = self._state.assignment_id, self._desk.tools
        if assignment_id is not None:
            kept = data or {}
            self._desk.write_aside(
                lambda uow: events.record(uow, tools, assignment_id, EventKind.BLANKED, kept), self._complain
            )

    def _complain(self, error: Exception) -> None:
        self._say(str(error))


def _close_dialogs() -> None:
    """Whatever was asked can be asked again; nothing may stand before what is asked now."""
    for _ in range(_MOST_DIALOGS):
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(popup, QDialog):
            popup.reject()
        elif popup is not None:
            popup.close()
        else:
            return
