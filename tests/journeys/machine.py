"""A laptop with one assessor's profile on it: power, the real window with its lanes, threads, store and network."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from assessor_app.bootstrap.application import make_application
from assessor_app.bootstrap.profiles import create_profile, open_profile
from assessor_app.bootstrap.window import Desktop, build_desktop
from assessor_app.config.paths import AppPaths
from assessor_app.config.settings import SettingsFile
from assessor_app.domain.changes import Changes
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.theme import Theme
from assessor_app.services.done import Done
from assessor_app.services.ports import Reads
from assessor_app.services.views import WorkbenchView
from tests.journeys.hands import reads, words_on

PASSPHRASE = "only for this test"
PATIENCE_MS = 20_000
BARE_MACHINE = ("No audio device detected", "PulseAudioService", "pipewire", "No RHI backend")
"""What Qt warns of when a video plays on a machine without sound or graphics card."""
without_loudspeakers = pytest.mark.qt_log_ignore(*BARE_MACHINE, extend=True)
T = TypeVar("T")


class Machine:
    """Switched off and on again it is the same laptop; `base` may hold the files of one that was used before."""

    def __init__(self, base: Path, bot: QtBot) -> None:
        self.paths = AppPaths(base)
        self._bot = bot
        self._desktop: Desktop | None = None
        self._theme: Theme | None = None
        if not self.paths.profile_ids():
            create_profile(self.paths, PASSPHRASE, is_cheap=True)

    # ---- power ----
    def switch_on(self) -> None:
        """Unlock the profile; return once the inbox stands and the laptop is at rest."""
        self._theme = Theme(make_application())
        settings = SettingsFile(self.paths.settings_file)
        profile = open_profile(self.paths, PASSPHRASE)
        self._desktop = build_desktop(profile, settings, self._theme)
        settled: list[bool] = []
        self.window.settled.connect(lambda: settled.append(True))
        self.window.start()
        self.turn_to_window()
        self.wait(lambda: settled, "the inbox to stand")
        self.wait(lambda: self.desktop.exchange.status.synced_at or not self.is_busy, "the first look for news")
        self.rest()

    def switch_off(self) -> None:
        """Close the window as an assessor does; safe when it is off already."""
        if self._desktop is None or self._theme is None:
            return
        desktop, theme, self._desktop, self._theme = self._desktop, self._theme, None, None
        desktop.window.close()
        try:  # what was typed is saved first
            self._bot.waitUntil(lambda: not desktop.window.isVisible(), timeout=PATIENCE_MS)
        finally:
            desktop.close()
            desktop.window.deleteLater()
            theme.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # ---- looking ----
    @property
    def desktop(self) -> Desktop:
        assert self._desktop is not None, "the laptop is off"
        return self._desktop

    @property
    def window(self) -> MainWindow:
        return self.desktop.window

    @property
    def is_busy(self) -> bool:
        return self.desktop.exchange.status.is_busy

    @property
    def status_line(self) -> str:
        """What the foot of the window says about the exchange."""
        return f"{self.window.strip.words} {self.window.strip.message}"

    def ask(self, query: Callable[[Reads], T]) -> T:
        """What the laptop has on its disk, read on its own lane."""
        found: list[T] = []
        self.desktop.desk.read(query, found.append)
        self.wait(lambda: found, "an answer from the disk")
        return found[0]

    def view_of(self, assignment_id: str) -> WorkbenchView:
        return self.ask(lambda reads: reads.workbench(assignment_id))

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Keep the window alive until it is so."""
        try:
            self._bot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)
        except self._bot.TimeoutError:
            over = QApplication.activeModalWidget() or self.window
            pytest.fail(f"waited in vain for {what}; on the screen: {sorted(words_on(over))}; {self.status_line!r}")

    def rest(self) -> None:
        """Wait until everything handed in so far is on the disk, shown, and nothing is under way."""
        written: list[bool] = []
        self.desktop.desk.write(lambda _: Done(True, Changes()), written.append)
        self.wait(lambda: written, "the last act to be on the disk")
        for _ in range(2):  # what is shown is read again, and may ask for more
            self.ask(lambda reads: reads.waiting())
        self.wait(lambda: not self.is_busy, "the exchange to come to rest")

    def dialog(self) -> QDialog:
        self.wait(QApplication.activeModalWidget, "a dialog to open")
        opened = cast(QDialog, QApplication.activeModalWidget())
        opened.activateWindow()
        self.wait(opened.isActiveWindow, "the dialog to become active")
        return opened

    def turn_to_window(self) -> None:
        """After a dialog: a desktop's window manager does this, here there is none."""
        self.wait(lambda: QApplication.activeModalWidget() is None, "the dialog to close")
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow, "the window to become active")

    def reads(self, words: str) -> bool:
        """Whether this stands somewhere in the window."""
        return reads(words, self.window)
