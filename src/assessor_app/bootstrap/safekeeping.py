"""What keeps a profile's work safe, put together: settings, backups, damage found before anything is written."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from filelock import FileLock, Timeout

from assessor_app.bootstrap.unlocking import CannotOpen, Unlocked
from assessor_app.config.district import read_district
from assessor_app.config.paths import AppPaths, ProfilePaths
from assessor_app.config.settings import SettingsFile

if TYPE_CHECKING:
    from assessor_app.domain.outbox import OutboxItem
    from assessor_app.services.backups import Backup, Restored
    from assessor_app.services.exchange_ports import ServerClient
    from assessor_app.services.ports import UnitOfWorkFactory
    from assessor_app.services.recovery_files import FinalsSafe

THOROUGH_EVERY = timedelta(days=7)


class DamagedProfile(CannotOpen):
    """The database is damaged or gone; `safe` can restore a backup. Nothing was changed or written."""

    def __init__(self, reason: str, safe: "ProfileSafe") -> None:
        super().__init__(f"{reason} {safe.advice()}")
        self.reason, self.safe = reason, safe


def settings_of(paths: AppPaths) -> SettingsFile:
    """Return the settings of this operating-system account, with what the district decided."""
    return SettingsFile(paths.settings_file, read_district(paths.district_kept))


@dataclass(frozen=True)
class ProfileSafe:
    """Backups and sealed copies of one unlocked profile. Fulfils `tasks.safekeeping.Safe`; called on lanes."""

    place: ProfilePaths
    raw_key: bytes = field(repr=False)

    @classmethod
    def of(cls, unlocked: Unlocked) -> "ProfileSafe":
        return cls(unlocked.place, unlocked.raw_key)

    def attach(self, settings: SettingsFile) -> None:
        """Let the settings of this profile count."""
        from assessor_app.vault.sealed_settings import SealedSettings  # noqa: PLC0415 - loads cryptography

        settings.attach(SealedSettings(self.place.settings, self._safety_key()))

    # ---- sealed copies of finals ----
    @property
    def finals(self) -> "FinalsSafe":
        from assessor_app.services.recovery_files import FinalsSafe  # noqa: PLC0415
        from assessor_app.store.final_records import FinalRecords  # noqa: PLC0415 - loads SQLAlchemy
        from assessor_app.vault.safe_files import SealedFinals  # noqa: PLC0415

        return FinalsSafe(SealedFinals(self.place.finals, self._safety_key()), FinalRecords())

    def guarded(self, client: "ServerClient", begin: "UnitOfWorkFactory") -> "ServerClient":
        """The same client; a sealed copy of every final is on the disk before its bytes leave the laptop."""
        from assessor_app.services.recovery_files import Safeguarded, copy_of  # noqa: PLC0415

        def before(item: "OutboxItem") -> None:
            with suppress(OSError):  # a full disk is one more reason to bring the final home
                copy_of(begin, self.finals, item)

        return cast("ServerClient", Safeguarded(client, before))

    # ---- backups ----
    def backups(self) -> "tuple[Backup, ...]":
        """Newest first."""
        from assessor_app.store.backups import backups_in  # noqa: PLC0415 - loads SQLCipher

        return backups_in(self.place.backups)

    def make_backup(self, now: datetime) -> "Backup":
        """Make one and forget what is not needed any more. Raises BackupNotMade."""
        from assessor_app.services.backups import to_remove  # noqa: PLC0415
        from assessor_app.store.backups import make_backup, remove_backups  # noqa: PLC0415

        made = make_backup(self.place.database, self.raw_key, self.place.backups, now)
        remove_backups(self.place.backups, to_remove(self.backups(), now))
        return made

    def has_changed_since(self, at: datetime) -> bool:
        """Whether the database was written to since then, as its files tell."""
        database = self.place.database
        files = [path for path in (database, database.with_name(database.name + "-wal")) if path.exists()]
        return any(datetime.fromtimestamp(path.stat().st_mtime, UTC) > at for path in files)

    def newest_good(self) -> "Backup | None":
        """Return the newest backup that checks out."""
        from assessor_app.store.backups import is_from_newer, problems_of  # noqa: PLC0415

        for backup in self.backups():
            path = self.place.backups / backup.name
            if not problems_of(path, self.raw_key) and not is_from_newer(path, self.raw_key):
                return backup
        return None

    def restore(self, name: str, now: datetime) -> "Restored":
        """Put that backup in place of the database, which no window may have open. Raises NotRestored."""
        with self._while_closed():
            return self._put_in_place(name, now)

    def begin_anew(self, now: datetime) -> str:
        """Set a database aside that no backup can replace; sealed copies of finals come back after the next sync.

        Returns the folder it is kept in. Raises NotRestored.
        """
        from assessor_app.store.restore import set_aside  # noqa: PLC0415

        with self._while_closed():
            aside = set_aside(self.place.database, now)
            self._anew_mark.touch()
            self.mark_closed()
        return aside

    def ask_restore(self, name: str) -> None:
        """Have a backup put in place at the next start: while the window is open, its database is in use.

        Raises NotRestored for one that is damaged.
        """
        from assessor_app.store.restore import must_be_good  # noqa: PLC0415

        must_be_good(self.place.backups / name, self.raw_key)
        self._wish.write_text(json.dumps({"backup": name}), encoding="utf-8")

    # ---- damage ----
    def mark_open(self) -> None:
        with suppress(OSError):
            self.place.open_mark.touch()

    def mark_closed(self) -> None:
        with suppress(OSError):
            self.place.open_mark.unlink(missing_ok=True)

    def check(self, now: datetime) -> tuple[str, ...]:
        """Look through the database while work goes on: quickly, and once a week at every page and index."""
        from assessor_app.store.backups import problems_of  # noqa: PLC0415

        last = self.checked_at()
        is_thorough = last is None or last > now or now - last >= THOROUGH_EVERY
        problems = problems_of(self.place.database, self.raw_key, is_thorough=is_thorough)
        if is_thorough and not problems:
            with suppress(OSError):
                self.place.checked.write_text(json.dumps({"thoroughly_at": now.isoformat()}), encoding="utf-8")
        return problems

    def look_for_damage(self, now: datetime) -> str:
        problems = self.check(now)
        return str(self.damaged(problems[0])) if problems else ""

    def checked_at(self) -> datetime | None:
        """When every page was last looked at and found whole."""
        try:
            found = json.loads(self.place.checked.read_text(encoding="utf-8"))
            return datetime.fromisoformat(found["thoroughly_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def must_be_sound(self) -> None:
        """Before anything is written: finish what a crash cut short, and look at what it left.

        Raises DamagedProfile, with everything as it was.
        """
        if self.place.database.exists() and not self._is_doubtful():
            return
        from assessor_app.services.backups import NotRestored  # noqa: PLC0415 - seldom needed
        from assessor_app.store.backups import problems_of  # noqa: PLC0415
        from assessor_app.store.restore import finish  # noqa: PLC0415

        now = datetime.now(UTC)
        try:
            with self._alone():
                finish(self.place.database, now)
                self._grant_wish(now)
                if not self.place.database.exists():
                    self._must_be_new()
                    return
                problems = problems_of(self.place.database, self.raw_key)
                if problems:
                    raise self.damaged(problems[0])
                self.mark_closed()
        except NotRestored as error:
            raise CannotOpen(str(error)) from error
        except Timeout:
            return  # another window works with it and has looked

    def damaged(self, reason: str) -> DamagedProfile:
        return DamagedProfile(f"The database of this profile is damaged ({reason}). It is kept as it is.", self)

    def advice(self) -> str:
        """What to do about a damaged or missing database."""
        good = self.newest_good()
        if good is not None:
            return (
                f"The newest good backup is of {good.made_at.astimezone():%d %B %Y, %H:%M}. Restore it:"
                f" assessor-app backups restore {good.name}"
            )
        return (
            "There is no backup that could be restored. Begin anew: assessor-app backups restore --anew; finals that"
            " were not sent yet come back from their sealed copies after you signed in and synced."
        )

    @property
    def _wish(self) -> Path:
        return self.place.root / "restore.asked"

    def _is_doubtful(self) -> bool:
        ready = self.place.database.with_name(self.place.database.name + ".restored")
        return self.place.open_mark.exists() or self._wish.exists() or ready.exists()

    def _grant_wish(self, now: datetime) -> None:
        """Raises NotRestored; a wish that cannot be granted is made once."""
        if not self._wish.exists():
            return
        try:
            name = str(json.loads(self._wish.read_text(encoding="utf-8"))["backup"])
        except (OSError, ValueError, KeyError, TypeError):
            name = ""
        self._wish.unlink(missing_ok=True)
        if name:
            self._put_in_place(name, now)

    def _must_be_new(self) -> None:
        """Without a database only a profile that never had one may get a new, empty one. Raises DamagedProfile."""
        has_had_one = any(self.place.finals.glob("*.sealed")) or bool(self.backups()) or self._begun_mark.exists()
        if has_had_one and not self._anew_mark.exists():
            raise DamagedProfile("The database of this profile is gone.", self)
        with suppress(OSError):
            self._anew_mark.unlink(missing_ok=True)

    @property
    def _begun_mark(self) -> Path:
        return self.place.checked

    @property
    def _anew_mark(self) -> Path:
        return self.place.root / "begin.anew"

    def _put_in_place(self, name: str, now: datetime) -> "Restored":
        from assessor_app.services.backups import NotRestored  # noqa: PLC0415
        from assessor_app.store.restore import restore  # noqa: PLC0415

        backup = next((one for one in self.backups() if one.name == name), None)
        if backup is None:
            raise NotRestored(f"There is no backup {name}. See: assessor-app backups list")
        done = restore(self.place.database, self.raw_key, self.place.backups, backup, now)
        self.mark_closed()
        return done

    @contextmanager
    def _while_closed(self) -> Iterator[None]:
        """Raises NotRestored while a window has the profile open."""
        from assessor_app.services.backups import NotRestored  # noqa: PLC0415

        try:
            with self._alone():
                yield
        except Timeout as error:
            raise NotRestored("This profile is open in a window. Close that, then try again.") from error

    def _alone(self) -> FileLock:
        """The lock a window holds. Raises Timeout when there is one."""
        return FileLock(self.place.lock, timeout=0)

    def _safety_key(self) -> bytes:
        from assessor_app.vault.profile_keys import derive_keys  # noqa: PLC0415 - loads cryptography

        return derive_keys(self.raw_key).safety
