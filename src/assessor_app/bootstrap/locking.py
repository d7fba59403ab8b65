"""Wiring of the lock: key, menu, idle time and device command cover the window; words bring it back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from assessor_app.bootstrap.profiles import Profile
from assessor_app.config.labels import labels
from assessor_app.config.paths import AppPaths
from assessor_app.config.settings import SettingsFile
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.profile_words import profile_name
from assessor_app.gui.screen_capture import CaptureKeeper, guard_for
from assessor_app.gui.security_acts import SecurityActs
from assessor_app.gui.theme import Theme
from assessor_app.gui.window_lock import WindowLock
from assessor_app.tasks.door import LaneDoor, LaneLocking
from assessor_app.tasks.idle import Idle
from assessor_app.tasks.runner import Runner


@dataclass(frozen=True, slots=True)
class Watch:
    """The lock of one window, and what notices that nobody is there."""

    lock: WindowLock
    idle: Idle
    security: SecurityActs
    capture: CaptureKeeper

    def close(self) -> None:
        self.idle.stop()
        self.security.forget_copies()
        self.lock.close()


def watch_over(window: MainWindow, profile: Profile, settings: SettingsFile, theme: Theme, runner: Runner) -> Watch:
    """Lock `window` when asked to, and when nobody is there. It begins once the window has settled."""
    locking = LaneLocking(runner, profile.lock, profile.unlock, profile.door.wait_s)
    lock = WindowLock(window, locking, theme, _label_of(profile))
    idle = Idle(lambda: int(settings.get("lock_after_min")), lambda: window.is_playing, parent=window)
    capture = CaptureKeeper(guard_for(), window)
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.focusWindowChanged.connect(idle.follow)
        application.focusWindowChanged.connect(capture.follow)
    window.lock_asked.connect(lock.lock)
    window.settled.connect(idle.start)
    window.settled.connect(lambda: idle.follow(window.windowHandle()))
    idle.due.connect(lock.lock)
    idle.soon.connect(lambda: window.say(_soon()))
    security = SecurityActs(LaneDoor(runner, profile.door), window)
    security.said.connect(window.say)
    window.security = security
    lock.changed.connect(lambda _: security.forget_copies())
    lock.changed.connect(lambda is_locked: idle.stop() if is_locked else idle.start())

    def obey(key: str = "allow_screenshots") -> None:
        if key == "allow_screenshots":
            capture.set_allowed(bool(settings.get(key)))

    window.settled.connect(obey)
    settings.listen(obey)
    return Watch(lock, idle, security, capture)


def _label_of(profile: Profile) -> Callable[[], str]:
    def label() -> str:
        place = profile.paths.root
        found = labels(AppPaths(place.parent.parent))
        return next((profile_name(each) for each in found if each.profile_id == place.name), "")

    return label


def _soon() -> str:
    return QCoreApplication.translate("Locking", "The program locks itself in a minute. Any key keeps it open.")
