"""What is taken out of the workbench: the candidate's copy as a file, and a look at the history of the scores."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.history import ScoreChange
from assessor_app.exports.candidate_copy import describe
from assessor_app.exports.files import write_all
from assessor_app.exports.formats import export
from assessor_app.gui.copy_paper import pdf_of
from assessor_app.gui.dialogs.export_copy import ExportCopyDialog, ExportWish
from assessor_app.gui.dialogs.score_history import ScoreHistoryDialog
from assessor_app.gui.models.candidate_words import candidate_words
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.services.exchange_ports import WriteCodec
from assessor_app.services.ports import Reads
from assessor_app.services.views import WorkbenchView

PROGRAM = "assessor-app"


class TakingOut(QObject):
    """Adds its entries to `menu`. `hand_over` commits what is being typed; `say` tells in the status line."""

    def __init__(  # noqa: PLR0913 - it joins the menu, the desk and what is open
        self,
        state: WorkbenchState,
        desk: Desk,
        menu: QMenu,
        hand_over: Callable[[], None],
        say: Callable[[str], None],
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._state, self._desk, self._hand_over, self._say, self._over = state, desk, hand_over, say, over
        menu.addAction(self.tr("&Export…")).triggered.connect(self.ask_export)
        menu.addAction(self.tr("&History of the scores…")).triggered.connect(self.show_history)

    def ask_export(self) -> ExportCopyDialog | None:
        """Ask in which form and where to; None while nothing is open."""
        view = self._state.view
        if view is None:
            return None
        self._hand_over()
        dialog = ExportCopyDialog(view.assignment.code, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wished.connect(partial(self._export, dialog, view.assignment.assignment_id))
        dialog.open()
        return dialog

    def show_history(self) -> None:
        view = self._state.view
        if view is None:
            return
        self._hand_over()
        self._desk.read(lambda reads: reads.history(view.assignment.assignment_id), partial(self._open_history, view))

    def _open_history(self, view: WorkbenchView, changes: Sequence[ScoreChange]) -> None:
        dialog = ScoreHistoryDialog(view, changes, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _export(self, dialog: ExportCopyDialog, assignment_id: str, wish: ExportWish) -> None:
        """Read on its lane, make and write on another: a long document and a slow disk hold nobody up."""

        def failed(error: Exception) -> None:
            dialog.say(str(error))

        def saved(paths: tuple[Path, ...]) -> None:
            dialog.accept()
            self._say(self.tr("Saved as {path}.").format(path=", ".join(str(path) for path in paths)))

        def write(found: tuple[WorkbenchView, str]) -> None:
            view, adapter = found
            codec = self._desk.tools.codec_of(adapter)
            self._desk.compute(partial(_written, view, codec, wish), saved, failed)

        self._desk.read(partial(_read, assignment_id), write, failed)


def _read(assignment_id: str, reads: Reads) -> tuple[WorkbenchView, str]:
    view = reads.workbench(assignment_id)
    servers = {server.server_id: server.adapter for server in reads.servers()}
    return view, servers[view.assignment.server_id]


def _written(view: WorkbenchView, codec: WriteCodec, wish: ExportWish) -> tuple[Path, ...]:
    made_with = f"{PROGRAM} {metadata.version(PROGRAM)}"
    copy = describe(view, candidate_words(view), made_with, has_all_moments=wish.has_all_moments)

    def document_of(annotation: Annotation) -> Any:
        return json.loads(codec.annotation(annotation).body)

    return write_all(wish.path, export(copy, wish.form, document_of, pdf_of), is_forced=wish.is_forced)
