"""Digests of our own JSON objects: SHA-256 over their canonical form (JCS, RFC 8785)."""

import hashlib
from collections.abc import Iterable
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


def visible_digest(rows: Iterable[tuple[str, str, int]]) -> str:
    """Return the digest of what an assessor sees: `rows` are (kind, id, revision), order does not matter.

    SHA-256 over one line `kind<TAB>id<TAB>revision<LF>` per row, rows sorted: quick at ten thousand rows.
    """
    lines = "".join(f"{kind}\t{item}\t{revision}\n" for kind, item, revision in sorted(rows))
    return hashlib.sha256(lines.encode()).hexdigest()
