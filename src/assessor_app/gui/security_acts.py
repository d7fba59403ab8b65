"""What an assessor can do about the ways into the own profile, for the settings page: each act opens its dialog."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.clipboard import SecretCopy
from assessor_app.gui.ports import DoorAccess
from assessor_app.services.key_ports import WaysIn


class SecurityActs(QObject):
    """`said` carries a sentence about what was done, `changed` comes when the ways in are others now."""

    said = Signal(str)
    changed = Signal()

    def __init__(self, door: DoorAccess, over: QWidget) -> None:
        super().__init__(over)
        self._door, self._over = door, over
        self.copies = SecretCopy(self)

    def ways_in(self, then: Callable[[WaysIn], None]) -> None:
        """Tell what opens the profile now; the keychain may take a moment."""
        self._door.ask(lambda door: door.ways_in(), then, self._complain)

    def change_passphrase(self) -> None:
        from assessor_app.gui.dialogs.passphrase_change import PassphraseChangeDialog  # noqa: PLC0415 - seldom asked

        self._open(PassphraseChangeDialog(self._door, self._over), self.tr("The passphrase is changed."))

    def set_pin(self) -> None:
        """Or change or remove it."""

        def ask(ways: WaysIn) -> None:
            from assessor_app.gui.dialogs.pin import PinDialog  # noqa: PLC0415 - seldom asked

            self._open(PinDialog(self._door, ways, self._over), self.tr("The PIN is changed."))

        self.ways_in(ask)

    def forget_pin(self) -> None:
        """No PIN may open the profile from now on; where there is none nothing happens."""
        self._door.ask(lambda door: door.remove_pin(), lambda _: self.changed.emit(), lambda _: None)

    def make_recovery_code(self) -> None:
        from assessor_app.gui.dialogs.recovery_code import RecoveryCodeDialog  # noqa: PLC0415 - seldom asked

        words = self.tr("The recovery code is made. Keep the sheet where you keep papers.")
        self._open(RecoveryCodeDialog(self._door, self.copies, self._over), words)

    def forget_copies(self) -> None:
        """The program ends or is locked: a secret does not stay on the clipboard."""
        self.copies.forget()

    def _open(self, dialog: QDialog, done: str) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._tell(done))
        dialog.open()

    def _tell(self, done: str) -> None:
        self.said.emit(done)
        self.changed.emit()

    def _complain(self, error: Exception) -> None:
        self.said.emit(str(error))
