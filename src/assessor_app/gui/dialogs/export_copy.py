"""Asks in which form the candidate's copy is wanted, and where it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from assessor_app.domain.file_names import safe_file_name
from assessor_app.exports.formats import Format
from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_export_copy import Ui_ExportCopy

ChoosePath = Callable[[QWidget, str], str]


@dataclass(frozen=True, slots=True)
class ExportWish:
    """`is_forced`: the file dialog has asked already whether it may be replaced."""

    form: Format
    path: Path
    has_all_moments: bool
    is_forced: bool


def choose_path(parent: QWidget, path: str) -> str:
    """Ask for folder and name; empty when the assessor thinks better of it."""
    return QFileDialog.getSaveFileName(parent, parent.tr("Save the candidate's copy"), path)[0]


class ExportCopyDialog(QDialog):
    """`wished` carries an ExportWish; the dialog stays until `done_with` says that it is written."""

    wished = Signal(object)

    def __init__(self, code: str, parent: QWidget | None = None, choose: ChoosePath = choose_path) -> None:
        super().__init__(parent)
        self._choose = choose
        self._chosen = ""
        self.form = Ui_ExportCopy()
        self.form.setupUi(self)
        for form, words in self._forms():
            self.form.form.addItem(words, form)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.form.path.setText(str(Path(documents) / safe_file_name(f"{code}{Format.PDF.ending}")))
        fit(self)
        self.form.form.currentIndexChanged.connect(self._follow_form)
        self.form.path.textEdited.connect(self._forget_choice)
        self.form.browse.clicked.connect(self._browse)
        self.form.save.clicked.connect(self._wish)
        self.form.cancel.clicked.connect(self.reject)

    def say(self, problem: str) -> None:
        """Why it was not written; everything can be changed and tried again."""
        self.form.save.setEnabled(True)
        self.form.problem.setText(problem)
        self.form.problem.setAccessibleName(problem)
        grow(self)
        self.form.path.setFocus()

    def _wish(self) -> None:
        text = self.form.path.text().strip()
        if not text:
            self.say(self.tr("Say where to: type a folder and a name, or press Choose."))
            return
        self.form.problem.setText("")
        self.form.save.setEnabled(False)
        is_forced = text == self._chosen
        wish = ExportWish(self._form(), Path(text), self.form.all_moments.isChecked(), is_forced)
        self.wished.emit(wish)

    def _browse(self) -> None:
        path = self._choose(self, self.form.path.text())
        if path:
            self._chosen = path
            self.form.path.setText(path)

    def _forget_choice(self) -> None:
        self._chosen = ""

    def _follow_form(self) -> None:
        """The name gets the ending of the form; one of the assessor's own stays."""
        path = Path(self.form.path.text())
        if path.suffix in {form.ending for form in Format}:
            self.form.path.setText(str(path.with_suffix(self._form().ending)))
            self._forget_choice()

    def _form(self) -> Format:
        return Format(self.form.form.currentData())

    def _forms(self) -> tuple[tuple[Format, str], ...]:
        return (
            (Format.PDF, self.tr("PDF document, to print")),
            (Format.HTML, self.tr("Web page, one file with times")),
            (Format.WEBVTT, self.tr("Cues beside the recording (WebVTT)")),
            (Format.WEBANNOTATION, self.tr("Web annotations (JSON-LD)")),
            (Format.CSV, self.tr("Table (CSV)")),
        )
