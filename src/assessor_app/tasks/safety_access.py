"""What the settings ask of backups, room and the support bundle; each answer comes back to the UI thread."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assessor_app.services import storage
from assessor_app.services.backups import Backup
from assessor_app.services.done import Done
from assessor_app.services.storage import StorageFacts
from assessor_app.tasks.exchange import Line
from assessor_app.tasks.runner import LANE_DB, LANE_READ, RunnerClosed, Ticket
from assessor_app.tasks.safekeeping import LANE_SAFE, Safekeeping
from assessor_app.tasks.write_gate import DELIVERY

Failed = Callable[[Exception], None]
Files = Mapping[str, bytes]


class Wishes(Protocol):
    """Backups as the settings see them; called on a lane."""

    def backups(self) -> tuple[Backup, ...]: ...
    def ask_restore(self, name: str) -> None:
        """Raises NotRestored for one that is damaged."""


@dataclass(frozen=True)
class LaneSafetyAccess:
    """Fulfils `gui.safety_ports.SafetyAccess`. `make_files` is called on a lane: whether with refused writes."""

    line: Line
    keeping: Safekeeping
    safe: Wishes
    folder: Path
    risk: str
    make_files: Callable[[bool], Files]
    can_seal: bool

    def backups(self, then: Callable[[tuple[Backup, ...]], None], failed: Failed) -> None:
        self._submit(LANE_READ, lambda _: self.safe.backups(), then, failed)

    def back_up(self, then: Callable[[Backup], None], failed: Failed) -> None:
        self.keeping.back_up_now(then, failed)

    def ask_restore(self, backup: Backup, then: Callable[[], None], failed: Failed) -> None:
        self._submit(LANE_SAFE, lambda _: self.safe.ask_restore(backup.name), lambda _: then(), failed)

    def storage(self, then: Callable[[StorageFacts], None], failed: Failed) -> None:
        begin, vault = self.line.gate.factory(DELIVERY), self.line.vault

        def look(_: Ticket) -> StorageFacts:
            with begin() as uow:
                goes = storage.can_go(uow)
            return StorageFacts(str(self.folder), vault.used_bytes(), vault.free_bytes(), goes, self.risk)

        self._submit(LANE_READ, look, then, failed)

    def make_room(self, then: Callable[[int], None], failed: Failed) -> None:
        begin, line = self.line.gate.factory(DELIVERY), self.line

        def commit(_: Ticket) -> Done[int]:
            with begin() as uow:
                return storage.make_room(line.vault, uow, line.tools)

        def committed(done: Done[int]) -> None:
            line.publish(done.changes)
            then(done.value)

        self._submit(LANE_DB, commit, committed, failed)

    def bundle(self, *, with_refused: bool, then: Callable[[Files], None], failed: Failed) -> None:
        self._submit(LANE_READ, lambda _: self.make_files(with_refused), then, failed)

    def save_bundle(self, files: Files, path: str, then: Callable[[], None], failed: Failed) -> None:
        from assessor_app.services.support_bundle import zipped  # noqa: PLC0415 - seldom needed

        def save(_: Ticket) -> None:
            Path(path).write_bytes(zipped(files, self.line.tools.now()))

        self._submit(LANE_READ, save, lambda _: then(), failed)

    def _submit(self, lane: str, work: Callable[[Ticket], object], then: Callable[..., None], failed: Failed) -> None:
        with suppress(RunnerClosed):
            self.line.runner.submit(lane, work, then, failed)
