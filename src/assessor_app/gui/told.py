"""What the window tells of the exchange with the servers: what waits, what is under way, how full the disk is."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from assessor_app.commands.context import Desk
from assessor_app.domain.changes import Changes, Kind
from assessor_app.gui import wording
from assessor_app.gui.models.media_words import budget_words
from assessor_app.gui.models.sync_words import NOTHING_WAITS, next_step, sync_line
from assessor_app.gui.widgets.status_strip import StatusStrip
from assessor_app.services.views import SyncStatus, WaitingCounts

TICK_MS = 1000  # "next try in 40 s" counts down


class Told(QObject):
    """Keeps `strip` up to date; `count_changed` hears how many things wait for sending or for a person."""

    def __init__(
        self,
        parent: QObject,
        desk: Desk,
        strip: StatusStrip,
        now: Callable[[], datetime],
        count_changed: Callable[[int], None],
    ) -> None:
        super().__init__(parent)
        self._desk, self._strip, self._now, self._count_changed = desk, strip, now, count_changed
        self.status, self.waiting = SyncStatus(), NOTHING_WAITS
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.show_line)

    def show_sync(self, status: SyncStatus) -> None:
        """The exchange with the servers has something new to say."""
        before, self.status = self.status, status
        self._strip.show_busy(status)
        if status.sentence:
            self._strip.say(status.sentence)
        elif before.sentence and self._strip.message == before.sentence:
            self._strip.say("")  # it is no longer so
        self.show_line()

    def take(self, changes: Changes) -> None:
        if changes.has(Kind.RECEIPT) and self.status.sentence and self._strip.message == self.status.sentence:
            self._strip.say("")  # what was in the way is not any more: the server answered
        if changes.has(Kind.OUTBOX, Kind.RECEIPT, Kind.SERVER):
            self.count()

    def count(self) -> None:
        self._desk.read(lambda reads: reads.waiting(), self._counted)

    def show_line(self) -> None:
        self._strip.show_line(sync_line(self.status, self.waiting, self._now()))
        self._strip.stand("" if self.status.is_busy else next_step(self.status))
        is_counting = self.status.next_try_at is not None and self._strip.isVisible()
        if is_counting != self._tick.isActive():
            self._tick.start() if is_counting else self._tick.stop()

    def show_disk(self, here: int, budget_gb: int, free: int) -> None:
        """Bytes of evidence here, how many gigabytes it may take, and bytes free on the disk."""
        words = self.tr("Evidence takes {here} of the {budget} GB it may take; {free} are free on the disk")
        told = words.format(here=wording.size(here), budget=budget_gb, free=wording.size(free))
        self._strip.show_disk(budget_words(here, budget_gb), told)

    def _counted(self, waiting: WaitingCounts) -> None:
        self.waiting = waiting
        self._count_changed(waiting.finals + waiting.parked + waiting.held)
        self.show_line()
