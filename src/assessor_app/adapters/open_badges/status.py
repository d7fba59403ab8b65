"""Whether a badge was revoked: 1EdTech's revocation lists and the W3C's signed bit strings, read as they came."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import decode_encoded_list

from assessor_app.adapters.open_badges.claims import issuer_of, members, strings
from assessor_app.adapters.open_badges.signatures import signing_key
from assessor_app.adapters.open_badges.tokens import take_apart
from assessor_app.services.badges import NotACredential, StatusUnreadable

REVOCATION_LIST = "1EdTechRevocationList"
BIT_STRING = "BitstringStatusListEntry"
_LIST_BYTES = 8 * 1024 * 1024
UNKNOWN = (
    "This badge names a way to look up whether it was revoked that this version does not know. "
    "Update the program, or ask the issuing organisation for another badge."
)


def entries_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The status entries of a badge. Raises NotACredential for a kind nobody here can look up."""
    named = body.get("credentialStatus")
    if named is None:
        return []
    entries = members(named)
    if not entries or any(each.get("type") not in (REVOCATION_LIST, BIT_STRING) for each in entries):
        raise NotACredential(UNKNOWN)
    if any(not address(each) for each in entries) or len({address(each) for each in entries}) > 1:
        raise NotACredential(UNKNOWN)
    return entries


def address(entry: Mapping[str, Any]) -> str:
    """Where the list of an entry is."""
    found = entry.get("statusListCredential") if entry.get("type") == BIT_STRING else entry.get("id")
    return found if isinstance(found, str) else ""


def is_revoked(badge: Mapping[str, Any], body: str, keys: Iterable[Mapping[str, Any]]) -> bool:
    """Raises StatusUnreadable."""
    if len(body) > _LIST_BYTES:
        raise StatusUnreadable("too large")
    return any(
        _is_set(entry, issuer_of(badge), body, keys) if entry.get("type") == BIT_STRING else _is_listed(badge, body)
        for entry in entries_of(badge)
    )


def _is_listed(badge: Mapping[str, Any], body: str) -> bool:
    """The prose of the specification and its model spell the member differently: both are read."""
    listing = _json(body)
    if issuer_of(listing) not in ("", issuer_of(badge)):
        raise StatusUnreadable("another issuer's list")
    found = [listing[name] for name in ("revokedCredential", "revokedCredentials") if name in listing]
    if not found or not all(isinstance(each, list) for each in found):
        raise StatusUnreadable("not a revocation list")
    entries = [entry for each in found for entry in each]
    plain = {entry for entry in entries if isinstance(entry, str)}
    revoked = {str(each.get("id")) for each in members(entries) if each.get("revoked", True) is not False}
    return badge.get("id") in plain | revoked


def _is_set(entry: Mapping[str, Any], issuer_id: str, body: str, keys: Iterable[Mapping[str, Any]]) -> bool:
    listing = _verified(body, keys)
    subject = listing.get("credentialSubject")
    is_right = (
        "BitstringStatusListCredential" in strings(listing.get("type"))
        and issuer_of(listing) == issuer_id
        and listing.get("id") == address(entry)
        and isinstance(subject, dict)
    )
    if not is_right or not isinstance(subject, dict) or subject.get("statusPurpose") != entry.get("statusPurpose"):
        raise StatusUnreadable("not the list this badge names")
    if entry.get("statusSize", 1) != 1 or subject.get("statusSize", 1) != 1:
        raise StatusUnreadable("more than one bit for each badge")
    try:
        bits = decode_encoded_list(str(subject.get("encodedList", "")))
        index = int(str(entry.get("statusListIndex")))
    except (LibOpenBadgesException, ValueError) as error:
        raise StatusUnreadable("the list cannot be read") from error
    if not 0 <= index < len(bits) * 8:
        raise StatusUnreadable("the list is too short")
    return bool(bits[index // 8] & (0x80 >> index % 8))


def _verified(body: str, keys: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The list itself is signed; only the pinned keys of the badge's issuer count."""
    try:
        token = take_apart(body)
    except NotACredential as error:
        raise StatusUnreadable("not a signed list") from error
    if signing_key(token, keys) is None:
        raise StatusUnreadable("not signed by the issuer")
    return token.claims


def _json(body: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StatusUnreadable("not JSON") from error
    if not isinstance(found, dict):
        raise StatusUnreadable("not a list")
    return found
