"""The inbox as one query: read raw and converted by hand, because 10,000 rows must be there at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, TextClause, text

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import AssignmentState, MediaState, Role
from assessor_app.services.views import InboxRow
from assessor_app.store.types import json_text

_ROWS = """
SELECT a.assignment_id, a.server_id, s.name, a.code, a.micro_credential, a.attempt, a.role, a.state,
  coalesce(w.state, 'draft'), a.due_at, a.lease_until_at,
  coalesce(m.media_size, 0), coalesce(m.media_done, 0), coalesce(m.media_duration_us, 0),
  coalesce(m.media_state, 'absent')
FROM assignment AS a
CROSS JOIN server AS s ON s.server_id = a.server_id
LEFT JOIN submission AS m ON m.submission_id = a.submission_id
LEFT JOIN assessment AS w ON w.assignment_id = a.assignment_id
WHERE s.removed_at IS NULL
"""
_ALL = text(_ROWS)
_SOME = text(_ROWS + "AND a.assignment_id IN (SELECT value FROM json_each(:ids))")


def inbox(connection: Connection) -> tuple[InboxRow, ...]:
    """Every assignment of every server, soonest due first, those without a date last."""
    return _in_order(connection, _ALL, {})


def inbox_rows(connection: Connection, assignment_ids: Iterable[str]) -> tuple[InboxRow, ...]:
    return _in_order(connection, _SOME, {"ids": json_text(list(assignment_ids))})


def _in_order(connection: Connection, query: TextClause, parameters: dict[str, Any]) -> tuple[InboxRow, ...]:
    roles = {role.value: role for role in Role}
    states = {state.value: state for state in AssignmentState}
    assessment_states = {state.value: state for state in AssessmentState}
    media_states = {state.value: state for state in MediaState}
    when = datetime.fromisoformat
    rows: list[Any] = sorted(
        connection.execute(query, parameters), key=lambda row: (row[9] is None, row[9], row[3])
    )
    return tuple(
        InboxRow(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            roles[row[6]],
            states[row[7]],
            assessment_states[row[8]],
            when(row[9]) if row[9] else None,
            when(row[10]) if row[10] else None,
            row[11],
            row[12],
            row[13],
            media_states[row[14]],
        )
        for row in rows
    )
