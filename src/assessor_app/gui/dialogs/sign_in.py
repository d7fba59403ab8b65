"""Signing in to an issuing server: address or invite and token, checked while the dialog stays usable."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_sign_in import Ui_SignIn
from assessor_app.gui.ports import ServerAccess
from assessor_app.services.exchange_ports import SignInRequired


class SignInDialog(QDialog):
    """`signed_in` once the server has accepted the token."""

    signed_in = Signal()

    def __init__(self, access: ServerAccess, parent: QWidget | None = None, address: str = "") -> None:
        super().__init__(parent)
        self._access = access
        self._stop: Callable[[], None] | None = None
        self.form = Ui_SignIn()
        self.form.setupUi(self)
        self.form.address.setText(address)
        self.form.sign_in.clicked.connect(self._check)
        self.form.cancel.clicked.connect(self._cancel)
        self._show_progress(is_checking=False)
        fit(self)
        (self.form.token if address else self.form.address).setFocus()

    def reject(self) -> None:
        self._halt()
        super().reject()

    def _check(self) -> None:
        address, token = self.form.address.text().strip(), self.form.token.text().strip()
        _say(self.form.address_problem, self.form.address, "" if address else self.tr("Enter the server's address."))
        _say(self.form.token_problem, self.form.token, "" if token else self.tr("Enter your personal token."))
        if not address or not token:
            (self.form.token if address else self.form.address).setFocus()
            return
        self._show_progress(is_checking=True)
        self._stop = self._access.add(with_scheme(address), token, self._accepted, self._refused)

    def _accepted(self) -> None:
        self._stop = None
        self.signed_in.emit()
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._stop = None
        self._show_progress(is_checking=False)
        is_token = isinstance(error, SignInRequired)
        problem, field = (
            (self.form.token_problem, self.form.token) if is_token else (self.form.address_problem, self.form.address)
        )
        _say(problem, field, str(error))
        grow(self)
        field.setFocus()
        field.selectAll()

    def _cancel(self) -> None:
        """While a check runs, Cancel ends the check; else it closes the dialog."""
        if self._stop is not None:
            self._halt()
            self._show_progress(is_checking=False)
        else:
            self.reject()

    def _halt(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _show_progress(self, *, is_checking: bool) -> None:
        form = self.form
        form.progress.setVisible(is_checking)
        form.progress_words.setVisible(is_checking)
        for part in (form.address, form.token, form.sign_in):
            part.setEnabled(not is_checking)


def with_scheme(address: str) -> str:
    """Return the address with https where no scheme was typed; an invite is left as it is."""
    is_bare = "://" not in address and " " not in address and "." in address
    return f"https://{address}" if is_bare else address


def _say(label: QLabel, field: QWidget, sentence: str) -> None:
    """Put the problem under its field, and mark the field."""
    label.setText(sentence)
    label.setAccessibleName(sentence)
    field.setProperty("wrong", bool(sentence))
    field.style().polish(field)
