"""Which rows of the inbox may be scored: worked out once for each micro-credential, without loading SQLAlchemy."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assessor_app.domain.credential import Certification, Credential
from assessor_app.domain.submission import Role
from assessor_app.services.certification import certification_in

EVERY = """
SELECT json_object(
  'servers', (SELECT json_group_array(json_array(server_id, trusted_issuers, roles)) FROM server),
  'credentials', (SELECT json_group_array(json(body)) FROM credential))
"""
"""What the servers ask for and what is held; for `certifications_of`."""

_TIMES = ("valid_from", "valid_until", "added_at", "status_checked_at")


@dataclass(slots=True)
class Certifications:
    """Where the assessor stands, asked for every row: most rows are alike."""

    now: datetime
    demands: dict[str, tuple[str, tuple[str, ...]]]
    held: dict[str, list[Credential]]
    _known: dict[tuple[str, str, str], Certification] = field(default_factory=dict)

    def of(self, server_id: str, achievement_id: str, role: str) -> Certification:
        asked = (server_id, achievement_id, role)
        known = self._known.get(asked)
        if known is None:
            trusted, roles = self.demands[server_id]
            held = self.held.get(server_id, ())
            known = certification_in(Role(role), achievement_id, trusted, roles, held, self.now)
            self._known[asked] = known
        return known


def certifications_of(document: str, now: datetime) -> Certifications:
    known = json.loads(document)
    demands = {server_id: (trusted, tuple(json.loads(roles))) for server_id, trusted, roles in known["servers"]}
    held: dict[str, list[Credential]] = defaultdict(list)
    for body in known["credentials"]:
        held[body["server_id"]].append(_credential(body))
    return Certifications(now, demands, held)


def _credential(body: dict[str, Any]) -> Credential:
    """As `store.codec` would, which needs SQLAlchemy."""
    times = {name: _time(body.get(name)) for name in _TIMES}
    known: Callable[..., Credential] = Credential
    return known(**{name: body[name] for name in Credential.__slots__ if name in body} | times)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
