"""What the screens ask of backups, room and the support bundle, as a Protocol that tasks fulfil."""

from collections.abc import Callable, Mapping
from typing import Protocol

from assessor_app.gui.ports import Failed
from assessor_app.services.backups import Backup
from assessor_app.services.storage import StorageFacts


class SafetyAccess(Protocol):
    """Backups, room and the support bundle. Everything runs on lanes; callbacks come on the UI thread."""

    def backups(self, then: Callable[[tuple[Backup, ...]], None], failed: Failed) -> None: ...
    def back_up(self, then: Callable[[Backup], None], failed: Failed) -> None: ...
    def ask_restore(self, backup: Backup, then: Callable[[], None], failed: Failed) -> None:
        """Make sure that it is whole, and have it put in place at the next start."""

    def storage(self, then: Callable[[StorageFacts], None], failed: Failed) -> None: ...
    def make_room(self, then: Callable[[int], None], failed: Failed) -> None:
        """Let go of evidence nobody began to work on; hands over how many bytes that were."""

    @property
    def can_seal(self) -> bool:
        """Whether the district gave a key that refused writes can be sealed to."""

    def bundle(self, *, with_refused: bool, then: Callable[[Mapping[str, bytes]], None], failed: Failed) -> None: ...
    def save_bundle(self, files: Mapping[str, bytes], path: str, then: Callable[[], None], failed: Failed) -> None: ...
