"""What is in the way: networks that let nothing through, evidence that waits or is locked, ways in and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assessor_app.domain.reach import Reach
from assessor_app.domain.submission import MediaState
from assessor_app.gui.dialogs.restore_offer import RestoreOfferDialog
from assessor_app.gui.dialogs.unlock import UnlockDialog
from assessor_app.services import offline_lease
from assessor_app.services.backups import Backup
from assessor_app.services.done import Done
from assessor_app.services.media_rules import Waits
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.views import SyncStatus
from tests.tour.camera import Camera
from tests.tour.day import PASSPHRASE, Tour

ENTER = Qt.Key.Key_Return
BACKUP = Backup("profile-1.db", datetime(2026, 3, 2, 20, tzinfo=UTC), 512_000, is_rolling=True)
MINUTE = timedelta(minutes=1)
QUESTIONS = (("backups", "backups.ask_restore"), ("servers", "_ask_sign_out"), ("servers", "_ask_removal"))


def before_the_window(camera: Camera) -> None:
    """Two assessors on one laptop, and a profile that cannot be opened."""
    profiles = (("a", "R. K. (made 2 March 2026)"), ("b", "Profile 2 (made 3 March 2026)"))
    dialogs = (
        ("unlock-two-profiles", UnlockDialog(lambda *_: None, profiles=profiles, chosen="b")),
        ("restore-offer", RestoreOfferDialog("The database of this profile is damaged.", (BACKUP,), lambda *_: None)),
        ("nothing-to-restore", RestoreOfferDialog("The database of this profile is gone.", (), lambda *_: None)),
    )
    for name, dialog in dialogs:
        dialog.open()
        camera.shot(name)
        dialog.reject()
        dialog.deleteLater()


def networks(tour: Tour) -> None:
    """Each thing that may be in the way, as the foot of the window says it; evidence that waits beside it."""
    now = datetime.now(UTC)
    tour.window.show_inbox()
    _show_waiting(tour, now)
    tour.camera.shot("inbox-waiting")
    tour.otherwise("inbox-waiting")
    for reach in (Reach.CAPTIVE, Reach.PROXY_SIGN_IN, Reach.NO_NETWORK, Reach.SERVER_AWAY):
        away = SyncStatus(is_online=False, reach=reach, away_name="Riverside", next_try_at=now + MINUTE)
        tour.window.show_sync(away)
        tour.camera.shot(f"foot-{reach}")
    tour.otherwise("foot-away")
    tour.window.show_sync(SyncStatus(is_online=True, synced_at=now))
    tour.window.inbox.load()
    tour.camera.pause(400)


def _show_waiting(tour: Tour, now: datetime) -> None:
    model, rows = tour.window.inbox.model, tour.rows()
    why = (Waits.TURN, Waits.NETWORK, Waits.QUIET, Waits.METERED, Waits.ROOM, "")
    states = (*[MediaState.QUEUED] * 5, MediaState.DOWNLOADING, MediaState.PAUSED, MediaState.FAILED)
    shown = [
        replace(row, media_state=state, media_done=row.media_size // 3)
        for row, state in zip(rows, states, strict=False)
    ]
    model.update_rows([row.assignment_id for row in shown], shown)
    model.set_media(
        {
            row.assignment_id: MediaProgress(
                row.assignment_id, row.media_done, row.media_size, 20_000, wait, now + MINUTE
            )
            for row, wait in zip(shown, why, strict=False)
        }
    )


def leases(tour: Tour) -> None:
    """The laptop did not meet its server for long: said ahead, then locked."""
    row = tour.row("Wait time")
    tour.open(row)
    for days, name in ((28, "offline-lease-near"), (31, "offline-lease-over")):
        _met(tour, timedelta(days=days))
        tour.camera.shot(name)
    tour.otherwise("offline-lease-over")
    tour.window.show_inbox()
    tour.camera.shot("inbox-locked")
    _met(tour, timedelta())


def _met(tour: Tour, ago: timedelta) -> None:
    at = datetime.now(UTC) - ago

    def met(uow: UnitOfWork) -> Done[None]:
        server = uow.servers.all()[0]
        uow.servers.put(replace(server, server_time_at=at, met_at=at))
        return Done(None, offline_lease.standing_changed(server.server_id))

    tour.desktop.desk.write(met)
    tour.camera.pause(800)


def questions(tour: Tour) -> None:
    """What asks before something goes, each with the focus on Cancel; a code and a bundle that are shown."""
    tour.window.show_settings()
    page: Any = tour.window._pages["settings"]
    tour.camera.wait_until(page.backups.form.back_up.isEnabled, "the backups that are there")
    page.backups.form.back_up.click()
    tour.camera.wait_until(page.backups.form.backups.count, "a backup")
    for section, name in QUESTIONS:
        page.show_section(section)
        tour.camera.pause(300)
        ask: Any = page
        for part in name.split("."):
            ask = getattr(ask, part)
        ask()
        tour.dialog()
        tour.camera.shot(name.rpartition(".")[2].strip("_").replace("_", "-"))
        tour.close_dialog()
    page.backups.ask_support()
    tour.camera.pause(1_500)
    tour.camera.shot("support-bundle")
    tour.close_dialog()
    assert tour.window.security is not None
    tour.window.security.make_recovery_code()
    dialog: Any = tour.dialog()
    tour.camera.type(PASSPHRASE)
    tour.camera.press(ENTER)
    tour.camera.wait_until(dialog.form.code.text, "the code")
    tour.camera.shot("recovery-code")
    tour.close_dialog()
    QApplication.processEvents()
