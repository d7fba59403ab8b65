"""Keeps the work of an open profile safe beside it: rolling backups, sealed copies of finals, a look for damage."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from assessor_app.domain.changes import Changes, Kind
from assessor_app.services.backups import Backup, is_due
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.recovery_files import FinalsSafe, InStep, keep_in_step
from assessor_app.tasks.runner import Runner, RunnerClosed, Ticket
from assessor_app.tasks.write_gate import BULK, WriteGate

LANE_SAFE = "safekeeping"
"""Of its own: a backup takes seconds, and neither the assessor's acts nor a copy of a video wait for it."""
LOOK_EVERY_MS = 60_000
_WITH_FINALS = (Kind.RECEIPT, Kind.ASSIGNMENT, Kind.ASSESSMENT, Kind.DECLARATION)


class Safe(Protocol):
    """Backups and sealed copies of one profile; called on lanes."""

    @property
    def finals(self) -> FinalsSafe: ...
    def backups(self) -> tuple[Backup, ...]: ...
    def make_backup(self, now: datetime) -> Backup:
        """Raises BackupNotMade."""

    def has_changed_since(self, at: datetime) -> bool: ...
    def look_for_damage(self, now: datetime) -> str:
        """Return what is wrong and what to do, empty when all is well."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What safekeeping works with. `publish`, `say` and `found_damage` are called on the UI thread."""

    runner: Runner
    gate: WriteGate
    safe: Safe
    now: Callable[[], datetime]
    every_min: Callable[[], int]
    publish: Callable[[Changes], None]
    say: Callable[[str], None]
    found_damage: Callable[[str], None]


class Safekeeping(QObject):
    """Begins with `start`; told of changes through `changed`. Everything runs on its own lane."""

    def __init__(self, beside: Beside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        self._begin: UnitOfWorkFactory = beside.gate.factory(BULK)
        self._last: datetime | None = None
        self._is_dirty = False
        self._is_backing_up = self._is_keeping = self._is_again = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Look for damage, bring back what was lost, see how old the newest backup is."""
        self._submit(lambda _: self._beside.safe.look_for_damage(self._beside.now()), self._looked)
        self._submit(lambda _: self._begun(), self._know)
        self._keep()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def changed(self, changes: Changes) -> None:
        """Something was committed: there is something to back up, and perhaps a final to copy."""
        self._is_dirty = True
        if changes.has(Kind.OUTBOX) and changes.has(*_WITH_FINALS):
            self._keep()

    def back_up_now(self, then: Callable[[Backup], None], failed: Callable[[Exception], None]) -> None:
        """The assessor asks for one, whether anything changed or not."""
        self._back_up(then, failed)

    def _look(self) -> None:
        is_idle = not self._is_backing_up
        if is_idle and is_due(self._last, self._beside.now(), self._beside.every_min(), is_dirty=self._is_dirty):
            self._back_up(lambda _: None, lambda error: self._beside.say(str(error)))

    def _back_up(self, then: Callable[[Backup], None], failed: Callable[[Exception], None]) -> None:
        self._is_backing_up, self._is_dirty = True, False

        def made(backup: Backup) -> None:
            self._is_backing_up, self._last = False, backup.made_at
            then(backup)

        def refused(error: Exception) -> None:
            self._is_backing_up, self._is_dirty = False, True
            failed(error)

        self._submit(lambda _: self._beside.safe.make_backup(self._beside.now()), made, refused)

    def _begun(self) -> tuple[datetime | None, bool]:
        newest = next(iter(self._beside.safe.backups()), None)
        at = newest.made_at if newest else None
        return at, at is None or self._beside.safe.has_changed_since(at)

    def _know(self, found: tuple[datetime | None, bool]) -> None:
        self._last = found[0]
        self._is_dirty |= found[1]

    def _keep(self) -> None:
        """Once at a time; what comes meanwhile is looked at once more."""
        if self._is_keeping:
            self._is_again = True
            return
        self._is_keeping, self._is_again = True, False
        self._submit(lambda _: keep_in_step(self._begin, self._beside.safe.finals), self._kept, self._not_kept)

    def _kept(self, found: InStep) -> None:
        self._is_keeping = False
        if found.changes:
            self._beside.publish(found.changes)
        if found.words():
            self._beside.say(found.words())
        if self._is_again:
            self._keep()

    def _not_kept(self, error: Exception) -> None:
        self._is_keeping = False
        self._beside.say(f"A final has no second copy on this laptop yet: {error}. It is still sent as usual.")

    def _looked(self, words: str) -> None:
        if words:
            self._beside.found_damage(words)

    def _submit(
        self,
        work: Callable[[Ticket], object],
        then: Callable[..., None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        with suppress(RunnerClosed):
            self._beside.runner.submit(LANE_SAFE, work, then, failed)
