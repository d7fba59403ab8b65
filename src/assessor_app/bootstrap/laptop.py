"""What can be told of this laptop without opening a profile; fulfils `cli.laptop.Laptop`."""

import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assessor_app.bootstrap.profiles import libvlc
from assessor_app.bootstrap.safekeeping import settings_of
from assessor_app.bootstrap.unlocking import system_keychain
from assessor_app.cli.laptop import KeptSafe
from assessor_app.config.paths import AppPaths, ProfilePaths
from assessor_app.config.settings import SettingsFile

_PACKAGES = {"PySide6": "PySide6_Essentials", "SQLAlchemy": "SQLAlchemy", "sqlcipher3": "sqlcipher3", "PyAV": "av"}


@dataclass(frozen=True)
class ThisLaptop:
    """Looks when it is asked, and remembers what does not change."""

    paths: AppPaths

    @property
    def base(self) -> Path:
        return self.paths.base

    @cached_property
    def settings(self) -> SettingsFile:
        return settings_of(self.paths)

    def profiles(self) -> tuple[ProfilePaths, ...]:
        return tuple(self.paths.profile(profile_id) for profile_id in self.paths.profile_ids())

    @cached_property
    def _versions(self) -> Mapping[str, str]:
        found = {name: _version(package) for name, package in _PACKAGES.items()}
        sqlite, sqlcipher = _sqlite()
        return {
            "assessor-app": _version("assessor-app"),
            "Python": platform.python_version(),
            "system": platform.platform(terse=True),
            **found,
            "Qt": _qt(),
            "SQLite": sqlite,
            "SQLCipher": sqlcipher,
        }

    def versions(self) -> Mapping[str, str]:
        return self._versions

    def is_sqlite_safe(self) -> bool:
        from assessor_app.store.connection import UnsafeSqlite, refuse_unsafe_sqlite  # noqa: PLC0415

        try:
            refuse_unsafe_sqlite()
        except UnsafeSqlite:
            return False
        return True

    @cached_property
    def _libvlc(self) -> tuple[str, str]:
        return libvlc()

    def libvlc(self) -> tuple[str, str]:
        return self._libvlc

    def keychain(self) -> str:
        return system_keychain().name

    def slot_kinds(self, profile: ProfilePaths) -> tuple[str, ...]:
        from assessor_app.services.key_ports import UnknownHeader  # noqa: PLC0415
        from assessor_app.vault.key_header import load  # noqa: PLC0415 - loads cryptography

        with suppress(UnknownHeader, OSError):
            return tuple(slot.kind for slot in load(profile.header).slots)
        return ()

    def kept_safe(self, profile: ProfilePaths, raw_key: bytes = b"") -> KeptSafe:
        from assessor_app.bootstrap.safekeeping import ProfileSafe  # noqa: PLC0415
        from assessor_app.store.backups import backups_in, problems_of  # noqa: PLC0415 - loads SQLCipher

        backups = backups_in(profile.backups)
        is_whole = None
        if backups and raw_key:
            is_whole = not problems_of(profile.backups / backups[0].name, raw_key)
        return KeptSafe(
            backups=backups,
            is_newest_whole=is_whole,
            copies_of_finals=len(list(profile.finals.glob("*.sealed"))),
            checked_at=ProfileSafe(profile, b"").checked_at(),
            is_left_open=profile.open_mark.exists(),
        )

    def now(self) -> datetime:
        return datetime.now(UTC)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _qt() -> str:
    try:
        from PySide6.QtCore import qVersion  # noqa: PLC0415 - headless commands need no Qt
    except ImportError:
        return ""
    return qVersion()


def _sqlite() -> tuple[str, str]:
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415
    except ImportError:
        return "", ""
    connection = dbapi2.connect(":memory:")
    try:
        found = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return dbapi2.sqlite_version, found[0] if found else ""
