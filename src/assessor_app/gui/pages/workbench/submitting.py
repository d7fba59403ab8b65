"""The way to submit: everything typed is on the disk first, then the dialog, then the final."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.assessment import IncompleteAssessment
from assessor_app.gui.dialogs.submit import SubmitDialog
from assessor_app.gui.models.lease_words import over_words
from assessor_app.gui.pages.workbench.acts import Acts
from assessor_app.gui.pages.workbench.feedback_composing import Composing
from assessor_app.gui.tokens import Tokens
from assessor_app.services.reopen import reopen
from assessor_app.services.views import WorkbenchView


class Submitting:
    def __init__(
        self,
        desk: Desk,
        acts: Acts,
        over: QWidget,
        say: Callable[[str], None],
        go_to: Callable[[str, str], None],
        play: Callable[[str], None],
        composing: Composing,
    ) -> None:
        self._desk = desk
        self._acts = acts
        self._over = over
        self._say = say
        self._go_to, self._play, self._composing = go_to, play, composing
        self.dialog: SubmitDialog | None = None

    def ask(self, assignment_id: str, tokens: Tokens, shown: Callable[[WorkbenchView], WorkbenchView]) -> None:
        """Open the dialog on what is saved by then, and on what may be `shown` of it."""
        if self.dialog is None:
            self._acts.after_all(partial(self._read, assignment_id, tokens, shown))

    def take_back(self, assignment_id: str) -> None:
        """Make a refused assessment a draft again."""
        tools, words = self._desk.tools, _tr("The assessment is a draft again. Change it and submit it again.")
        self._desk.write(lambda uow: reopen(uow, tools, assignment_id), lambda _: self._say(words), self._refused)

    def _read(self, assignment_id: str, tokens: Tokens, shown: Callable[[WorkbenchView], WorkbenchView]) -> None:
        self._desk.read(lambda reads: reads.workbench(assignment_id), lambda view: self._open(tokens, shown(view)))

    def _open(self, tokens: Tokens, view: WorkbenchView) -> None:
        if self.dialog is not None:
            return
        annotations = {a.annotation_id: a for a in view.annotations}
        dialog = self.dialog = SubmitDialog(view, annotations, tokens, self._over, self._composing.aids.looks)
        dialog.say_late(over_words(view.assignment, view.server_name, self._desk.tools.now()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.part_asked.connect(self._go_to)
        dialog.moment_asked.connect(self._play)
        dialog.finding_asked.connect(self._composing.go_to_finding)
        dialog.text_asked.connect(self._composing.show_part)
        dialog.accepted.connect(partial(self._submit, view.assignment.assignment_id))
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self.dialog = None

    def _submit(self, assignment_id: str) -> None:
        self._acts.submit(assignment_id, lambda _: self._say(_tr("Submitted. It waits to be sent.")), self._refused)

    def _refused(self, error: Exception) -> None:
        is_gap = isinstance(error, IncompleteAssessment)
        self._say(_tr("Something is still missing. Open Submit again to see what.") if is_gap else str(error))


_tr = partial(QCoreApplication.translate, "Submitting")
