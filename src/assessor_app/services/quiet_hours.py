"""Hours in which no evidence is fetched: the school's line belongs to the lessons."""

from datetime import datetime, time, timedelta


def quiet_until(text: str, local_now: datetime) -> datetime | None:
    """Return when the quiet hours end in which `local_now` lies, None outside of them.

    `text` is "08:00-15:30", "22:00-06:00" (over midnight) or empty for none; times are the wall clock's.
    """
    begin, _, end = text.partition("-")
    if not end:
        return None
    starts, ends = time.fromisoformat(begin), time.fromisoformat(end)
    now = local_now.time()
    is_quiet = starts <= now < ends if starts <= ends else now >= starts or now < ends
    if not is_quiet:
        return None
    until = local_now.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return until if until > local_now else until + timedelta(days=1)
