"""When evidence may be fetched."""

from datetime import datetime, timedelta, timezone

import pytest

from assessor_app.services.media_rules import Conditions, Waits, obstacle
from assessor_app.services.quiet_hours import quiet_until

HERE = timezone(timedelta(hours=-5))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 20, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("text", "now", "until"),
    [
        ("08:00-15:30", at(7, 59), None),
        ("08:00-15:30", at(8), at(15, 30)),
        ("08:00-15:30", at(15, 29), at(15, 30)),
        ("08:00-15:30", at(15, 30), None),
        ("22:00-06:00", at(23), at(6) + timedelta(days=1)),
        ("22:00-06:00", at(2), at(6)),
        ("22:00-06:00", at(12), None),
        ("08:00-08:00", at(9), None),
        ("", at(9), None),
    ],
)
def test_quiet_hours_by_the_clock_on_the_wall(text: str, now: datetime, until: datetime | None):
    assert quiet_until(text, now) == until


def test_a_network_paid_by_volume_carries_no_evidence_unless_it_may():
    assert obstacle(Conditions(at(9), "", is_metered=True, may_use_metered=False)) == (Waits.METERED, None)
    assert obstacle(Conditions(at(9), "", is_metered=True, may_use_metered=True)) is None
    assert obstacle(Conditions(at(9), "08:00-15:30", True, False)) == (Waits.QUIET, at(15, 30))
    assert obstacle(Conditions(at(9), "", is_metered=False, may_use_metered=False)) is None
