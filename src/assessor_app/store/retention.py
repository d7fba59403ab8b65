"""Repository of what has to go with time: evidence whose work is done, and the assessor's own words long after."""

from datetime import datetime

from sqlalchemy import Connection, text

from assessor_app.services.views import KeptEvidence
from assessor_app.store.tables_work import OPEN_STATES
from assessor_app.store.types import time_text

_FINAL_AT = """(SELECT max(r.received_at) FROM receipt AS r JOIN outbox AS f ON f.op_id = r.op_id
  WHERE r.assignment_id = a.assignment_id AND f.verb = 'put-final')"""
_LAST_AT = "(SELECT max(r.received_at) FROM receipt AS r WHERE r.assignment_id = a.assignment_id)"
_UNSENT = f"""EXISTS (SELECT 1 FROM outbox WHERE outbox.server_id = a.server_id
    AND outbox.assignment_id = a.assignment_id AND {OPEN_STATES} AND verb <> 'post-events')"""
_IN_CONFLICT = """EXISTS (SELECT 1 FROM conflict AS c
    WHERE c.assignment_id = a.assignment_id AND c.settled_at IS NULL)"""

_IS_HERE = "m.state <> 'absent' AND (m.done > 0 OR m.state = 'present')"

# From the few files that are here and the finals that are in, never from the many assignments. Closed without a
# final of this laptop: somebody else's came first, or the assessor's own from another one.
_KEPT = text(f"""
SELECT DISTINCT a.submission_id, a.assignment_id, a.due_at,
  CASE WHEN w.state IN ('accepted', 'held') AND a.state <> 'returned' THEN {_FINAL_AT} END,
  a.state = 'withdrawn' OR h.assignment_id IS NOT NULL
    OR (a.state = 'closed' AND coalesce(w.state, 'draft') = 'draft' AND NOT {_UNSENT} AND NOT {_IN_CONFLICT})
FROM (
  SELECT p.submission_id FROM media AS m JOIN artifact AS p ON p.artifact_id = m.artifact_id WHERE {_IS_HERE}
  UNION
  SELECT p.submission_id FROM assessment AS f JOIN assignment AS b ON b.assignment_id = f.assignment_id
  JOIN artifact AS p ON p.submission_id = b.submission_id
  WHERE f.state IN ('accepted', 'held') AND p.text <> ''
) AS here
JOIN assignment AS a ON a.submission_id = here.submission_id
LEFT JOIN assessment AS w ON w.assignment_id = a.assignment_id
LEFT JOIN hand_back AS h ON h.assignment_id = a.assignment_id
WHERE a.server_id = :server_id
ORDER BY a.submission_id, a.assignment_id
""")
_READABLE = text(f"""
SELECT DISTINCT a.assignment_id FROM assignment AS a
JOIN artifact AS p ON p.submission_id = a.submission_id
LEFT JOIN media AS m ON m.artifact_id = p.artifact_id
WHERE a.server_id = :server_id AND (p.text <> '' OR ({_IS_HERE}))
ORDER BY a.assignment_id
""")
_DROP_WORDS = (
    text("UPDATE artifact SET text = NULL WHERE submission_id = :submission_id AND text IS NOT NULL"),
    text("UPDATE submission SET what_changed = '' WHERE submission_id = :submission_id"),
)
_HAS_WORDS = """(w.feedback <> ''
  OR EXISTS (SELECT 1 FROM score WHERE score.assignment_id = a.assignment_id)
  OR EXISTS (SELECT 1 FROM annotation WHERE annotation.assignment_id = a.assignment_id)
  OR EXISTS (SELECT 1 FROM act WHERE act.assignment_id = a.assignment_id)
  OR EXISTS (SELECT 1 FROM compared WHERE compared.assignment_id = a.assignment_id)
  OR EXISTS (SELECT 1 FROM receipt AS r JOIN outbox AS o ON o.op_id = r.op_id
             WHERE r.assignment_id = a.assignment_id AND o.body <> x'' AND o.verb <> 'post-events'))"""
_WORDS_DUE = text(f"""
SELECT a.assignment_id FROM assignment AS a
LEFT JOIN assessment AS w ON w.assignment_id = a.assignment_id
LEFT JOIN hand_back AS h ON h.assignment_id = a.assignment_id
WHERE a.server_id = :server_id
  AND CASE
    WHEN w.state = 'accepted' AND a.state <> 'returned' THEN {_FINAL_AT}
    WHEN coalesce(w.state, 'draft') = 'draft' AND (a.state IN ('withdrawn', 'closed') OR h.assignment_id IS NOT NULL)
      THEN {_LAST_AT} END < :before
  AND NOT {_UNSENT}
  AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.state = 'held' AND outbox.assignment_id = a.assignment_id)
  AND NOT {_IN_CONFLICT}
  AND {_HAS_WORDS}
ORDER BY a.assignment_id LIMIT :most
""")
_OF = "WHERE assignment_id = :assignment_id"
_FORGET = tuple(
    text(statement)
    for statement in (
        f"DELETE FROM score {_OF}",
        f"DELETE FROM annotation {_OF}",
        f"DELETE FROM journal WHERE act_id IN (SELECT act_id FROM act {_OF})",
        f"UPDATE act SET undoes = NULL {_OF}",
        f"DELETE FROM act {_OF}",
        f"UPDATE assessment SET feedback = '' {_OF}",
        f"DELETE FROM compared {_OF}",
        f"DELETE FROM coverage {_OF}",
        f"DELETE FROM angle {_OF}",
        f"UPDATE hand_back SET reason = '' {_OF}",
        f"UPDATE conflict SET theirs = NULL {_OF}",
        # No longer "accepted": a server that is restored one day must not be sent an empty body.
        f"UPDATE outbox SET body = x'', state = 'superseded' {_OF} AND state IN ('accepted', 'superseded')",
        f"DELETE FROM event {_OF} AND is_confirmed = 1",
    )
)


class SqlRetention:
    """Deleted rows are overwritten on the disk (secure_delete)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self, server_id: str) -> tuple[KeptEvidence, ...]:
        rows = self._connection.execute(_KEPT, {"server_id": server_id})
        return tuple(
            KeptEvidence(submission_id, assignment_id, _time(due), _time(final), bool(is_gone))
            for submission_id, assignment_id, due, final, is_gone in rows
        )

    def readable(self, server_id: str) -> tuple[str, ...]:
        return tuple(self._connection.execute(_READABLE, {"server_id": server_id}).scalars())

    def drop_words(self, submission_id: str) -> None:
        for statement in _DROP_WORDS:
            self._connection.execute(statement, {"submission_id": submission_id})

    def words_due(self, server_id: str, before: datetime, most: int) -> tuple[str, ...]:
        key = {"server_id": server_id, "before": time_text(before), "most": most}
        return tuple(self._connection.execute(_WORDS_DUE, key).scalars())

    def forget_words(self, assignment_id: str) -> None:
        for statement in _FORGET:
            self._connection.execute(statement, {"assignment_id": assignment_id})


def _time(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)
