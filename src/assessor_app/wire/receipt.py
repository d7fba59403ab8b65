"""Receipts: the signed proof of what a server stored, the reply to every write."""

from typing import Any

from assessor_app.wire.assignment import Lease
from assessor_app.wire.base import Count, UtcTime, WireModel

ACCEPTED = "accepted"
HELD = "held_for_review"


class ReceiptDoc(WireModel):
    """`signature` is a detached JWS over the canonical JSON of all other members.

    `lease` is there in the reply to a claim only.
    """

    op_id: str
    resource: str
    server_id: str
    kid: str
    body_sha256: str
    revision: Count
    received_at: UtcTime
    server_epoch: str
    disposition: str
    reason: str | None = None
    lease: Lease | None = None
    signature: str | None = None

    def signed_part(self) -> dict[str, Any]:
        document = self.document()
        document.pop("signature", None)
        return document
