"""Which backups are made and kept: rolling ones while something changes, the newest few, and one a day for a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

NEWEST_KEPT = 6
DAYS_KEPT = 7
MOST_BYTES = 1_000_000_000
LEAST_KEPT = 2
"""Whatever their size: one of them may turn out to be damaged."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy in the backup folder. `is_rolling` is False for one made before a migration."""

    name: str
    made_at: datetime
    size: int
    is_rolling: bool


class BackupNotMade(Exception):
    """The message is a sentence for the assessor; the last backup is still there."""


class NotRestored(Exception):
    """Nothing was replaced. The message is a sentence for the assessor."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`brought_over` counts rows that the damaged database still had and the backup did not.

    `aside` is the name of the folder beside the profile's files in which the replaced database is kept, empty when
    there was none.
    """

    backup: Backup
    brought_over: int
    aside: str


def is_due(last: datetime | None, now: datetime, every_min: int, *, is_dirty: bool) -> bool:
    """Whether a backup should be made now; one from the future (a clock that was set back) counts as none."""
    if not is_dirty:
        return False
    return last is None or last > now or now - last >= timedelta(minutes=every_min)


def to_remove(backups: Iterable[Backup], now: datetime) -> tuple[str, ...]:
    """Return the names of rolling backups that are not needed any more."""
    newest_first = sorted((one for one in backups if one.is_rolling), key=lambda one: one.made_at, reverse=True)
    kept = {one.name: one for one in newest_first[:NEWEST_KEPT]}
    days = set()
    for one in newest_first:
        day = one.made_at.date()
        if day not in days and now - one.made_at < timedelta(days=DAYS_KEPT):
            kept.setdefault(one.name, one)
        days.add(day)
    size = 0
    for place, one in enumerate(newest_first):
        if one.name in kept:
            size += one.size
            if size > MOST_BYTES and place >= LEAST_KEPT:
                del kept[one.name]
    return tuple(one.name for one in newest_first if one.name not in kept)
