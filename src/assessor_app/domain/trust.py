"""Whose word counts: what an issuing server asks an assessor to hold for a micro-credential, and who may certify it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

SCORING_ROLES = ("assess", "second")
_PUBLIC_MEMBERS = ("kty", "crv", "x", "y", "n", "e")


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """One demand: to judge `achievement_id` hold `certification_id`, signed by `issuer_id` with one of `keys` (JWK).

    `roles` are those it is asked of. An entry that names no usable key can never be met.
    """

    achievement_id: str
    certification_id: str
    issuer_id: str
    keys: tuple[Mapping[str, Any], ...]
    roles: tuple[str, ...] = SCORING_ROLES

    @property
    def key_digests(self) -> frozenset[str]:
        return frozenset(key_digest(key) for key in self.keys)


@lru_cache(maxsize=16)  # asked before every edit, and hardly ever another text
def trusted_issuers(text: str) -> tuple[TrustedIssuer, ...]:
    """Read discovery's `trusted_issuers`. Entries for no achievement ask for nothing; broken ones are never met."""
    try:
        entries = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(entries, list):
        return ()
    return tuple(_entry(entry) for entry in entries if isinstance(entry, dict) and entry.get("achievement"))


def key_digest(jwk: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a public key's own members, whatever it is called."""
    members = {name: str(jwk[name]) for name in _PUBLIC_MEMBERS if name in jwk}
    return hashlib.sha256(json.dumps(members, sort_keys=True).encode()).hexdigest()


def _entry(entry: Mapping[str, Any]) -> TrustedIssuer:
    keys, roles = entry.get("keys"), entry.get("roles")
    return TrustedIssuer(
        achievement_id=str(entry["achievement"]),
        certification_id=str(entry.get("certification", "")),
        issuer_id=str(entry.get("issuer", "")),
        keys=tuple(key for key in keys if isinstance(key, dict)) if isinstance(keys, list) else (),
        roles=tuple(str(role) for role in roles) if isinstance(roles, list) else SCORING_ROLES,
    )
