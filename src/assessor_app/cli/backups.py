"""Commands that keep work safe: backups list, make, restore, and recover-finals."""

import argparse
from datetime import datetime
from typing import Any, Protocol

from assessor_app.cli.output import Refusal, plain, table
from assessor_app.cli.session import Session
from assessor_app.services.backups import Backup, BackupNotMade, NotRestored, Restored
from assessor_app.services.recovery_files import keep_in_step

Answer = tuple[Any, str]


class BackupSafe(Protocol):
    """Backups of one unlocked profile, which need not be open or whole."""

    def backups(self) -> tuple[Backup, ...]: ...
    def newest_good(self) -> Backup | None: ...
    def make_backup(self, now: datetime) -> Backup: ...
    def restore(self, name: str, now: datetime) -> Restored: ...
    def begin_anew(self, now: datetime) -> str: ...


def run(safe: BackupSafe, arguments: argparse.Namespace, now: datetime) -> Answer:
    """Raises Refusal."""
    try:
        return {"list": _list, "make": _make, "restore": _restore}[arguments.action](safe, arguments, now)
    except (BackupNotMade, NotRestored) as error:
        raise Refusal(str(error)) from error


def recover_finals(session: Session, _arguments: argparse.Namespace) -> Answer:
    """Bring back what the database lost; what the servers have already does no harm."""
    try:
        found = keep_in_step(session.factory, session.finals)
    except OSError as error:
        raise Refusal(f"A sealed copy could not be written: {error}. Free some space, then try again.") from error
    document = {
        "brought_back": found.brought_back,
        "waiting": found.waiting,
        "unreadable": found.unreadable,
        "copies_written": found.written,
        "copies_removed": found.removed,
    }
    return document, found.words() or "Nothing was lost: every final is in the database or with its server."


def _list(safe: BackupSafe, _arguments: argparse.Namespace, _now: datetime) -> Answer:
    rows = [_row(backup) for backup in safe.backups()]
    return rows, table(rows, ("name", "made_at", "size"), "No backup yet. Make one: assessor-app backups make")


def _make(safe: BackupSafe, _arguments: argparse.Namespace, now: datetime) -> Answer:
    made = safe.make_backup(now)
    return _row(made), f"Backed up and checked: {made.name}"


def _restore(safe: BackupSafe, arguments: argparse.Namespace, now: datetime) -> Answer:
    if arguments.anew:
        aside = safe.begin_anew(now)
        words = f"What was there is kept in {aside}." if aside else "There was no database."
        document = {"began_anew": True, "kept_in": aside}
        return document, f"{words} Next: sign in and sync; unsent finals come back from their sealed copies."
    newest = None if arguments.name else safe.newest_good()
    if not arguments.name and newest is None:
        raise Refusal("There is no good backup. To begin with an empty database: assessor-app backups restore --anew")
    done = safe.restore(arguments.name or (newest.name if newest else ""), now)
    document = _row(done.backup) | {"brought_over": done.brought_over, "kept_in": done.aside}
    words = f"Restored {done.backup.name}. What was there before is kept in {done.aside}."
    if not done.aside:
        words = f"Restored {done.backup.name}."
    if done.brought_over:
        words += f" {done.brought_over} rows that the backup did not have were brought over."
    return document, f"{words} Next: assessor-app sync, which compares everything with the servers."


def _row(backup: Backup) -> dict[str, Any]:
    return {
        "name": backup.name,
        "made_at": plain(backup.made_at),
        "size": backup.size,
        "is_rolling": backup.is_rolling,
    }
