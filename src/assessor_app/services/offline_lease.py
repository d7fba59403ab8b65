"""The offline lease: how long a server's evidence stays open without a word from it, while work on it never locks."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.lease_standing import LeaseStanding
from assessor_app.domain.server_policies import policies_of
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.trusted_time import Times, TrustedClock, as_suspected, contact_at

WARN_DAYS = 7
"""How many days ahead it is said that evidence will lock."""
_DAY = timedelta(days=1)


class Leased(Times, Protocol):
    """What is stored of a server and its lease; IssuingServer is one."""

    @property
    def policies(self) -> str: ...
    @property
    def is_locked(self) -> bool: ...


class OfflineLease:
    """`most_days` is what the district allows at most; 0 leaves it to the server. Called on any thread."""

    def __init__(self, clock: TrustedClock, most_days: Callable[[], int] = lambda: 0) -> None:
        self.clock = clock
        self._most_days = most_days

    def obey(self, most_days: Callable[[], int]) -> None:
        """Take the district's limit from here on: settings are read after the first look at the inbox."""
        self._most_days = most_days

    def days(self, server: Leased) -> int:
        """Return the length of the lease: the shorter of what server and district say."""
        asked, most = policies_of(server.policies).offline_lease_days, self._most_days()
        return min(asked, most) if most > 0 else asked

    def left(self, server: Leased) -> timedelta | None:
        """Return how long evidence stays open; zero or less when it is over, None for a server never met."""
        start = contact_at(server)
        if start is None:
            return None
        return timedelta(days=self.days(server)) - (self.clock.suspected_at(server) - start)

    def standing(self, server: Leased) -> LeaseStanding:
        left = self.left(server)
        if left is None or left > WARN_DAYS * _DAY:
            return LeaseStanding(self.days(server), None, server.is_locked)
        return LeaseStanding(self.days(server), max(0, math.ceil(left / _DAY)), server.is_locked)


def note_time(uow: UnitOfWork, clock: TrustedClock) -> Changes:
    """Write down how late it may be, so that a clock that is set back later is not believed."""
    for server in uow.servers.all():
        noted = as_suspected(server, clock)
        if noted is not server:
            uow.servers.put(noted)
    return Changes()


def lock(uow: UnitOfWork, server_id: str, *, is_locked: bool) -> Changes:
    """Close or open a server's evidence, as it asked."""
    server = uow.servers.get(server_id)
    if server.is_locked == is_locked:
        return Changes()
    uow.servers.put(replace(server, is_locked=is_locked))
    return standing_changed(server_id)


def standing_changed(*server_ids: str) -> Changes:
    """Return what tells the screens that evidence of these servers locks or opens."""
    return Changes.of(*(Touched(kind, server_id) for kind in (Kind.SERVER, Kind.DEVICE) for server_id in server_ids))
