"""Changes the passphrase of the open profile, or gives it a new one after recovery."""

from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.create_profile import strength
from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_passphrase_change import Ui_PassphraseChange
from assessor_app.gui.ports import DoorAccess
from assessor_app.gui.try_again import TryAgain
from assessor_app.services.key_ports import LEAST_PASSPHRASE


class PassphraseChangeDialog(QDialog):
    """With `known`, a recovery code that just opened the profile, only the new passphrase is asked for."""

    def __init__(self, door: DoorAccess, parent: QWidget | None = None, *, known: str = "") -> None:
        super().__init__(parent)
        self._door, self._known = door, known
        self.form = Ui_PassphraseChange()
        self.form.setupUi(self)
        for part in (self.form.now_label, self.form.now):
            part.setVisible(not known)
        if known:
            self.form.title.setText(self.tr("Choose a new passphrase"))
            self.form.explanation.setText(
                self.tr("Your profile was opened without it. The old passphrase opens nothing from now on.")
            )
        self._try_again = TryAgain(door.wait_s, self.form.problem, self.form.change, self)
        self.form.wanted.textChanged.connect(self._judge)
        self.form.change.clicked.connect(self._check)
        self.form.cancel.clicked.connect(self.reject)
        self._judge("")
        fit(self)
        (self.form.wanted if known else self.form.now).setFocus()

    def _judge(self, words: str) -> None:
        look, sentence = strength(words)
        self.form.strength.setText(sentence)
        self.form.strength.setProperty("look", look)
        self.form.strength.style().polish(self.form.strength)
        grow(self)

    def _check(self) -> None:
        now, wanted = self._known or self.form.now.text(), self.form.wanted.text()
        if not now:
            self._say(self.tr("Type the passphrase that opens your profile now."), self.form.now)
        elif len(wanted) < LEAST_PASSPHRASE:
            words = self.tr("Use at least {count} characters. Three or four words you can remember do well.")
            self._say(words.format(count=LEAST_PASSPHRASE), self.form.wanted)
        elif wanted != self.form.again.text():
            self._say(self.tr("The two are not the same. Type the new passphrase again."), self.form.again)
        else:
            self._wait(is_waiting=True)
            self._door.ask(lambda door: door.change_passphrase(now, wanted), lambda _: self.accept(), self._refused)

    def _refused(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        self._try_again.refused(error)
        grow(self)
        field = self.form.wanted if self._known else self.form.now
        field.setFocus()
        field.selectAll()

    def _say(self, sentence: str, field: QWidget) -> None:
        self._try_again.look(sentence)
        grow(self)
        field.setFocus()

    def _wait(self, *, is_waiting: bool) -> None:
        self.form.change.setEnabled(not is_waiting)
        self.form.change.setText(self.tr("Changing") if is_waiting else self.tr("Change"))

    def done(self, result: int) -> None:
        self._try_again.stop()
        super().done(result)
