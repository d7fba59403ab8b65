"""When evidence may be fetched: the network's cost, the school's hours, and whether the server answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.services.quiet_hours import quiet_until


class Waits(StrEnum):
    """Why evidence that is wanted does not arrive."""

    TURN = "turn"
    """Something due earlier comes first."""

    NETWORK = "network"
    QUIET = "quiet"
    METERED = "metered"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Conditions:
    """How things are just now. `local_now` is the wall clock's time, `quiet_hours` the setting."""

    local_now: datetime
    quiet_hours: str
    is_metered: bool
    may_use_metered: bool


def obstacle(now: Conditions) -> tuple[Waits, datetime | None] | None:
    """Return what keeps evidence from being fetched and until when, None when nothing does."""
    until = quiet_until(now.quiet_hours, now.local_now)
    if until is not None:
        return Waits.QUIET, until
    if now.is_metered and not now.may_use_metered:
        return Waits.METERED, None
    return None
