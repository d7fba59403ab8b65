"""The support bundle: shown exactly as it is before it is saved."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QWidget

from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.forms.ui_support_bundle import Ui_SupportBundle
from assessor_app.gui.safety_ports import SafetyAccess
from assessor_app.services.support_bundle import shown

FILE = "assessor-app-support.zip"


class SupportBundleDialog(QDialog):
    """`saved` carries the path of the file."""

    saved = Signal(str)

    def __init__(self, safety: SafetyAccess, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._safety = safety
        self._files: Mapping[str, bytes] = {}
        self.form = form = Ui_SupportBundle()
        form.setupUi(self)
        self.save = form.buttons.addButton(self.tr("&Save…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.setEnabled(False)
        self.save.clicked.connect(self._ask_where)
        form.buttons.rejected.connect(self.reject)
        form.with_refused.setEnabled(safety.can_seal)
        form.refused_note.setText(
            self.tr("Nobody but your district can read them. They hold what you wrote in them.")
            if safety.can_seal
            else self.tr("Your district gave no recovery key, so refused writes stay on this laptop.")
        )
        form.with_refused.setAccessibleDescription(form.refused_note.text())
        form.with_refused.toggled.connect(lambda _: self._make())
        self._make()
        fit(self)

    def _make(self) -> None:
        self.save.setEnabled(False)
        self.form.contents.setPlainText(self.tr("Looking at everything…"))
        self._safety.bundle(with_refused=self.form.with_refused.isChecked(), then=self._show, failed=self._refused)

    def _show(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.form.contents.setPlainText(shown(files))
        self.save.setEnabled(True)

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the support bundle"), FILE, "*.zip")
        if path:
            self.save_to(path)

    def save_to(self, path: str) -> None:
        """Write what is shown, and nothing else."""
        self._safety.save_bundle(self._files, path, lambda: self._saved(path), self._refused)

    def _saved(self, path: str) -> None:
        self.saved.emit(path)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.form.refused_note.setText(str(error))
