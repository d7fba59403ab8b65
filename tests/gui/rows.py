"""Rows of the inbox, the outbox and receipts for tests of screens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.submission import AssignmentState, MediaState, Role
from assessor_app.services.views import InboxRow, OutboxRow, ReceiptRow

NOW = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
MEGABYTE = 1_000_000

_INBOX = InboxRow(
    assignment_id="a1",
    server_id="s1",
    server_name="Riverside",
    code="4F2-A7K9",
    micro_credential="Wait time",
    attempt=1,
    role=Role.ASSESS,
    assignment_state=AssignmentState.OPEN,
    assessment_state=AssessmentState.DRAFT,
    due_at=NOW + timedelta(days=10),
    lease_until_at=None,
    media_size=20 * MEGABYTE,
    media_done=0,
    media_duration_us=180_000_000,
    media_state=MediaState.ABSENT,
)
_OUTBOX = OutboxRow(
    op_id="op-1",
    server_name="Riverside",
    assignment_id="a1",
    code="4F2-A7K9",
    verb=OutboxVerb.PUT_FINAL,
    state=OutboxState.PENDING,
    created_at=NOW - timedelta(minutes=5),
    tries=0,
    not_before_at=None,
    cause="",
    server_words="",
)
_RECEIPT = ReceiptRow(
    op_id="op-9",
    short_code="7F3A",
    server_name="Riverside",
    assignment_id="a1",
    code="4F2-A7K9",
    resource="assignments/a1/assessments/x",
    disposition="accepted",
    reason="",
    revision=3,
    received_at=NOW - timedelta(hours=1),
    body_sha256="3f2a9c1b" * 8,
    kid="riverside-2026",
    verb=OutboxVerb.PUT_FINAL,
)


def inbox_row(assignment_id: str = "a1", **changes: Any) -> InboxRow:
    return replace(_INBOX, assignment_id=assignment_id, **changes)


def outbox_row(op_id: str = "op-1", **changes: Any) -> OutboxRow:
    return replace(_OUTBOX, op_id=op_id, **changes)


def receipt_row(op_id: str = "op-9", **changes: Any) -> ReceiptRow:
    return replace(_RECEIPT, op_id=op_id, **changes)
