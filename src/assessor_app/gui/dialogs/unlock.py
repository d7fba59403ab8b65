"""Opens a profile with its passphrase."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_unlock import Ui_Unlock

Try = Callable[[str, Callable[[], None], Callable[[Exception], None]], None]


NEW_PROFILE = 2
"""What `exec` returns when somebody without a profile wants one."""


class UnlockDialog(QDialog):
    """`attempt` is called with the passphrase and answers through one of two callbacks, at once or later."""

    def __init__(self, attempt: Try, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self.form = Ui_Unlock()
        self.form.setupUi(self)
        self.form.unlock.clicked.connect(self._unlock)
        self.form.cancel.clicked.connect(self.reject)
        self.form.new_profile.clicked.connect(lambda: self.done(NEW_PROFILE))
        self.form.passphrase.textEdited.connect(lambda _: self.form.problem.setText(""))
        fit(self)
        self.form.passphrase.setFocus()

    def _unlock(self) -> None:
        if not self.form.passphrase.text():
            self.form.problem.setText(self.tr("Enter the passphrase you chose for this profile."))
            return
        self._wait(is_waiting=True)
        self._attempt(self.form.passphrase.text(), self.accept, self._refused)

    def _refused(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        self.form.problem.setText(str(error))
        self.form.problem.setAccessibleName(str(error))
        grow(self)
        self.form.passphrase.setFocus()
        self.form.passphrase.selectAll()

    def _wait(self, *, is_waiting: bool) -> None:
        self.form.unlock.setEnabled(not is_waiting)
        self.form.unlock.setText(self.tr("Unlocking") if is_waiting else self.tr("Unlock"))
        self.form.passphrase.setEnabled(not is_waiting)
        self.form.new_profile.setEnabled(not is_waiting)
