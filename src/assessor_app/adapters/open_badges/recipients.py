"""Whose badge it is: the pseudonym one server knows the assessor by, plain or hashed."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from assessor_app.adapters.open_badges.claims import members


def is_for(subject: Mapping[str, Any], recipient_id: str) -> bool:
    """Whether the badge was given to this pseudonym. An id that is somebody else's is never outvoted by a hash."""
    if not recipient_id:
        return False
    if subject.get("id") is not None:
        return bool(subject["id"] == recipient_id)
    return any(_names(identifier, recipient_id) for identifier in members(subject.get("identifier", [])))


def _names(identifier: Mapping[str, Any], recipient_id: str) -> bool:
    known, salt = identifier.get("identityHash"), identifier.get("salt", "")
    if not isinstance(known, str) or not isinstance(salt, str):
        return False
    if identifier.get("hashed") is not True:
        return known == recipient_id
    try:
        expected = "sha256$" + hashlib.sha256((recipient_id + salt).encode()).hexdigest()
        return hmac.compare_digest(known.encode(), expected.encode())
    except UnicodeEncodeError:
        return False
