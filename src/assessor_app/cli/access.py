"""The access log at the command line: which evidence was opened and erased on this laptop, and when."""

import argparse
from typing import Any

from assessor_app.cli.output import plain, table
from assessor_app.cli.session import Session
from assessor_app.services.views import AccessRow

Answer = tuple[Any, str]
_NONE = "No evidence was opened or erased on this laptop yet."


def access_log(session: Session, _arguments: argparse.Namespace) -> Answer:
    """Newest first; `reported`: whether the issuing server has confirmed that it knows."""
    rows = [_row(row) for row in session.reads.access_log()]
    return rows, table(rows, ("at", "code", "what", "part", "reason", "reported"), _NONE)


def _row(row: AccessRow) -> dict[str, Any]:
    return {
        "at": plain(row.at),
        "code": row.code,
        "assignment": row.assignment_id,
        "server": row.server_name,
        "what": "evidence-shown-again" if row.is_shown_again else row.kind.value,
        "part": row.number,
        "artifact": row.artifact_id,
        "media_type": row.media_type,
        "reason": row.reason,
        "reported": row.is_reported,
    }
