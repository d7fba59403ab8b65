"""Settings, storage and retention: how much evidence may take up, what is used and free, and when what goes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from assessor_app.gui import wording
from assessor_app.gui.forms.ui_settings_storage import Ui_SettingsStorage
from assessor_app.gui.pages.settings.bound import Bound
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.safety_ports import SafetyAccess
from assessor_app.services.storage import StorageFacts

GB = 1_000_000_000
FULL = 1000  # of the bar


class StorageSection(QWidget):
    """`said` carries a short sentence."""

    said = Signal(str)

    def __init__(self, settings: SettingsPort, safety: SafetyAccess | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._safety = settings, safety
        self.form = Ui_SettingsStorage()
        self.form.setupUi(self)
        self.bound = Bound(settings, self)
        self.bound.number("disk_budget_gb", self.form.budget)
        self.bound.number("media_after_days", self.form.media_after_days)
        self.bound.number("own_text_days", self.form.own_text_days)
        self.bound.number("offline_lease_days", self.form.offline_lease_days)
        self.bound.changed.connect(lambda _: self.load())
        self.form.make_room.clicked.connect(self._ask_room)
        self.form.place.setTextFormat(Qt.TextFormat.PlainText)
        self._facts: StorageFacts | None = None
        self._show()

    def load(self) -> None:
        if self._safety is not None:
            self._safety.storage(self._take, self._refused)

    def _take(self, facts: StorageFacts) -> None:
        self._facts = facts
        self._show()

    def _show(self) -> None:
        form, facts = self.form, self._facts
        form.make_room.setEnabled(facts is not None and facts.goes > 0)
        if facts is None:
            form.used_note.setText(self.tr("Counting…"))
            return
        budget = int(self._settings.get("disk_budget_gb")) * GB
        form.used.setValue(min(FULL, round(FULL * facts.used / budget)))
        form.used_note.setText(
            self.tr("Evidence takes up {used} of {budget}. {free} are free on this disk.").format(
                used=wording.size(facts.used), budget=wording.size(budget), free=wording.size(facts.free)
            )
        )
        form.used.setAccessibleDescription(form.used_note.text())
        where = self.tr("Kept in {folder}, encrypted.").format(folder=facts.folder)
        form.place.setText(f"{where} {facts.risk}".strip())

    def _ask_room(self) -> None:
        """Nothing a person wrote goes, and it can be fetched again; still it is asked for."""
        if self._facts is None or self._safety is None:
            return
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Make room"))
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Take {size} of evidence off this laptop?").format(size=wording.size(self._facts.goes)))
        box.setInformativeText(
            self.tr("Only evidence that nobody began to work on goes. It can be fetched again; what you wrote stays.")
        )
        make = box.addButton(self.tr("Make room"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.finished.connect(lambda _: self._make_room() if box.clickedButton() is make else None)
        box.finished.connect(box.deleteLater)
        box.open()

    def _make_room(self) -> None:
        assert self._safety is not None
        self._safety.make_room(self._made_room, self._refused)

    def _made_room(self, freed: int) -> None:
        self.said.emit(self.tr("{size} of evidence left this laptop.").format(size=wording.size(freed)))
        self.load()

    def _refused(self, error: Exception) -> None:
        self.said.emit(str(error))
