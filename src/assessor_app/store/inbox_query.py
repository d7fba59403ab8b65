"""The inbox as one query, read as one JSON text: 10,000 rows must be there at once.

SQLite steps through all rows in one call, and other threads run meanwhile; row by row they would take turns.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import AssignmentState, MediaState, Role
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.views import InboxRow
from assessor_app.store import inbox_certification
from assessor_app.store.inbox_certification import Certifications, certifications_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

EVERY = """
SELECT json_group_array(json_array(
  a.assignment_id, a.server_id, s.name, a.code, a.micro_credential, a.attempt, a.role, a.state,
  coalesce(w.state, 'draft'), a.due_at, a.lease_until_at,
  coalesce(m.media_size, 0), coalesce(m.media_done, 0), coalesce(m.media_duration_us, 0),
  coalesce(m.media_state, 'absent'), h.assignment_id IS NOT NULL,
  coalesce(a.returned ->> '$.reason', ''),
  CASE WHEN o.body ->> '$.is_decided' THEN coalesce(o.body ->> '$.decision', '') ELSE '' END,
  a.achievement_id, n.assignment_id IS NOT NULL
) ORDER BY a.due_at IS NULL, a.due_at, a.code)
FROM assignment AS a
CROSS JOIN server AS s ON s.server_id = a.server_id
LEFT JOIN submission AS m ON m.submission_id = a.submission_id
LEFT JOIN assessment AS w ON w.assignment_id = a.assignment_id
LEFT JOIN hand_back AS h ON h.assignment_id = a.assignment_id
LEFT JOIN outcome AS o ON o.assignment_id = a.assignment_id
LEFT JOIN (SELECT DISTINCT c.assignment_id FROM conflict AS c JOIN outbox AS x ON x.op_id = c.op_id
           WHERE c.settled_at IS NULL AND x.state = 'parked') AS n ON n.assignment_id = a.assignment_id
WHERE s.removed_at IS NULL
"""
"""Every assignment of every server, soonest due first, those without a date last; for `rows_of`."""
_SOME = EVERY + "AND a.assignment_id IN (SELECT value FROM json_each(?))"
_SOME_OR_OF = (
    EVERY
    + """AND (a.assignment_id IN (SELECT value FROM json_each(?))
  OR a.submission_id IN (SELECT value FROM json_each(?)))"""
)
_FIRST = """
SELECT a.assignment_id FROM assignment AS a CROSS JOIN server AS s ON s.server_id = a.server_id
LEFT JOIN assessment AS w ON w.assignment_id = a.assignment_id
WHERE s.removed_at IS NULL AND a.state IN ('open', 'returned') AND coalesce(w.state, 'draft') IN ('draft', 'ready')
ORDER BY a.due_at IS NULL, a.due_at, a.code LIMIT ?
"""


def first_rows(connection: "Connection", count: int, lease: OfflineLease) -> tuple[InboxRow, ...]:
    """What is to be done soonest: enough for a screen while the whole inbox is still being read."""
    ids = [row[0] for row in connection.exec_driver_sql(_FIRST, (count,))]
    return inbox_rows(connection, ids, lease)


def inbox(connection: "Connection", lease: OfflineLease) -> tuple[InboxRow, ...]:
    return rows_of(connection.exec_driver_sql(EVERY).scalar_one(), _certifications(connection, lease))


def inbox_rows(
    connection: "Connection", assignment_ids: Iterable[str], lease: OfflineLease, submission_ids: Iterable[str] = ()
) -> tuple[InboxRow, ...]:
    """Of these assignments, and of all that judge these submissions: to find those takes a look at every assignment."""
    wanted, judged = json.dumps(list(assignment_ids)), list(submission_ids)
    if judged:
        document = connection.exec_driver_sql(_SOME_OR_OF, (wanted, json.dumps(judged))).scalar_one()
    else:
        document = connection.exec_driver_sql(_SOME, (wanted,)).scalar_one()
    return rows_of(document, _certifications(connection, lease))


def rows_of(document: str, certifications: Certifications) -> tuple[InboxRow, ...]:
    roles = {role.value: role for role in Role}
    states = {state.value: state for state in AssignmentState}
    assessment_states = {state.value: state for state in AssessmentState}
    media_states = {state.value: state for state in MediaState}
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
            _time(row[9]),
            _time(row[10]),
            row[11],
            row[12],
            row[13],
            media_states[row[14]],
            bool(row[15]),
            row[16],
            row[17],
            certifications.of(row[1], row[18], row[6]),
            certifications.lock_days(row[1]),
            bool(row[19]),
        )
        for row in _each(document)
    )


def _each(document: str) -> Iterator[list[Any]]:
    """One row after the other: read in one go, megabytes would hold up every other thread."""
    decode, place = json.JSONDecoder().raw_decode, 1
    while document[place] != "]":
        row, place = decode(document, place)
        yield row
        place += document[place] == ","


def _certifications(connection: "Connection", lease: OfflineLease) -> Certifications:
    return certifications_of(connection.exec_driver_sql(inbox_certification.EVERY).scalar_one(), lease)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
