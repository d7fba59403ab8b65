"""A receipt as fields to read and as JSON to keep."""

import json
from dataclasses import asdict

from assessor_app.gui import wording
from assessor_app.gui.wording import tr
from assessor_app.services.views import ReceiptRow

QUARTER_OF_A_HASH = 16
HELD = "held_for_review"


def fields(receipt: ReceiptRow) -> tuple[tuple[str, str], ...]:
    """Return (name, value) pairs for the details pane; a long hash is broken into lines."""
    digest = receipt.body_sha256
    disposition = tr("Held for review") if receipt.disposition == HELD else tr("Accepted")
    pairs = (
        (tr("Receipt"), receipt.short_code),
        (tr("Server"), receipt.server_name),
        (tr("Stored"), wording.full_time(receipt.received_at)),
        (tr("Taken as"), disposition),
        (tr("Reason"), receipt.reason),
        (tr("Revision"), str(receipt.revision)),
        (tr("Operation"), receipt.op_id),
        (tr("SHA-256 sent"), "\n".join(batched(digest, QUARTER_OF_A_HASH))),
        (tr("Signed with key"), receipt.kid),
        (tr("Stored at"), receipt.resource),
    )
    return tuple((name, value) for name, value in pairs if value)


def as_text(receipt: ReceiptRow) -> str:
    """Return the fields as lines, for the clipboard."""
    return "\n".join(f"{name}: {value.replace(chr(10), '')}" for name, value in fields(receipt))


def as_json(receipts: tuple[ReceiptRow, ...]) -> str:
    """What was decided later is no part of the proof that it was received."""
    rows = [asdict(receipt) | {"received_at": receipt.received_at.isoformat()} for receipt in receipts]
    for row in rows:
        del row["outcome"]
    return json.dumps(rows[0] if len(rows) == 1 else rows, indent=2, ensure_ascii=False) + "\n"


def batched(text: str, length: int) -> list[str]:
    return [text[place : place + length] for place in range(0, len(text), length)]
