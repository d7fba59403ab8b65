"""Outbox items and receipts: what waits to be sent, what became of it, and the proof."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    ACCEPTED = "accepted"
    HELD = "held"
    PARKED = "parked"
    SUPERSEDED = "superseded"


class OutboxVerb(StrEnum):
    PUT_ANNOTATION = "put-annotation"
    DELETE_ANNOTATION = "delete-annotation"
    PUT_DRAFT = "put-draft"
    PUT_FINAL = "put-final"
    RETURN = "return"
    POST_EVENTS = "post-events"

    @property
    def is_final(self) -> bool:
        """Finals and returns are the assessor's decisions: never coalesced, always counted as waiting."""
        return self in (OutboxVerb.PUT_FINAL, OutboxVerb.RETURN)


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One write to a server. `op_id` and `body` are frozen when the row is written.

    `path` is relative to the server's api root; `base_revision` becomes If-Match (None: If-None-Match: *).
    """

    seq: int
    op_id: str
    server_id: str
    assignment_id: str
    entity_id: str
    verb: OutboxVerb
    path: str
    body: bytes
    body_sha256: str
    base_revision: int | None
    state: OutboxState
    tries: int
    created_at: datetime
    not_before_at: datetime | None = None
    cause: str = ""
    server_words: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A verified server receipt, kept with the key (`kid`, `public_jwk`) it was verified by.

    `document` is the receipt exactly as received, signature included.
    """

    op_id: str
    server_id: str
    assignment_id: str
    resource: str
    kid: str
    public_jwk: str
    body_sha256: str
    revision: int
    received_at: datetime
    server_epoch: str
    disposition: str
    reason: str
    document: str

    @property
    def short_code(self) -> str:
        return spoken_code(self.op_id)


def spoken_code(op_id: str) -> str:
    """Return the four characters of a receipt that a person can read over the phone."""
    return op_id[-4:].upper()
