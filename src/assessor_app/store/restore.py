"""Puts a backup in the place of a database that is damaged or gone; what was there is kept beside, never deleted.

The copy becomes one of its own: no device keys (the next sync publishes new ones), every cursor at the start, so that
all that is visible is compared anew, and what was being sent waits again under its old key. What the damaged file
still has and the backup does not is brought over first.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.backups import Backup, NotRestored, Restored
from assessor_app.store.backups import has_table, is_from_newer, problems_of, sync_path
from assessor_app.store.connection import WrongKey, connect

ASIDE = ".aside"
READY = ".restored"
_PARTS = ("", "-wal", "-shm")
_NOT_BROUGHT_OVER = frozenset(
    {"derived", "device", "device_at_server", "server_token", "alembic_version", "visible", "media"}
)
_DONE = "verb = 'put-final' AND state IN ('accepted', 'held')"
_OF_DONE = f"WHERE assignment_id IN (SELECT assignment_id FROM outbox WHERE {_DONE})"
_CONFIRMED = {
    "annotation": _OF_DONE,
    "assessment": _OF_DONE,
    "score": _OF_DONE,
    # Drafts that later ones took the place of must not wait again: the server would see another laptop in them.
    "outbox": f"{_OF_DONE} OR state = 'superseded' OR op_id IN (SELECT op_id FROM receipt)",
    "receipt": "",
    "server_revision": "",
}
_CLOSING = "is_locked, server_time_at, met_at, suspected_at"
_KEEP_CLOSED = """UPDATE server SET is_locked = max(is_locked, ?1),
  met_at = CASE WHEN coalesce(?2, '') >= coalesce(server_time_at, '') THEN ?3 ELSE met_at END,
  suspected_at = CASE WHEN coalesce(?2, '') >= coalesce(server_time_at, '') THEN ?4 ELSE suspected_at END,
  server_time_at = CASE WHEN coalesce(?2, '') >= coalesce(server_time_at, '') THEN ?2 ELSE server_time_at END
  WHERE server_id = ?5"""


def restore(database: Path, raw_key: bytes, folder: Path, backup: Backup, now: datetime) -> Restored:
    """Replace `database` by the backup of that name in `folder`. Raises NotRestored with everything as it was.

    Nobody may have the database open. After a crash `finish` completes what had begun.
    """
    source = folder / backup.name
    must_be_good(source, raw_key)
    ready = _beside(database, READY)
    part = _beside(database, f"{READY}.part")
    try:
        _remove(part)
        shutil.copyfile(source, part)
        failpoint("restore.copied")
        with closing(connect(part, raw_key)) as copy:
            brought_over = _bring_over(database, raw_key, copy)
            _become_another(copy)
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        problems = problems_of(part, raw_key)
        if problems:
            raise NotRestored(f"The restored copy did not check out ({problems[0]}). Nothing was changed.")
        sync_path(part)
        os.replace(part, ready)
        sync_path(database.parent)
    except (OSError, sqlcipher.Error) as error:
        _remove(part)
        raise NotRestored(f"The backup could not be put in place: {error}. Nothing was changed.") from error
    failpoint("restore.ready")
    return Restored(backup, brought_over, _swap(database, now))


def finish(database: Path, now: datetime) -> bool:
    """Complete a restore that a crash cut short, or clear away what one left; return whether it was completed.

    Called before the database is opened.
    """
    ready = _beside(database, READY)
    _remove(_beside(database, f"{READY}.part"))
    if not ready.exists():
        return False
    if database.exists():  # the crash came before anything was moved: the assessor is asked again
        _remove(ready)
        return False
    _swap(database, now)
    return True


def set_aside(database: Path, now: datetime) -> str:
    """Move a database with its log out of the way; return the name of the folder it is in, empty without one."""
    moved = [part for part in (_beside(database, suffix) for suffix in _PARTS) if part.exists()]
    if not moved:
        return ""
    folder = _beside(database, ASIDE) / f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}Z"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The database goes first: a log without its database is never replayed into another one.
    for part in moved:
        os.replace(part, folder / part.name)
        failpoint("restore.set_aside")
    sync_path(folder)
    sync_path(database.parent)
    return f"{folder.parent.name}/{folder.name}"


def _swap(database: Path, now: datetime) -> str:
    aside = set_aside(database, now)
    failpoint("restore.swap")
    os.replace(_beside(database, READY), database)
    sync_path(database.parent)
    return aside


def must_be_good(source: Path, raw_key: bytes) -> None:
    """Raises NotRestored."""
    if not source.is_file():
        raise NotRestored(f"There is no backup {source.name}. Choose another one.")
    problems = problems_of(source, raw_key)
    if problems:
        raise NotRestored(f"The backup {source.name} is damaged itself ({problems[0]}). Choose an older one.")
    if is_from_newer(source, raw_key):
        raise NotRestored(f"The backup {source.name} was made by a newer version of the program. Install that version.")


def _bring_over(current: Path, raw_key: bytes, copy: Any) -> int:
    """Bring over what the backup lacks; return how many rows came in addition.

    Of a damaged database: everything that can still be read. Of a whole one, which the assessor wants to go back
    from: only what servers have confirmed since, because no restore takes that back.
    """
    if not current.exists():
        return 0
    is_damaged = bool(problems_of(current, raw_key))
    copy.execute("PRAGMA foreign_keys = OFF")
    copy.execute("BEGIN IMMEDIATE")
    before = _count(copy)
    for table in _tables(copy):
        if is_damaged:
            _bring_table(current, raw_key, copy, table, "")
        elif table in _CONFIRMED:
            _bring_table(current, raw_key, copy, table, _CONFIRMED[table])
    _keep_closed(current, raw_key, copy)
    _drop_dangling(copy)
    new = _count(copy) - before
    copy.execute("COMMIT")
    return max(new, 0)


def _keep_closed(current: Path, raw_key: bytes, copy: Any) -> None:
    """No restore opens evidence that a server closed, or turns back how late it is."""
    if not _has_column(copy, "server", "is_locked"):
        return  # made before a migration: what is unknown then, the next contact tells
    for row in _readable(current, raw_key, f"SELECT {_CLOSING}, server_id FROM server"):
        if row is not None:
            copy.execute(_KEEP_CLOSED, row)


def _tables(copy: Any) -> list[str]:
    names = copy.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return [name for (name,) in names if name not in _NOT_BROUGHT_OVER]


def _count(copy: Any) -> int:
    return sum(int(copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in _tables(copy))


def _bring_table(current: Path, raw_key: bytes, copy: Any, table: str, where: str) -> None:
    """The current database is the later one: its row counts where both have one, and a whole table counts alone."""
    info = copy.execute(f'PRAGMA table_info("{table}")').fetchall()
    columns = [row[1] for row in info]
    named = ", ".join(f'"{column}"' for column in columns)
    write = f'INSERT OR REPLACE INTO "{table}" ({named}) VALUES ({", ".join("?" * len(columns))})'
    key = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]] or ["rowid"]
    for direction in ("ASC", "DESC"):
        order = ", ".join(f'"{column}" {direction}' for column in key)
        rows = list(_readable(current, raw_key, f'SELECT {named} FROM "{table}" {where} ORDER BY {order}'))
        is_whole = None not in rows
        if is_whole and not where:
            copy.execute(f'DELETE FROM "{table}"')
        for row in rows:
            with suppress(sqlcipher.Error):  # a row the table's own rules refuse is no row of ours
                if row is not None:
                    copy.execute(write, row)
        if is_whole:
            return


def _readable(current: Path, raw_key: bytes, query: str) -> Iterator[tuple[Any, ...] | None]:
    """Give rows until a damaged page is met, then None. Its connection is of no use afterwards."""
    try:
        with closing(connect(current, raw_key)) as connection:
            yield from connection.execute(query)
    except (WrongKey, sqlcipher.Error):
        yield None


def _drop_dangling(copy: Any) -> None:
    """A row whose parent was on a damaged page cannot be kept; the file set aside still has it."""
    while dangling := [row for row in copy.execute("PRAGMA foreign_key_check").fetchall() if row[1] is not None]:
        for table, rowid, *_ in dangling:
            copy.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))


def _become_another(copy: Any) -> None:
    """Let servers and sync see a restored copy: two laptops with one identity lose work (and so do two in one)."""
    copy.execute("BEGIN IMMEDIATE")
    for table in ("device_at_server", "device"):
        if has_table(copy, table):
            copy.execute(f"DELETE FROM {table}")
    if has_table(copy, "server"):
        copy.execute("UPDATE server SET cursor = ''")
    if has_table(copy, "visible"):
        copy.execute("DELETE FROM visible")
    if has_table(copy, "server_token") and _has_column(copy, "server_token", "refresh_token"):
        renewed = "SELECT server_id FROM server_token WHERE refresh_token <> ''"
        copy.execute(f"UPDATE server SET needs_sign_in = 1 WHERE server_id IN ({renewed})")
        copy.execute(
            "DELETE FROM server_token WHERE refresh_token <> ''"
        )  # it was used since: one more use revokes all
    if has_table(copy, "outbox"):
        copy.execute("UPDATE outbox SET state = 'pending' WHERE state = 'sending'")
    copy.execute("COMMIT")


def _has_column(copy: Any, table: str, column: str) -> bool:
    return any(row[1] == column for row in copy.execute(f"PRAGMA table_info({table})"))


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _remove(path: Path) -> None:
    for suffix in _PARTS:
        _beside(path, suffix).unlink(missing_ok=True)
