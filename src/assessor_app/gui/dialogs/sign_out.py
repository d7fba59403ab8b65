"""Asks before signing out of an issuing server: its evidence goes, the work stays, and what is unsent is warned of."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from assessor_app.gui.ports import SignInAccess
from assessor_app.services.signing_out import SignedOut, StillUnsent

Said = Callable[[str], None]


def ask_sign_out(  # noqa: PLR0913 - whom, of what, and who hears of it
    parent: QWidget, access: SignInAccess, server_id: str, server_name: str, done: Callable[[], None], said: Said
) -> None:
    """Ask, with the focus on Cancel; `done` comes once signed out, `said` gets what there is to tell."""

    def signed_out(left: SignedOut) -> None:
        said(_tr("Signed out of {server}. Your own work is still here.").format(server=left.server.name))
        done()

    def refused(error: Exception) -> None:
        if isinstance(error, StillUnsent):
            _ask(parent, str(error), _tr("Sign out all the same"), lambda: leave(is_sure=True))
        else:
            said(str(error))

    def leave(*, is_sure: bool) -> None:
        access.sign_out(server_id, signed_out, refused, is_sure=is_sure)

    words = _tr("Its evidence leaves this laptop. What you wrote stays, and you can sign in again at any time.")
    question = _tr("Sign out of {server}?").format(server=server_name)
    _ask(parent, f"{question}\n\n{words}", _tr("Sign out"), lambda: leave(is_sure=False))


def _ask(parent: QWidget, words: str, yes: str, then: Callable[[], None]) -> None:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_tr("Sign out"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    agrees = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.finished.connect(lambda _: then() if box.clickedButton() is agrees else None)
    box.open()


def _tr(words: str) -> str:
    return QCoreApplication.translate("SignOut", words)
