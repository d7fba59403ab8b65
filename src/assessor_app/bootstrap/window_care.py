"""Wiring of a window's care for evidence: what servers ask of this laptop, and what locks as time passes."""

from collections.abc import Callable

from assessor_app.bootstrap.profiles import Profile
from assessor_app.gui.main_window import MainWindow
from assessor_app.tasks.aftercare import LeaseWatch
from assessor_app.tasks.exchange import Exchange, Line


def care_for(
    profile: Profile, line: Line, exchange: Exchange, window: MainWindow, lock_window: Callable[[], None]
) -> None:
    """Let `lock_window` be called when a server asks for it; evidence is looked at once the inbox stands."""
    exchange.aftercare.when_told_to_lock(lock_window)
    watch = LeaseWatch(line, profile.lease, window)
    window.settled.connect(watch.start)
    window.closed.connect(watch.stop)
    exchange.listen(watch.met)
