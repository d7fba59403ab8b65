"""Reads an assessor's certifications: Open Badges 3.0 as VC-JWT, verified offline against pinned issuer keys."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from assessor_app.adapters.open_badges import files, status
from assessor_app.adapters.open_badges.claims import Claims, issuer_name, issuer_of, read_claims
from assessor_app.adapters.open_badges.recipients import is_for
from assessor_app.adapters.open_badges.signatures import is_standard_badge, signing_key
from assessor_app.adapters.open_badges.tokens import take_apart
from assessor_app.domain.credential import NEVER_CHECKED, Credential
from assessor_app.domain.trust import key_digest
from assessor_app.services.badges import Expected, NotACredential

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
STRANGER = (
    "This badge was not issued by anybody {server} trusts. Choose the certification your issuing organisation gave you."
)
TAMPERED = (
    "This badge was changed after it was signed, or {issuer} did not sign it: its signature is wrong. "
    "Fetch it again from where you got it."
)
NOT_YOURS = (
    "This certification was given to somebody else than the assessor who signed in to {server}. Choose your own, or "
    "ask {server} to issue it to you."
)
NOT_STANDARD = (
    "This badge of {issuer} does not keep to the Open Badges standard, so it is not believed. "
    "Ask {issuer} for a new one."
)
NOT_ASKED_FOR = (
    "{name} is a badge of {issuer}, but {server} asks for another one before you may score. "
    "Choose the certification for the micro-credential you assess."
)


class OpenBadges:
    """Fulfils `services.badges.Badges`."""

    def unpack(self, data: bytes) -> str:
        return files.unpack(data)

    def read(self, document: str, expected: Expected) -> Credential:
        token = take_apart(document)
        keys = _keys_of(issuer_of(token.claims), expected)
        if not keys:
            raise NotACredential(STRANGER.format(server=expected.server_name))
        key = signing_key(token, keys)
        if key is None:
            raise NotACredential(TAMPERED.format(issuer=issuer_name(token.claims)), got_to=1)
        claims = read_claims(token.claims)
        _check_use(claims, expected)
        entries = status.entries_of(token.claims)
        if not is_standard_badge(token, key):
            raise NotACredential(NOT_STANDARD.format(issuer=claims.issuer_name))
        return Credential(
            credential_id=claims.credential_id,
            server_id=expected.server_id,
            name=claims.name,
            issuer_id=claims.issuer_id,
            issuer_name=claims.issuer_name,
            achievement_id=claims.achievement_id,
            recipient_id=expected.recipient_id,
            valid_from=claims.begins,
            valid_until=claims.until,
            document=token.text,
            added_at=_EARLIEST,
            status_checked_at=NEVER_CHECKED if entries else None,
            signed_with=key_digest(key),
        )

    def status_address(self, document: str) -> str:
        entries = status.entries_of(take_apart(document).claims)
        return status.address(entries[0]) if entries else ""

    def is_revoked(self, document: str, body: str, expected: Expected) -> bool:
        badge = take_apart(document).claims
        return status.is_revoked(badge, body, _keys_of(issuer_of(badge), expected))


def _keys_of(issuer_id: str, expected: Expected) -> list[Mapping[str, Any]]:
    """The keys that count for an issuer, each once."""
    found = [key for entry in expected.trusted if entry.issuer_id == issuer_id for key in entry.keys]
    return [key for n, key in enumerate(found) if key not in found[:n]]


def _check_use(claims: Claims, expected: Expected) -> None:
    if not is_for(claims.subject, expected.recipient_id):
        raise NotACredential(NOT_YOURS.format(server=expected.server_name), got_to=2)
    asked_for = {entry.certification_id for entry in expected.trusted if entry.issuer_id == claims.issuer_id}
    if claims.achievement_id not in asked_for:
        words = NOT_ASKED_FOR.format(name=claims.name, issuer=claims.issuer_name, server=expected.server_name)
        raise NotACredential(words, got_to=3)
