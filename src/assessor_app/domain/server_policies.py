"""What an issuing server asks of every laptop that keeps its evidence, read from its signed discovery."""

import json
from dataclasses import dataclass
from typing import Any

LEASE_DAYS = 30
RETAIN_DAYS = 7
MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class ServerPolicies:
    """Days are whole. `retain_after_due_days` None: what was not submitted stays however late it is."""

    offline_lease_days: int = LEASE_DAYS
    """How long evidence stays open without a word from the server."""
    retain_media_days: int = RETAIN_DAYS
    """How long evidence stays after its final was received."""
    retain_after_due_days: int | None = None
    recovery_key: str = ""
    """A public X25519 key it offers, base64url. Nothing is sealed to it: a profile holds other servers' evidence, too.
    Only a file of whoever administers this laptop may name a key that opens it."""


def policies_of(document: str) -> ServerPolicies:
    """Read the JSON of discovery's `policies`; for what is missing or makes no sense the usual value holds."""
    try:
        found = json.loads(document)
    except ValueError:
        found = {}
    known = found if isinstance(found, dict) else {}
    key = known.get("recovery_key")
    return ServerPolicies(
        offline_lease_days=_days(known.get("offline_lease_days"), LEASE_DAYS, least=1),
        retain_media_days=_days(known.get("retain_media_days"), RETAIN_DAYS),
        retain_after_due_days=_days_or_none(known.get("retain_after_due_days")),
        recovery_key=key if isinstance(key, str) else "",
    )


def _days(value: Any, usual: int, least: int = 0) -> int:
    found = _days_or_none(value)
    return usual if found is None or found < least else found


def _days_or_none(value: Any) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return min(value, MOST_DAYS) if is_whole and value >= 0 else None
