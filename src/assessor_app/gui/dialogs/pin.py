"""Sets, changes or removes the short PIN that unlocks on an account of one's own."""

from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_pin import Ui_Pin
from assessor_app.gui.ports import DoorAccess
from assessor_app.gui.try_again import TryAgain
from assessor_app.services.key_ports import LEAST_PIN, MOST_PIN, WaysIn


class PinDialog(QDialog):
    """`ways` tells what there is now."""

    def __init__(self, door: DoorAccess, ways: WaysIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self.form = Ui_Pin()
        self.form.setupUi(self)
        self.form.pin.setMaxLength(MOST_PIN)
        self.form.remove.setVisible(ways.has_pin)
        self._try_again = TryAgain(door.wait_s, self.form.problem, self.form.keep, self)
        self.form.keep.clicked.connect(self._check)
        self.form.remove.clicked.connect(self._remove)
        self.form.cancel.clicked.connect(self.reject)
        self.form.passphrase.setFocus()
        if not ways.keychain:
            self._say_impossible()
        fit(self)

    def _say_impossible(self) -> None:
        """Nothing is asked for that would be refused anyway."""
        self.form.problem.setText(
            self.tr("A PIN needs the keychain of your account, and there is none here. Use the passphrase.")
        )
        for part in (self.form.passphrase, self.form.pin, self.form.again, self.form.personal, self.form.keep):
            part.setEnabled(False)
        self.form.cancel.setFocus()

    def _check(self) -> None:
        passphrase, pin = self.form.passphrase.text(), self.form.pin.text()
        if not passphrase:
            self._say(self.tr("Type the passphrase of your profile."), self.form.passphrase)
        elif len(pin) < LEAST_PIN:
            self._say(self.tr("A PIN has at least {count} characters.").format(count=LEAST_PIN), self.form.pin)
        elif pin != self.form.again.text():
            self._say(self.tr("The two are not the same. Type the PIN again."), self.form.again)
        elif not self.form.personal.isChecked():
            words = self.tr("A PIN is for an account of your own. Where others use it as well, use the passphrase.")
            self._say(words, self.form.personal)
        else:
            self.form.keep.setEnabled(False)
            self._door.ask(
                lambda door: door.set_pin(passphrase, pin, is_personal=True), lambda _: self.accept(), self._refused
            )

    def _remove(self) -> None:
        self.form.remove.setEnabled(False)
        self._door.ask(lambda door: door.remove_pin(), lambda _: self.accept(), self._refused)

    def _refused(self, error: Exception) -> None:
        self.form.remove.setEnabled(True)
        self._try_again.refused(error)
        grow(self)
        self.form.passphrase.setFocus()
        self.form.passphrase.selectAll()

    def _say(self, sentence: str, field: QWidget) -> None:
        self._try_again.look(sentence)
        grow(self)
        field.setFocus()

    def done(self, result: int) -> None:
        self._try_again.stop()
        super().done(result)
