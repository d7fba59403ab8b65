"""Checked copies of a profile's database, encrypted under the same key; never of its evidence keys."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.backups import Backup, BackupNotMade
from assessor_app.store.connection import WrongKey, connect
from assessor_app.store.schema import SCHEMA_VERSION

_STAMP = "%Y%m%dT%H%M%S%f"
_WORDS = (
    ("artifact", "UPDATE artifact SET text = NULL WHERE text IS NOT NULL"),
    ("submission", "UPDATE submission SET what_changed = '' WHERE what_changed <> ''"),
)
_NAME = re.compile(r"(rolling|schema-\d{4})-(\d{8}T\d{12})Z\.db")


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """Return what can be restored, newest first: rolling copies and those made before a migration."""
    found = []
    for path in folder.glob("*.db"):
        name = _NAME.fullmatch(path.name)
        if name is not None:
            made_at = datetime.strptime(name[2], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path.name, made_at, path.stat().st_size, is_rolling=name[1] == "rolling"))
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def make_backup(database: Path, raw_key: bytes, folder: Path, now: datetime) -> Backup:
    """Write a rolling copy, make sure of it, and return it. Raises BackupNotMade with nothing left behind."""
    name = f"rolling-{now.astimezone(UTC).strftime(_STAMP)}Z.db"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_away(folder)
    part = folder / f"{name}.part"
    try:
        failpoint("backup.vacuum")
        copy_database(database, raw_key, part)
        failpoint("backup.check")
        _must_be_whole(part, raw_key)
        failpoint("backup.rename")
        os.replace(part, folder / name)
        sync_path(folder)
    except (OSError, sqlcipher.Error) as error:
        _clear_away(folder)
        raise BackupNotMade(_reason(error)) from error
    except BackupNotMade:
        _clear_away(folder)
        raise
    return Backup(name, now, (folder / name).stat().st_size, is_rolling=True)


def copy_database(database: Path, raw_key: bytes, copy: Path) -> None:
    """Write a compact copy under the same key that survives a power cut. Readers and writers go on meanwhile.

    A copy outlives a withdrawal: it must keep neither pictures of the evidence, which can be made again, nor what
    candidates wrote, which comes again with the first sync of a restored copy.
    """
    with _connected(database, raw_key) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    with _connected(copy, raw_key) as connection:
        if has_table(connection, "derived") and connection.execute("SELECT 1 FROM derived").fetchone():
            connection.execute("DELETE FROM derived")
            connection.execute("VACUUM")
        for table, statement in _WORDS:
            if has_table(connection, table):
                connection.execute(statement)  # overwritten in the file: secure_delete
    sync_path(copy)


def _must_be_whole(part: Path, raw_key: bytes) -> None:
    """Raises BackupNotMade."""
    problems = problems_of(part, raw_key)
    if problems:
        raise BackupNotMade(f"The backup did not check out ({problems[0]}). It was thrown away; the last one stays.")


def problems_of(path: Path, raw_key: bytes, *, is_thorough: bool = False) -> tuple[str, ...]:
    """Say what is wrong with a database file, nothing when it is whole; never raises for damage.

    Thorough: every page against its signature, then every index against its table.
    """
    checks = ("cipher_integrity_check", "integrity_check") if is_thorough else ("quick_check",)
    try:
        with _connected(path, raw_key) as connection:  # one that may stay broken afterwards
            for check in checks:
                words = [str(word) for (word,) in connection.execute(f"PRAGMA {check}") if word != "ok"]
                if words:
                    return tuple(words)
    except WrongKey:
        return ("its first page cannot be read",)
    except sqlcipher.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            return ()  # another program works with it: nothing can be said now
        return (str(error),)
    except sqlcipher.DatabaseError as error:
        return (str(error),)
    return ()


def schema_of(path: Path, raw_key: bytes) -> int:
    """Return the schema a copy was written with. Raises WrongKey."""
    with _connected(path, raw_key) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def is_from_newer(path: Path, raw_key: bytes) -> bool:
    return schema_of(path, raw_key) > SCHEMA_VERSION


def has_table(connection: Any, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    return found is not None


def remove_backups(folder: Path, names: tuple[str, ...]) -> None:
    """One that cannot be removed now goes another time."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def sync_path(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle for it, and journals names by itself
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _connected(path: Path, raw_key: bytes) -> Iterator[Any]:
    connection = connect(path, raw_key)
    try:
        yield connection
    finally:
        connection.close()


def _clear_away(folder: Path) -> None:
    """What a crash or a full disk left unfinished."""
    for left in folder.glob("*.part*"):
        with suppress(OSError):
            left.unlink()


def _reason(error: Exception) -> str:
    words = str(error)
    if "full" in words or "space" in words:
        return "No backup could be made: the disk is full. Free some space; the last backup stays."
    return f"No backup could be made: {words}. The last one stays; it is tried again later."
