"""The way to a decision between two versions: read both, show them, carry out what the assessor chose."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.conflict import Choice
from assessor_app.gui.models.conflict_rows import shown_conflict
from assessor_app.services.settling import put_aside, settle
from assessor_app.services.veil import veiled
from assessor_app.services.views import WorkbenchView


class Deciding:
    """`say` puts a short sentence where the assessor looks; `hand_over` puts what is being typed on the disk first."""

    def __init__(
        self,
        desk: Desk,
        over: QWidget,
        now: Callable[[], datetime],
        say: Callable[[str], None],
        hand_over: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk, self._over, self._now, self._say, self._hand_over = desk, over, now, say, hand_over

    def ask(self, assignment_id: str) -> None:
        """Show both versions; a sentence instead where there is nothing (more) to decide."""
        self._hand_over()
        self._desk.read(lambda reads: reads.workbench(assignment_id), self._show)

    def put_aside(self, op_id: str) -> None:
        """Stop asking about something that cannot be sent any more."""
        tools = self._desk.tools
        words = _tr("Put aside. What you wrote stays on this laptop.")
        self._desk.write(lambda uow: put_aside(uow, tools, op_id), lambda _: self._say(words), self._refused)

    def _show(self, view: WorkbenchView) -> None:
        from assessor_app.gui.dialogs.conflict import ConflictDialog  # noqa: PLC0415 - seldom needed

        view = veiled(view) if view.is_hidden else view
        conflict = shown_conflict(view)
        if conflict is None or conflict.theirs is None:
            is_awaited = any(each.needs_choice for each in view.conflicts)
            self._say(_tr("The other version is not here yet. Go online and sync, then decide.") if is_awaited else "")
            return
        dialog = ConflictDialog(view, conflict.theirs, self._now, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.decided.connect(partial(self._settle, conflict.op_id))
        dialog.open()

    def _settle(self, shown: str, assignment_id: str, choice: Choice) -> None:
        tools = self._desk.tools
        self._desk.write(lambda uow: settle(uow, tools, assignment_id, choice, shown), self._settled, self._refused)

    def _settled(self, assessment: Assessment | None) -> None:
        if assessment is not None and assessment.state.is_received:
            self._say(_tr("Shown is what was submitted. What you wrote here is in the history."))
        else:
            self._say(_tr("Decided: it waits to be sent. What you did not choose is in the history."))
            self._desk.sync_now()

    def _refused(self, error: Exception) -> None:
        self._say(str(error))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Deciding", words)
