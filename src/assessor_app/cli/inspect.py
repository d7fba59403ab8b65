"""Commands that only look: inbox, outbox, receipts."""

import argparse
from typing import Any

from assessor_app.cli.output import plain, table
from assessor_app.cli.session import Session
from assessor_app.services.views import InboxRow

Answer = tuple[Any, str]


def inbox(session: Session, _arguments: argparse.Namespace) -> Answer:
    rows = [_inbox_row(row) for row in session.reads.inbox()]
    columns = (
        "code",
        "micro_credential",
        "attempt",
        "role",
        "state",
        "certification",
        "due_at",
        "media_state",
        "server",
    )
    return rows, table(rows, columns, "Nothing is assigned here. Sync to fetch what is new.")


def outbox(session: Session, _arguments: argparse.Namespace) -> Answer:
    rows = [plain(row) for row in session.reads.outbox()]
    columns = ("code", "verb", "state", "tries", "not_before_at", "cause")
    return rows, table(rows, columns, "Nothing waits to be sent.")


def receipts(session: Session, _arguments: argparse.Namespace) -> Answer:
    rows = [plain(row) for row in session.reads.receipts()]
    columns = ("short_code", "code", "disposition", "revision", "received_at", "server_name")
    return rows, table(rows, columns, "No receipts yet: submit and sync, and the server confirms.")


def _inbox_row(row: InboxRow) -> dict[str, Any]:
    """The stable row of `inbox --json`."""
    return {
        "id": row.assignment_id,
        "server": row.server_name,
        "server_id": row.server_id,
        "code": row.code,
        "micro_credential": row.micro_credential,
        "attempt": row.attempt,
        "role": row.role.value,
        "state": row.state,
        "may_score": row.certification.may_score,
        "certification": row.certification.standing.value,
        "due_at": plain(row.due_at),
        "lease_until_at": plain(row.lease_until_at),
        "media_state": row.media_state.value,
        "media_size": row.media_size,
        "media_done": row.media_done,
        "lock_days": row.lock_days,
    }
