"""A copy of what is stuck in the outbox, as a file of the assessor's choice: a way home that needs no server."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.changes import Changes
from assessor_app.domain.file_names import safe_file_name
from assessor_app.domain.outbox import OutboxItem, spoken_code
from assessor_app.services.done import Done

AskPath = Callable[[QWidget, str], str]


def ask_path(parent: QWidget, suggestion: str) -> str:
    """Ask where to save; empty when the assessor changed their mind."""
    return QFileDialog.getSaveFileName(parent, _tr("Save a copy"), suggestion, "JSON (*.json)")[0]


class StuckCopies:
    """The very bytes that wait, unencrypted, where the assessor says so."""

    def __init__(self, desk: Desk, over: QWidget, say: Callable[[str], None], ask: AskPath = ask_path) -> None:
        self._desk, self._over, self._say, self.ask = desk, over, say, ask

    def save(self, op_id: str) -> None:
        self._desk.write(lambda uow: Done(uow.outbox.get(op_id), Changes()), self._write)

    def _write(self, item: OutboxItem) -> None:
        path = self.ask(self._over, safe_file_name(f"unsent-{spoken_code(item.op_id)}.json"))
        if not path:
            return
        try:
            Path(path).write_bytes(item.body)
        except OSError as error:
            words = _tr("The copy could not be saved there: {reason}. Choose another folder.")
            self._say(words.format(reason=error.strerror or str(error)))
        else:
            self._say(_tr("A copy was saved. It is not encrypted: delete it when it is not needed any more."))


def _tr(words: str) -> str:
    return QCoreApplication.translate("StuckCopies", words)
