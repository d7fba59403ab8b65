"""The pages of the window that are not needed to start, each made when it is first shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from assessor_app.commands.context import Desk
from assessor_app.gui.ports import ServerAccess, SettingsPort
from assessor_app.gui.safety_ports import SafetyAccess
from assessor_app.gui.security_acts import SecurityActs


class Shell(Protocol):
    """What such a page asks of the window."""

    security: SecurityActs | None
    """The dialogs for passphrase, PIN and recovery code; None in a window that nobody locks."""

    def say(self, sentence: str) -> None: ...
    def ask_sign_in(self, address: str = "") -> None: ...
    def show_workbench(self, assignment_id: str) -> None: ...
    def apply_look(self) -> None: ...
    def close(self) -> bool: ...


class PagesMade:
    """Makes a page by its name; importing what it is made of waits until then."""

    def __init__(
        self,
        desk: Desk,
        settings: SettingsPort,
        servers: ServerAccess,
        now: Callable[[], datetime],
        look_for_libvlc: Callable[[], tuple[str, str]],
    ) -> None:
        """`safety` and `settings_acts` may be given until the settings are first shown: see `SecuritySection`."""
        self.safety: SafetyAccess | None = None
        self.offered: Sequence[tuple[str, str]] = ()  # servers the district offers at sign-in: name, address
        self.settings_acts: dict[str, Callable[[], object]] = {}
        self._desk, self._settings, self._servers, self._now = desk, settings, servers, now
        self._look_for_libvlc = look_for_libvlc

    def make(self, name: str, shell: Shell) -> QWidget:
        """Return the page called `name`, loading; KeyError for one that nobody knows."""
        makers: Mapping[str, Callable[[Shell], QWidget]] = {"outbox": self._outbox, "settings": self._settings_page}
        return makers[name](shell)

    def _outbox(self, shell: Shell) -> QWidget:
        from assessor_app.gui.pages.outbox.page import OutboxPage  # noqa: PLC0415 - not needed to start

        outbox = OutboxPage(self._desk, self._settings, self._now)
        outbox.said.connect(shell.say)
        outbox.open_asked.connect(shell.show_workbench)
        outbox.support.setVisible(self.safety is not None)
        outbox.support.clicked.connect(lambda: self._show_support(cast(QWidget, shell), shell.say))
        outbox.load()
        return outbox

    def _show_support(self, window: QWidget, say: Callable[[str], None]) -> None:
        from assessor_app.gui.dialogs.support_bundle import SupportBundleDialog  # noqa: PLC0415 - seldom needed

        if self.safety is None:
            return
        dialog = SupportBundleDialog(self.safety, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(say)
        dialog.open()

    def _settings_page(self, shell: Shell) -> QWidget:
        from assessor_app.gui.pages.settings.page import SettingsPage  # noqa: PLC0415 - not needed to start

        settings = SettingsPage(
            self._desk,
            self._settings,
            self._servers,
            self._now,
            self._look_for_libvlc,
            safety=self.safety,
            acts=self._acts(shell),
        )
        settings.restart_asked.connect(shell.close)
        settings.look_changed.connect(shell.apply_look)
        settings.sign_in_asked.connect(shell.ask_sign_in)
        settings.said.connect(shell.say)
        settings.load()
        return settings

    def _acts(self, shell: Shell) -> dict[str, Callable[[], object]]:
        """What the settings offer beside values."""
        acts = {"access-log": lambda: show_access_log(cast(QWidget, shell), self._desk), **self.settings_acts}
        if shell.security is not None:
            acts["passphrase"] = shell.security.change_passphrase
            acts["pin"] = shell.security.set_pin
            acts["no-pin"] = shell.security.forget_pin
            acts["recovery-code"] = shell.security.make_recovery_code
        return acts


def show_access_log(window: QWidget, desk: Desk) -> None:
    from assessor_app.gui.dialogs.access_log import AccessLogDialog  # noqa: PLC0415 - not needed to start

    dialog = AccessLogDialog(desk, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def show_certifications(window: QWidget, desk: Desk, servers: ServerAccess, now: Callable[[], datetime]) -> None:
    from assessor_app.gui.dialogs.credentials import CredentialsDialog  # noqa: PLC0415 - not needed to start

    dialog = CredentialsDialog(desk, servers, now, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def show_about(window: QWidget) -> None:
    def tr(words: str) -> str:
        return QCoreApplication.translate("About", words)

    words = tr("A workstation for certified peer assessors. Free software under the GNU GPL, version 3 or later.")
    QMessageBox.about(window, tr("About Assessor"), words)
