"""What follows a contact with a server, on the lane that met it; and how late it is by now, looked at in between."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from assessor_app.domain.changes import Changes, Kind
from assessor_app.domain.lease_standing import LeaseStanding
from assessor_app.services import offline_lease
from assessor_app.services.aftercare import Aftercare
from assessor_app.services.exchange_ports import ServerClient
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.retention import RetentionRules
from assessor_app.services.views import SyncStatus
from assessor_app.tasks.line import Line
from assessor_app.tasks.runner import LANE_DB, LANE_READ, RunnerClosed, Ticket
from assessor_app.tasks.write_gate import DELIVERY

LOOK_EVERY_MS = 60_000
NOTE_EVERY_LOOKS = 30


class LaneAftercare:
    """`send` lets receipts go out, called on the UI thread with the server they are for."""

    def __init__(self, line: Line, setting: Callable[[str], Any], send: Callable[[str], None]) -> None:
        self._line = line
        self._send = send
        self._care = Aftercare(line.vault, line.tools, lambda: rules_of(setting))
        self._told_to_lock: list[Callable[[], None]] = []

    def when_told_to_lock(self, told: Callable[[], None]) -> None:
        """Call `told` on the UI thread when a server asks this laptop to lock."""
        self._told_to_lock.append(told)

    def after_contact(self, begin: UnitOfWorkFactory, client: ServerClient, server_id: str) -> None:
        """On the lane that has just met the server."""
        obeyed = self._care.after_contact(begin, client, server_id)
        if obeyed.must_lock:
            for told in self._told_to_lock:
                self._line.deliver(told)
        if obeyed.changes:
            self._line.deliver(partial(self._line.publish, obeyed.changes))
        if obeyed.changes.has(Kind.OUTBOX):
            self._line.deliver(partial(self._send, server_id))

    def at_start(self, begin: UnitOfWorkFactory) -> Changes:
        """On lane db."""
        return self._care.at_start(begin)


class LeaseWatch(QObject):
    """Looks every minute whether evidence locks or opens: the passing of time tells nobody by itself."""

    def __init__(self, line: Line, lease: OfflineLease, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line, self._lease = line, lease
        self._known: dict[str, LeaseStanding] | None = None
        self._looks = 0
        self._synced_at: datetime | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        self._submit(LANE_READ, self._standings, self._compare)
        self._looks += 1
        if self._looks % NOTE_EVERY_LOOKS == 0:
            self._submit(LANE_DB, self._note, lambda _: None)

    def met(self, status: SyncStatus) -> None:
        """A contact opens evidence at once."""
        if status.synced_at != self._synced_at:
            self._synced_at = status.synced_at
            self.look()

    def _submit(self, lane: str, work: Callable[[Ticket], Any], then: Callable[[Any], None]) -> None:
        try:
            self._line.runner.submit(lane, work, then, lambda _: None, rank=DELIVERY)
        except RunnerClosed:
            self._timer.stop()

    def _standings(self, _: Ticket) -> dict[str, LeaseStanding]:
        return {server.server_id: self._lease.standing(server) for server in self._line.reads().servers()}

    def _note(self, _: Ticket) -> None:
        with self._line.gate.factory(DELIVERY)() as uow:
            offline_lease.note_time(uow, self._lease.clock)

    def _compare(self, found: dict[str, LeaseStanding]) -> None:
        known, self._known = self._known, found
        if known is None:
            return
        changed = [server_id for server_id, standing in found.items() if known.get(server_id) != standing]
        if changed:
            self._line.publish(offline_lease.standing_changed(*changed))


def rules_of(setting: Callable[[str], Any]) -> RetentionRules:
    return RetentionRules(int(setting("media_after_days")), int(setting("own_text_days")))
