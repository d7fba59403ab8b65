"""A profile whose database is damaged or gone, before there is a window: offers a backup in its place."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.safekeeping import DamagedProfile
from assessor_app.tasks.runner import Runner, Ticket
from assessor_app.tasks.safekeeping import LANE_SAFE


def offer_restore(
    damaged: DamagedProfile, runner: Runner, then: Callable[[], None], refuse: Callable[[Exception], None]
) -> None:
    """Ask what to put in its place; `then` is called once that is done, `refuse` when it is left as it is."""
    from assessor_app.gui.dialogs.restore_offer import RestoreOfferDialog  # noqa: PLC0415 - hopefully never

    safe = damaged.safe

    def restore(name: str, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        def work(_: Ticket) -> None:
            now = datetime.now(UTC)
            if name:
                safe.restore(name, now)
            else:
                safe.begin_anew(now)

        runner.submit(LANE_SAFE, work, lambda _: done(), failed)

    dialog = RestoreOfferDialog(damaged.reason, safe.backups(), restore, QApplication.activeWindow())
    dialog.accepted.connect(then)
    dialog.rejected.connect(lambda: refuse(damaged))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
