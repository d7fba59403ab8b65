"""Time that a laptop's clock cannot falsify: what a server signed may erase, what the laptop suspects may lock.

Nothing is ever ordered by a clock: revisions, sequence numbers and cursors say what came first.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from assessor_app.domain.server import IssuingServer

NOTE_EVERY = timedelta(minutes=30)
"""How coarsely the time suspected is kept: a program that is ended takes at most this much with it."""


class Times(Protocol):
    """What is stored of a server's time; IssuingServer is one."""

    @property
    def server_id(self) -> str: ...
    @property
    def server_time_at(self) -> datetime | None: ...
    @property
    def met_at(self) -> datetime | None: ...
    @property
    def suspected_at(self) -> datetime | None: ...


Contact = tuple[datetime | None, datetime | None]
_NO_CONTACT: Contact = (None, None)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A time that was known when the monotonic clock read `read_s`; `since` is the contact it belongs to."""

    at: datetime
    read_s: float
    since: Contact


def _laptop_now() -> datetime:
    return datetime.now(UTC)


class TrustedClock:
    """One for a running program. May be used from any thread. `monotonic` gives seconds and never goes back."""

    def __init__(
        self, laptop: Callable[[], datetime] = _laptop_now, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._laptop = laptop
        self._monotonic = monotonic
        self._confirmed: dict[str, _Mark] = {}
        self._suspected: dict[str, _Mark] = {}
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return what the laptop's clock says: for display alone."""
        return self._laptop()

    def confirmed_at(self, server: Times) -> datetime | None:
        """Return a time that has passed for certain; None for a server that never signed one. Only this may erase."""
        if server.server_time_at is None:
            return None
        return self._running(self._confirmed, server.server_id, server.server_time_at, _NO_CONTACT)

    def suspected_at(self, server: Times) -> datetime:
        """Return the latest it may be by now, as that server counts. It may lock, never erase.

        Since the last contact it never goes back, whatever becomes of the laptop's clock.
        """
        start = contact_at(server)
        if start is None:
            return self._laptop()
        stored = start if server.suspected_at is None else max(start, server.suspected_at)
        at_least = max(stored, _by_laptop(server, start, self._laptop()))
        contact = (server.server_time_at, server.met_at)
        return self._running(self._suspected, server.server_id, at_least, contact)

    def _running(self, marks: dict[str, _Mark], server_id: str, at_least: datetime, since: Contact) -> datetime:
        """Let time pass from the latest known one on; another contact starts anew."""
        with self._lock:
            read_s = self._monotonic()
            known = marks.get(server_id)
            if known is None or known.since != since:
                now = at_least
            else:
                now = max(at_least, _later(known.at, timedelta(seconds=max(0.0, read_s - known.read_s))))
            marks[server_id] = _Mark(now, read_s, since)
            return now


def contact_at(server: Times) -> datetime | None:
    """Return when the server was last met, as it counts; None while it never was."""
    return server.server_time_at or server.met_at


def as_signed(server: IssuingServer, signed_at: datetime | None, now: datetime) -> IssuingServer:
    """Return the server after it signed a time, met when the laptop's clock said `now`.

    A server that was set back to an older state signs older times: what was confirmed stays confirmed.
    """
    if signed_at is None:
        return server
    known = server.server_time_at
    latest = signed_at if known is None else max(known, signed_at)
    return replace(server, server_time_at=latest, met_at=now, suspected_at=None)


def as_received(server: IssuingServer, received_at: datetime, now: datetime) -> IssuingServer:
    """The same for a receipt; one that is replayed, older than what is known already, is no contact."""
    known = server.server_time_at
    return server if known is not None and received_at <= known else as_signed(server, received_at, now)


def as_suspected(server: IssuingServer, clock: TrustedClock) -> IssuingServer:
    """Return the server with the time suspected now, where it is far enough from the one stored to be kept."""
    start = contact_at(server)
    if start is None:
        return server
    suspected = clock.suspected_at(server)
    stored = server.suspected_at or start
    return replace(server, suspected_at=suspected) if suspected - stored >= NOTE_EVERY else server


def _by_laptop(server: Times, start: datetime, laptop_now: datetime) -> datetime:
    """What the laptop's clock says has passed since the contact.

    One that is wrong by as much as it was then tells the time that passed. One that reads less than it did then was
    set back: then it is taken at its word, in case it was wrong at the contact and is right now.
    """
    if server.met_at is None:
        return start
    if laptop_now < server.met_at:
        return laptop_now
    return _later(start, laptop_now - server.met_at)


def _later(start: datetime, passed: timedelta) -> datetime:
    """The calendar ends; what a server signed must not end the program with it."""
    try:
        return start + passed
    except OverflowError:
        return start
