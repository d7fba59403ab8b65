"""From the start of the program to an unlocked profile in its window."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from assessor_app.bootstrap.application import EarlyInbox, Lanes, make_application
from assessor_app.bootstrap.profiles import AlreadyOpen, CannotOpen, NoProfile, Profile, open_profile
from assessor_app.bootstrap.safekeeping import settings_of
from assessor_app.cli.output import Refusal
from assessor_app.cli.passphrase import ask_passphrase
from assessor_app.config.paths import AppPaths
from assessor_app.config.settings import SettingsFile
from assessor_app.gui.theme import Theme
from assessor_app.tasks.quit_signals import QuitSignals
from assessor_app.tasks.restart import start_anew
from assessor_app.tasks.runner import Runner
from assessor_app.tasks.tidying import Tidying

if TYPE_CHECKING:
    from assessor_app.bootstrap.window import Desktop
    from assessor_app.domain.server import IssuingServer

Started = Callable[["Desktop"], None]
_ENDED, _REFUSED = 0, 1
AWAY_S = 300.0
"""Whoever has not touched anything for so long does not notice when the window stands still for some frames."""


@dataclass(frozen=True, slots=True)
class Start:
    """How this start was asked for; without a passphrase a dialog asks for it."""

    paths: AppPaths
    profile_id: str | None = None
    passphrase: str | None = None


def run(arguments: argparse.Namespace, started: Started = lambda _: None) -> int:
    """Open the window as the command line says. Returns the exit status."""
    try:
        passphrase = ask_passphrase(arguments.passphrase_file, is_new=False) if arguments.passphrase_file else None
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return _REFUSED
    return run_start(Start(AppPaths.at(arguments.basedir), arguments.profile, passphrase), started)


def run_start(start: Start, started: Started = lambda _: None) -> int:
    """Unlock, show the window and stay until it is closed; `started` is called once it stands."""
    gc.disable()  # next to nothing made while starting becomes garbage, and looking for it takes long
    app, lanes = make_application(), Lanes()
    settings = settings_of(start.paths)
    theme = Theme(app)
    theme.apply(settings.get("theme"), settings.get("text_size"))
    try:
        profile = _unlocked(start, lanes.runner)
        if profile is None:
            lanes.close()
            return _ENDED
        desktop = _made(profile, settings, theme, lanes)
    except (AlreadyOpen, CannotOpen, NoProfile) as error:
        lanes.close()
        _say(str(error))
        return _REFUSED
    desktop.window.closed.connect(app.quit)
    desktop.window.settled.connect(lambda: _settle(desktop))
    desktop.window.start()
    signals = QuitSignals(app.quit)
    started(desktop)
    others = _Others(desktop)
    try:
        return app.exec()
    finally:
        signals.restore()
        desktop.close()
        if others.is_wanted:
            start_anew(start.paths.base)


class _Others:
    """Whether another assessor wants to open an own profile once this window is closed."""

    def __init__(self, desktop: "Desktop") -> None:
        self.is_wanted = False
        self._window = desktop.window
        desktop.watch.lock.other_asked.connect(self._ask)
        desktop.watch.lock.changed.connect(self._forget)

    def _ask(self) -> None:
        self.is_wanted = True
        self._window.close()

    def _forget(self, _: bool) -> None:
        self.is_wanted = False


def _made(profile: Profile, settings: SettingsFile, theme: Theme, lanes: Lanes) -> "Desktop":
    """The inbox is read on its lane while the screens are loaded."""
    early = EarlyInbox(lanes, profile.inbox)
    from assessor_app.bootstrap.window import build_desktop  # noqa: PLC0415 - loads the screens

    return build_desktop(profile, settings, theme, lanes, early=early)


def tidying_of(desktop: "Desktop") -> Tidying:
    """It waits until the assessor is away and no server or recording at work; begin once the inbox stands."""

    def is_quiet() -> bool:
        is_working = desktop.exchange.status.is_busy or desktop.window.is_playing
        return not is_working and desktop.watch.idle.is_for(AWAY_S)

    return Tidying(is_quiet, desktop.window)


def _settle(desktop: "Desktop") -> None:
    tidying_of(desktop).start()
    _invite_to_sign_in(desktop)


def _invite_to_sign_in(desktop: "Desktop") -> None:
    """The first thing to do in a new profile."""

    def look(known: "Sequence[IssuingServer]") -> None:
        if not known:
            desktop.window.ask_sign_in()

    desktop.desk.read(lambda reads: reads.servers(), look)


def _unlocked(start: Start, runner: Runner) -> Profile | None:
    """Open the profile, asking unless a passphrase was given; None when the assessor gives up."""
    if start.passphrase is not None:
        return open_profile(start.paths, start.passphrase, start.profile_id)
    from assessor_app.bootstrap.coming_in import ComingIn  # noqa: PLC0415 - not with a file

    return ComingIn(start.paths, runner, start.profile_id).ask()


def _say(sentence: str) -> None:
    """Why there is no window: on the screen and for a script."""
    sys.stderr.write(f"{sentence}\n")
    QMessageBox.warning(None, QCoreApplication.translate("Start", "Assessor"), sentence)
