"""Dates, sizes and states in the words a teacher uses and the formats of the assessor's locale."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import AssignmentState, MediaState, Role

SOON = timedelta(hours=48)
WEEK = timedelta(days=6)
US_PER_MINUTE = 60_000_000
HOUR = 60  # minutes
DAY = 24 * HOUR
GIGABYTE = 1_000_000_000


def tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Wording", text, None, count)


def local(at: datetime) -> datetime:
    return at.astimezone()


def clock(at: datetime) -> str:
    """Return the time of day, for example 14:03."""
    return QLocale().toString(_qt(at).time(), QLocale.FormatType.ShortFormat)


def day_and_time(at: datetime, now: datetime) -> str:
    """Return the shortest date that is still plain: 14:03 today, Fri 17:00 this week, else 3 Dec 17:00."""
    here, today = local(at), local(now)
    if here.date() == today.date():
        return tr("today {time}").format(time=clock(at))
    if abs(here.date() - today.date()) <= WEEK:
        return f"{QLocale().toString(_qt(at).date(), 'ddd')} {clock(at)}"
    shape = "d MMM" if here.year == today.year else "d MMM yyyy"
    return f"{QLocale().toString(_qt(at).date(), shape)} {clock(at)}"


def full_time(at: datetime) -> str:
    return QLocale().toString(_qt(at), QLocale.FormatType.LongFormat)


def relative(at: datetime, now: datetime) -> str:
    """Return "in 2 days", "in 3 hours", "2 days late"."""
    is_late = at < now
    minutes = int(abs(at - now).total_seconds() // 60)
    days = abs((local(at).date() - local(now).date()).days)
    if minutes < HOUR:
        amount = tr("1 minute") if minutes <= 1 else tr("{count} minutes").format(count=minutes)
    elif minutes < DAY or not days:
        hours = minutes // HOUR
        amount = tr("1 hour") if hours == 1 else tr("{count} hours").format(count=hours)
    else:
        amount = tr("1 day") if days == 1 else tr("{count} days").format(count=days)
    return (tr("{amount} late") if is_late else tr("in {amount}")).format(amount=amount)


def day(at: datetime, now: datetime) -> str:
    """Return the shortest day that is still plain: today 14:03, Fri, 3 Dec."""
    here, today = local(at), local(now)
    if here.date() == today.date():
        return day_and_time(at, now)
    shape = "ddd" if abs(here.date() - today.date()) <= WEEK else "d MMM"
    return QLocale().toString(_qt(at).date(), shape)


def ago(at: datetime, now: datetime) -> str:
    """Return the time of something just past: 14:02 today, else with its day."""
    return clock(at) if local(at).date() == local(now).date() else day_and_time(at, now)


def size(count: int) -> str:
    """Return bytes as 12 MB (powers of 1000, as disks are sold and system settings show them)."""
    precision = 1 if count >= GIGABYTE else 0
    return QLocale().formattedDataSize(count, precision, QLocale.DataSizeFormat.DataSizeSIFormat)


def minutes(duration_us: int) -> str:
    if not duration_us:
        return ""
    whole = max(1, round(duration_us / US_PER_MINUTE))
    return tr("{count} min").format(count=whole)


def role(value: Role) -> str:
    return {
        Role.ASSESS: tr("First"),
        Role.SECOND: tr("Second"),
        Role.ADJUDICATE: tr("Adjudicator"),
        Role.PRACTICE: tr("Practice"),
        Role.CALIBRATE: tr("Calibration"),
        Role.UNSUPPORTED: tr("Unknown"),
    }[value]


def state(assignment: AssignmentState, assessment: AssessmentState, *, is_handed_back: bool = False) -> str:
    """Return the one thing to know of a submission: the assignment's when closed to work, else the assessment's."""
    if is_handed_back:
        return tr("Handed back")
    closed = {
        AssignmentState.WITHDRAWN: tr("Withdrawn"),
        AssignmentState.CLOSED: tr("Closed"),
        AssignmentState.UNSUPPORTED: tr("Needs a newer version"),
    }
    is_done = assignment is AssignmentState.CLOSED and assessment.is_received
    if assignment in closed and not is_done:
        return closed[assignment]
    if assignment is AssignmentState.RETURNED and assessment.is_open:
        return tr("Returned to you")
    return {
        AssessmentState.DRAFT: tr("To do"),
        AssessmentState.READY: tr("Ready to submit"),
        AssessmentState.QUEUED: tr("Waiting to send"),
        AssessmentState.ACCEPTED: tr("Received"),
        AssessmentState.HELD: tr("Held for review"),
        AssessmentState.PARKED: tr("Needs you"),
    }[assessment]


def media(value: MediaState, done: int, total: int) -> str:
    percent = f"{100 * done // total if total else 0}{QLocale().percent()}"
    return {
        MediaState.ABSENT: tr("Not on this laptop yet"),
        MediaState.QUEUED: tr("Waiting to download"),
        MediaState.DOWNLOADING: percent,
        MediaState.PAUSED: tr("Paused at {percent}").format(percent=percent),
        MediaState.PRESENT: tr("On this laptop"),
        MediaState.FAILED: tr("Download failed"),
    }[value]


def _qt(at: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(at.astimezone(UTC).timestamp() * 1000))
