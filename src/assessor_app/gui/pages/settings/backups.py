"""Settings, backups and support: the last ones, one more now, putting one back, and a bundle for those who help."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QMessageBox, QWidget

from assessor_app.gui import wording
from assessor_app.gui.forms.ui_settings_backups import Ui_SettingsBackups
from assessor_app.gui.pages.settings.bound import Bound
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.safety_ports import SafetyAccess
from assessor_app.services.backups import Backup

_BACKUP = Qt.ItemDataRole.UserRole


class BackupsSection(QWidget):
    """`said` carries a short sentence; `restart_asked` comes when a backup is to be put in place at the next start."""

    said = Signal(str)
    restart_asked = Signal()

    def __init__(
        self,
        settings: SettingsPort,
        safety: SafetyAccess | None,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._safety, self._now = settings, safety, now
        self.form = form = Ui_SettingsBackups()
        form.setupUi(self)
        self.bound = Bound(settings, self)
        self.bound.number("backup_every_min", form.backup_every)
        form.back_up.clicked.connect(self._back_up)
        form.restore.clicked.connect(self.ask_restore)
        form.support.clicked.connect(self.ask_support)
        form.backups.currentItemChanged.connect(lambda *_: self._show_choice())
        form.last_backup.setText(self.tr("Looking for backups…"))
        for button in (form.back_up, form.restore, form.support):
            button.setEnabled(False)

    def load(self) -> None:
        if self._safety is not None:
            self._safety.backups(self._show, self._refused)

    def _show(self, backups: Sequence[Backup]) -> None:
        form = self.form
        form.backups.clear()
        for backup in backups:
            item = QListWidgetItem(self._words(backup))
            item.setData(_BACKUP, backup)
            form.backups.addItem(item)
        form.last_backup.setText(
            self.tr("The last backup was made {when}.").format(when=wording.ago(backups[0].made_at, self._now()))
            if backups
            else self.tr("No backup yet. The first one is made {count} minutes after work begins.").format(
                count=self._settings.get("backup_every_min")
            )
        )
        if backups:
            form.backups.setCurrentRow(0)
        form.back_up.setEnabled(True)
        form.support.setEnabled(True)
        self._show_choice()

    def _words(self, backup: Backup) -> str:
        when = wording.full_time(backup.made_at)
        size = wording.size(backup.size)
        if backup.is_rolling:
            return f"{when}  ·  {size}"
        return self.tr("{when}  ·  {size}  ·  before an update of the program").format(when=when, size=size)

    def _show_choice(self) -> None:
        self.form.restore.setEnabled(self.form.backups.currentItem() is not None)

    def _back_up(self) -> None:
        assert self._safety is not None
        self.form.back_up.setEnabled(False)
        self._safety.back_up(self._backed_up, self._refused)

    def _backed_up(self, backup: Backup) -> None:
        self.said.emit(self.tr("Backed up and checked: {size}").format(size=wording.size(backup.size)))
        self.load()

    def ask_restore(self) -> None:
        """Say what happens, then have it put in place at the next start."""
        item = self.form.backups.currentItem()
        if item is None:
            return
        backup: Backup = item.data(_BACKUP)
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Go back to a backup"))
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Go back to the backup of {when}?").format(when=wording.full_time(backup.made_at)))
        box.setInformativeText(
            self.tr(
                "What is here now is kept beside it. What servers have confirmed since, and finals that wait to be"
                " sent, are brought over; other changes since then are not. The window closes; the backup is put in"
                " place when you open it again."
            )
        )
        restore = box.addButton(self.tr("Go back and close"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.finished.connect(lambda _: self._restore(backup) if box.clickedButton() is restore else None)
        box.finished.connect(box.deleteLater)
        box.open()

    def _restore(self, backup: Backup) -> None:
        assert self._safety is not None
        self._safety.ask_restore(backup, self.restart_asked.emit, self._refused)

    def ask_support(self) -> None:
        from assessor_app.gui.dialogs.support_bundle import SupportBundleDialog  # noqa: PLC0415 - seldom needed

        if self._safety is None:
            return
        dialog = SupportBundleDialog(self._safety, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda path: self.said.emit(self.tr("Saved: {path}").format(path=path)))
        dialog.open()

    def _refused(self, error: Exception) -> None:
        self.said.emit(str(error))
        self.form.back_up.setEnabled(True)
