"""What `doctor` and `support` can tell of a laptop without opening a profile, as the composition root provides it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from assessor_app.config.paths import ProfilePaths
from assessor_app.config.settings import SettingsFile
from assessor_app.services.backups import Backup


@dataclass(frozen=True, slots=True)
class KeptSafe:
    """Backups and sealed copies of one profile. `is_newest_whole` is None where it could not be looked at."""

    backups: tuple[Backup, ...]
    is_newest_whole: bool | None
    copies_of_finals: int
    checked_at: datetime | None
    is_left_open: bool


class Laptop(Protocol):
    """Nothing here needs a passphrase."""

    @property
    def base(self) -> Path: ...
    @property
    def settings(self) -> SettingsFile: ...
    def profiles(self) -> tuple[ProfilePaths, ...]: ...
    def versions(self) -> Mapping[str, str]:
        """Component -> version; empty for one that is not installed."""

    def is_sqlite_safe(self) -> bool: ...
    def libvlc(self) -> tuple[str, str]:
        """Return its version, empty when it cannot be used, and then what is missing: `library` or `plugins`."""

    def keychain(self) -> str:
        """What this account's keychain is called, empty where there is none to rely on."""

    def slot_kinds(self, profile: ProfilePaths) -> tuple[str, ...]:
        """The kinds of ways into a profile, or none when its key file cannot be read."""

    def kept_safe(self, profile: ProfilePaths, raw_key: bytes = b"") -> KeptSafe: ...
    def now(self) -> datetime: ...
