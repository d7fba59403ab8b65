"""Header names of the protocol, written once for both sides."""

SERVER_TIME = "AX-Server-Time"
SERVER_EPOCH = "AX-Server-Epoch"
IDEMPOTENCY_KEY = "Idempotency-Key"
IF_MATCH = "If-Match"
IF_NONE_MATCH = "If-None-Match"
REPR_DIGEST = "Repr-Digest"
_LONGEST = 16
"""Of a revision with its letter: no more digits than a number can have everywhere."""


def revision_etag(revision: int) -> str:
    """Return the strong ETag of a revision: 3 -> '"r3"'."""
    return f'"r{revision}"'


def etag_revision(etag: str) -> int | None:
    """Return the revision an ETag names, or None if it is not one of ours."""
    text = etag.strip('"')
    is_ours = text.startswith("r") and text.isascii() and text[1:].isdigit() and len(text) <= _LONGEST
    return int(text[1:]) if is_ours else None
