"""Makes a recovery code, shows it once, and counts on it when its end was copied from the sheet of paper."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.clipboard import SecretCopy
from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_recovery_code import Ui_RecoveryCode
from assessor_app.gui.ports import DoorAccess
from assessor_app.gui.tokens import TITLE_FACTOR
from assessor_app.gui.try_again import TryAgain

_ENDING = 4


class RecoveryCodeDialog(QDialog):
    """First the passphrase, then the code. With `known`, the passphrase just chosen, the code comes at once."""

    def __init__(self, door: DoorAccess, copy: SecretCopy, parent: QWidget | None = None, *, known: str = "") -> None:
        super().__init__(parent)
        self._door, self._copy, self._known = door, copy, known
        self._code = ""
        self.form = Ui_RecoveryCode()
        self.form.setupUi(self)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF() * TITLE_FACTOR)
        self.form.code.setFont(fixed)
        self._try_again = TryAgain(door.wait_s, self.form.problem, self.form.go_on, self)
        self.form.go_on.clicked.connect(self._go_on)
        self.form.cancel.clicked.connect(self.reject)
        self.form.copy.clicked.connect(lambda: self._copy.copy(self._code))
        self._show_step()
        fit(self)
        if known:
            self._make()
        self.form.passphrase.setFocus()

    def _show_step(self) -> None:
        has_code, form = bool(self._code), self.form
        for part in (form.passphrase_label, form.passphrase):
            part.setVisible(not has_code and not self._known)
        for shown in (form.code_label, form.code, form.copy, form.again_label, form.again):
            shown.setVisible(has_code)
        form.code.setText(self._code)
        form.go_on.setText(self.tr("It is on my sheet") if has_code else self.tr("Make a code"))
        form.go_on.setAccessibleName(form.go_on.text())
        form.go_on.setEnabled(True)
        grow(self)

    def _go_on(self) -> None:
        if self._code:
            self._confirm()
        elif not self.form.passphrase.text():
            self._try_again.look(self.tr("Type the passphrase of your profile."))
            self.form.passphrase.setFocus()
        else:
            self._make()

    def _make(self) -> None:
        self._known = self._known or self.form.passphrase.text()
        self.form.go_on.setEnabled(False)
        known = self._known
        self._door.ask(lambda door: door.make_recovery_code(known), self._made, self._not_made)

    def _made(self, code: str) -> None:
        self._code = code
        self.form.problem.clear()
        self._show_step()
        self.form.again.setFocus()

    def _confirm(self) -> None:
        written = self.form.again.text().replace(" ", "").upper()
        if written != self._code[-_ENDING:]:
            self._refused(self.tr("These are not its last four characters. Compare your sheet with the code above."))
            return
        known, code = self._known, self._code
        self.form.go_on.setEnabled(False)
        self._door.ask(
            lambda door: door.confirm_recovery_code(known, code),
            lambda _: self.accept(),
            lambda error: self._refused(str(error)),
        )

    def _not_made(self, error: Exception) -> None:
        self._known = ""
        self._show_step()
        self._try_again.refused(error)
        grow(self)
        self.form.passphrase.setFocus()
        self.form.passphrase.selectAll()

    def _refused(self, sentence: str) -> None:
        self._try_again.look(sentence)
        grow(self)
        self.form.again.setFocus()
        self.form.again.selectAll()

    def done(self, result: int) -> None:
        self._try_again.stop()
        self._code = self._known = ""
        self.form.code.clear()
        super().done(result)
