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
