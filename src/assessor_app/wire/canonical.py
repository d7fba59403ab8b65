"""Digests of our own JSON objects: SHA-256 over their canonical form (JCS, RFC 8785)."""

import hashlib
from typing import Any

import rfc8785


def canonical_bytes(document: Any) -> bytes:
    """Return the RFC 8785 bytes of a JSON value (dicts, lists, str, int, float, bool, None)."""
    return rfc8785.dumps(document)


def digest(document: Any) -> str:
    """Return the lower-case hex SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def body_digest(body: bytes) -> str:
    """Return the lower-case hex SHA-256 of bytes as they travel."""
    return hashlib.sha256(body).hexdigest()
