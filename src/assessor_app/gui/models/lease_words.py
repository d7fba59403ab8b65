"""How long an assignment is the assessor's, in words: nothing while there is time, a warning for the last day."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.submission import Assignment
from assessor_app.gui import wording

WARN_WITHIN = timedelta(hours=24)


def is_ending(until_at: datetime | None, now: datetime) -> bool:
    """Whether the lease ends within a day, or is over."""
    return until_at is not None and until_at - now <= WARN_WITHIN


def is_over(until_at: datetime | None, now: datetime) -> bool:
    return until_at is not None and until_at <= now


def lease_words(assignment: Assignment, server_name: str, now: datetime) -> str:
    """Return the warning for the last day of a lease and for afterwards; empty before."""
    until_at = assignment.lease_until_at
    if until_at is None or not is_ending(until_at, now):
        return ""
    if is_over(until_at, now):
        return over_words(assignment, server_name, now)
    words = _tr("This is yours until {time}, {left}. Submit it by then, or it may be given to somebody else.")
    return words.format(time=wording.day_and_time(until_at, now), left=wording.relative(until_at, now))


def due_words(assignment: Assignment, now: datetime, *, is_whole: bool = False) -> str:
    """Return when it is due and whose it is until then, by day; by the minute for the last one, or with `is_whole`."""
    words, until_at = [], assignment.lease_until_at

    def told(at: datetime) -> str:
        if is_whole:
            return wording.full_time(at)
        return wording.day_and_time(at, now) if is_ending(at, now) else wording.day(at, now)

    if assignment.due_at is not None:
        words.append(_tr("Due {time}").format(time=told(assignment.due_at)))
    if until_at is not None and is_over(until_at, now):
        words.append(_tr("the lease is over") if words else _tr("The lease is over"))
    elif until_at is not None:
        lease = _tr("yours until {time}") if words else _tr("Yours until {time}")
        words.append(lease.format(time=told(until_at)))
    return ("\n" if is_whole else " · ").join(words)


def over_words(assignment: Assignment, server_name: str, now: datetime) -> str:
    """Return what a late submission means; empty while the lease lasts. The submit dialog says it, too."""
    until_at = assignment.lease_until_at
    if until_at is None or not is_over(until_at, now):
        return ""
    words = _tr(
        "It was yours until {time}: the lease is over. What you send now goes to review at {server}; nothing is lost."
    )
    return words.format(time=wording.day_and_time(until_at, now), server=server_name)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Lease", words)
