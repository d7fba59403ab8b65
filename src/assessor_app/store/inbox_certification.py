"""Which rows of the inbox may be scored and opened: worked out once for each server, without loading SQLAlchemy."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assessor_app.domain.credential import Certification, Credential
from assessor_app.domain.submission import Role
from assessor_app.services.certification import certification_in
from assessor_app.services.offline_lease import OfflineLease

EVERY = """
SELECT json_object(
  'servers', (SELECT json_group_array(json_array(server_id, trusted_issuers, roles, server_time_at, met_at,
    suspected_at, policies, is_locked)) FROM server),
  'credentials', (SELECT json_group_array(json(body)) FROM credential))
"""
"""What the servers ask for and what is held; for `certifications_of`."""

_TIMES = ("valid_from", "valid_until", "added_at", "status_checked_at")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of one server: what it demands, and when it was met."""

    server_id: str
    trusted_issuers: str
    roles: tuple[str, ...]
    server_time_at: datetime | None
    met_at: datetime | None
    suspected_at: datetime | None
    policies: str
    is_locked: bool


@dataclass(slots=True)
class Certifications:
    """Where the assessor stands, asked for every row: most rows are alike."""

    lease: OfflineLease
    servers: dict[str, Asking]
    held: dict[str, list[Credential]]
    _known: dict[tuple[str, str, str], Certification] = field(default_factory=dict)
    _lock_days: dict[str, int | None] = field(default_factory=dict)

    def of(self, server_id: str, achievement_id: str, role: str) -> Certification:
        asked = (server_id, achievement_id, role)
        known = self._known.get(asked)
        if known is None:
            server, held = self.servers[server_id], self.held.get(server_id, ())
            now = self.lease.clock.suspected_at(server)
            known = certification_in(Role(role), achievement_id, server.trusted_issuers, server.roles, held, now)
            self._known[asked] = known
        return known

    def lock_days(self, server_id: str) -> int | None:
        """Return in how many days that server's evidence locks, 0 when it is closed, None while there is time."""
        if server_id not in self._lock_days:
            standing = self.lease.standing(self.servers[server_id])
            self._lock_days[server_id] = 0 if standing.is_locked else standing.days_left
        return self._lock_days[server_id]


def certifications_of(document: str, lease: OfflineLease) -> Certifications:
    known = json.loads(document)
    servers = {row[0]: _asking(row) for row in known["servers"]}
    held: dict[str, list[Credential]] = defaultdict(list)
    for body in known["credentials"]:
        held[body["server_id"]].append(_credential(body))
    return Certifications(lease, servers, held)


def _asking(row: list[Any]) -> Asking:
    server_id, trusted, roles, signed, met, suspected, policies, is_locked = row
    times = (_time(signed), _time(met), _time(suspected))
    return Asking(server_id, trusted, tuple(json.loads(roles)), *times, policies, bool(is_locked))


def _credential(body: dict[str, Any]) -> Credential:
    """As `store.codec` would, which needs SQLAlchemy."""
    times = {name: _time(body.get(name)) for name in _TIMES}
    known: Callable[..., Credential] = Credential
    return known(**{name: body[name] for name in Credential.__slots__ if name in body} | times)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
