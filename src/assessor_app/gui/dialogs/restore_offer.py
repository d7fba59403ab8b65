"""Shown where a profile cannot be opened because its database is damaged or gone: a backup in its place, or nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from assessor_app.gui import wording
from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_restore_offer import Ui_RestoreOffer
from assessor_app.services.backups import Backup

Restore = Callable[[str, Callable[[], None], Callable[[Exception], None]], None]
"""Puts the named backup in place, or begins anew for an empty name; runs on a lane and calls back."""
_NAME = Qt.ItemDataRole.UserRole


class RestoreOfferDialog(QDialog):
    """Accepted once something is in place that can be opened."""

    def __init__(self, reason: str, backups: Sequence[Backup], restore: Restore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restore = restore
        self.form = form = Ui_RestoreOffer()
        form.setupUi(self)
        form.reason.setTextFormat(Qt.TextFormat.PlainText)
        form.reason.setText(reason)
        for backup in backups:
            item = QListWidgetItem(f"{wording.full_time(backup.made_at)}  ·  {wording.size(backup.size)}")
            item.setData(_NAME, backup.name)
            form.backups.addItem(item)
        form.backups.setCurrentRow(0)
        form.backups.setVisible(bool(backups))
        form.restore.setVisible(bool(backups))
        form.anew.setVisible(not backups)
        if not backups:
            form.outer.insertStretch(form.outer.count() - 1, 1)  # what the list would take
            form.explanation.setText(
                self.tr(
                    "There is no backup. You can begin with an empty database: what is damaged is kept beside it,"
                    " and finals that wait to be sent come back from sealed copies once you signed in and synced."
                )
            )
        form.restore.clicked.connect(lambda: self._begin(form.backups.currentItem().data(_NAME)))
        form.anew.clicked.connect(lambda: self._begin(""))
        form.leave.clicked.connect(self.reject)
        form.leave.setDefault(True)
        form.anew.setAutoDefault(False)
        (form.backups if backups else form.leave).setFocus()  # nothing is replaced by a key pressed too early
        fit(self)

    def _begin(self, name: str) -> None:
        self._show_busy(is_busy=True)
        self._restore(name, self.accept, self._refused)

    def _refused(self, error: Exception) -> None:
        self._show_busy(is_busy=False)
        self.form.problem.setText(str(error))
        grow(self)

    def _show_busy(self, *, is_busy: bool) -> None:
        for button in (self.form.restore, self.form.anew, self.form.leave):
            button.setEnabled(not is_busy)
        self.form.problem.setText(self.tr("Restoring…") if is_busy else "")
