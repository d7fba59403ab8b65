"""Times as the database keeps them: ISO 8601 text in UTC, always the same length, so that text order is time order."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def stored(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
