"""Wiring for the window: one profile, its lanes, its exchange and the screens, put together and taken apart."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assessor_app.bootstrap.application import EarlyInbox, Lanes
from assessor_app.bootstrap.locking import Watch, watch_over
from assessor_app.bootstrap.one_window import OneWindow
from assessor_app.bootstrap.players import WindowPlayers
from assessor_app.bootstrap.profiles import Profile, libvlc
from assessor_app.bootstrap.system_network import SystemNetwork
from assessor_app.bootstrap.window_care import care_for
from assessor_app.bootstrap.window_safety import keep_safe
from assessor_app.config.settings import SettingsFile
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.theme import Theme
from assessor_app.gui.workbench_screen import WorkbenchScreen
from assessor_app.services import media_fetch, outbox
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.tasks.desk import LaneDesk
from assessor_app.tasks.exchange import Exchange, Line
from assessor_app.tasks.runner import LANE_DB, Runner
from assessor_app.tasks.sealing import seal_old_evidence
from assessor_app.tasks.server_access import LaneServerAccess
from assessor_app.tasks.signing_in import LaneSignIn
from assessor_app.tasks.sync_schedule import SyncSchedule
from assessor_app.tasks.write_gate import OWN_ACTS, WriteGate


@dataclass(frozen=True, slots=True)
class Desktop:
    """A profile with its window. `close` ends lanes, then the store; nothing committed is lost."""

    window: MainWindow
    desk: LaneDesk
    exchange: Exchange
    schedule: SyncSchedule
    runner: Runner
    watch: Watch
    close: Callable[[], None]


def build_desktop(
    profile: Profile,
    settings: SettingsFile,
    theme: Theme,
    lanes: Lanes | None = None,
    *,
    early: EarlyInbox | None = None,
    own_schedule: bool = True,
) -> Desktop:
    """Put the window of an opened profile together; it is not shown yet. Raises AlreadyOpen.

    With `own_schedule` the laptop speaks to its servers by itself once the inbox stands.
    """
    lanes = lanes or Lanes()
    profile.network.obey(settings.get)
    profile.limits.obey(settings.get)
    lock = OneWindow(profile.paths)
    profile.store.refuse_thread(threading.get_ident())
    hub, early = ChangeHub(), early or EarlyInbox(lanes, profile.inbox)
    line = _line(profile, lanes, hub)
    exchange = Exchange(line, settings.get)
    desk = LaneDesk(line, exchange, lambda error: window.complain(error))  # noqa: PLW0108 - window is made below
    window = MainWindow(
        desk,
        hub,
        settings,
        theme,
        lambda: _make_workbench(desk, settings, theme, window, lanes.runner),
        servers=LaneServerAccess(line, _sign_in(profile, line, exchange)),
        free_bytes=profile.vault.free_bytes,
        first_rows=early.give,
        look_for_libvlc=libvlc,
    )
    exchange.listen(window.show_sync)
    window.sync_cancelled.connect(exchange.cancel)
    schedule = SyncSchedule(exchange, window, SystemNetwork(window))
    keeping = keep_safe(profile, settings, line, window, hub)
    watch = watch_over(window, profile, settings, theme, lanes.runner)
    care_for(profile, line, exchange, window, watch.lock.lock)

    def settle() -> None:
        lock.answer_with(window)
        line.runner.submit(LANE_DB, lambda _: _resume(line.gate.factory(OWN_ACTS), exchange))
        seal_old_evidence(line, lambda _: None)
        if own_schedule:
            schedule.start()

    window.settled.connect(settle)
    close = partial(_take_apart, window, (watch.close, schedule.stop, keeping.stop, lanes.close), profile, lock)
    return Desktop(window, desk, exchange, schedule, line.runner, watch, close)


def _take_apart(window: MainWindow, ends: tuple[Callable[[], None], ...], profile: Profile, lock: OneWindow) -> None:
    """What was typed is handed over first; the profile is let go of last."""
    window.let_go()
    window.close()
    for end in ends:
        end()
    profile.close()
    profile.safe.mark_closed()
    lock.release()


def _sign_in(profile: Profile, line: Line, exchange: Exchange) -> LaneSignIn:
    def signed_in(server_id: str) -> None:
        """Whatever waited for that goes on by itself, scores first."""
        exchange.sync_now()
        exchange.media.online(server_id)

    return LaneSignIn(line, lambda: profile.adapter("auto"), profile.authorizer, profile.access, signed_in)


def _line(profile: Profile, lanes: Lanes, hub: ChangeHub) -> Line:
    return Line(
        runner=lanes.runner,
        gate=WriteGate(profile.factory),
        reads=lambda: profile.reads,
        tools=profile.tools,
        vault=profile.vault,
        client_of=profile.client_of,
        publish=hub.publish,
        deliver=lanes.delivery,
        badges=profile.badges,
    )


def _resume(begin: UnitOfWorkFactory, exchange: Exchange) -> None:
    """What a crash cut short waits again: writes being sent, downloads under way, evidence that was to go."""
    outbox.restart(begin)
    media_fetch.restart(begin)
    exchange.aftercare.at_start(begin)


def _make_workbench(
    desk: LaneDesk, settings: SettingsFile, theme: Theme, window: MainWindow, runner: Runner
) -> WorkbenchScreen:
    """QtMultimedia and QtPdf are loaded here, when the first submission is opened."""
    from assessor_app.gui.pages.workbench.page import WorkbenchPage  # noqa: PLC0415 - loads QtPdf

    players = WindowPlayers(lambda: str(settings.get("engine")), runner, window.say)
    return WorkbenchPage(desk, settings, theme, players, window)
