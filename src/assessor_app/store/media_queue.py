"""Which evidence is wanted, in what order, and which could make room for it: queries over media and work."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, text

from assessor_app.services.media_views import HeldMedia, WantedMedia
from assessor_app.store.media_sums import refresh_submission
from assessor_app.store.types import time_text

_SUBMISSION_OF = text("SELECT submission_id FROM assignment WHERE assignment_id = :assignment_id")
_WANT = text("""
INSERT INTO media (artifact_id, state, done, size, problem, wanted_at)
SELECT artifact_id, 'queued', 0, size, '', :at FROM artifact
WHERE submission_id = :submission_id AND text IS NULL AND href IS NOT NULL
ON CONFLICT (artifact_id) DO UPDATE SET wanted_at = excluded.wanted_at,
  state = CASE WHEN state IN ('absent', 'paused', 'failed') THEN 'queued' ELSE state END,
  problem = CASE WHEN state IN ('absent', 'paused', 'failed') THEN '' ELSE problem END
""")
# What the candidate wrote went with the files once: revision 0 lets the compare of the next sync bring it.
_WANT_WORDS = text("""
UPDATE visible SET revision = 0
WHERE kind = 'submission' AND entity_id = :submission_id
  AND server_id = (SELECT server_id FROM submission WHERE submission_id = :submission_id)
  AND EXISTS (SELECT 1 FROM artifact AS p JOIN media AS m ON m.artifact_id = p.artifact_id
    WHERE p.submission_id = :submission_id AND p.text IS NULL AND p.href IS NULL)
""")
_LEAVE = text("""
UPDATE media SET wanted_at = NULL,
  state = CASE WHEN state IN ('queued', 'downloading') THEN 'paused' ELSE state END
WHERE artifact_id IN (SELECT artifact_id FROM artifact WHERE submission_id = :submission_id)
""")
_OPENED = text("UPDATE media SET opened_at = :at WHERE artifact_id = :artifact_id")
_WANTED = text("""
SELECT a.assignment_id, a.server_id, a.submission_id, a.code, a.due_at, s.media_size, s.media_done
FROM assignment AS a JOIN submission AS s ON s.submission_id = a.submission_id
WHERE a.state IN ('open', 'returned', 'closed')
  AND NOT EXISTS (SELECT 1 FROM hand_back AS h WHERE h.assignment_id = a.assignment_id)
  AND EXISTS (SELECT 1 FROM artifact AS f JOIN media AS m ON m.artifact_id = f.artifact_id
    WHERE f.submission_id = a.submission_id AND m.wanted_at IS NOT NULL AND m.state != 'present')
ORDER BY a.due_at IS NULL, a.due_at, s.media_size, a.assignment_id
""")
_HELD = text("""
SELECT s.submission_id, group_concat(a.assignment_id, char(10)), min(a.code),
  min(CASE WHEN a.state IN ('open', 'returned') THEN a.due_at END),
  max(a.state IN ('open', 'returned')),
  (SELECT max(coalesce(m.opened_at, m.wanted_at)) FROM artifact AS f JOIN media AS m ON m.artifact_id = f.artifact_id
    WHERE f.submission_id = s.submission_id),
  s.media_done
FROM submission AS s JOIN assignment AS a ON a.submission_id = s.submission_id
WHERE s.media_done > 0
  AND NOT EXISTS (SELECT 1 FROM assignment AS b WHERE b.submission_id = s.submission_id AND (
    EXISTS (SELECT 1 FROM annotation AS w WHERE w.assignment_id = b.assignment_id)
    OR EXISTS (SELECT 1 FROM assessment AS w WHERE w.assignment_id = b.assignment_id)
    OR EXISTS (SELECT 1 FROM coverage AS w WHERE w.assignment_id = b.assignment_id)))
GROUP BY s.submission_id
""")


def want(connection: Connection, assignment_ids: Iterable[str], at: datetime) -> None:
    for submission_id in _submissions(connection, assignment_ids):
        connection.execute(_WANT, {"submission_id": submission_id, "at": time_text(at)})
        connection.execute(_WANT_WORDS, {"submission_id": submission_id})
        refresh_submission(connection, submission_id)


def leave(connection: Connection, assignment_ids: Iterable[str]) -> None:
    for submission_id in _submissions(connection, assignment_ids):
        connection.execute(_LEAVE, {"submission_id": submission_id})
        refresh_submission(connection, submission_id)


def note_opened(connection: Connection, artifact_id: str, at: datetime) -> None:
    connection.execute(_OPENED, {"artifact_id": artifact_id, "at": time_text(at)})


def wanted(connection: Connection) -> tuple[WantedMedia, ...]:
    """What is due first, then small before large."""
    return tuple(
        WantedMedia(assignment_id, server_id, submission_id, code, _time(due), size, done)
        for assignment_id, server_id, submission_id, code, due, size, done in connection.execute(_WANTED)
    )


def held(connection: Connection) -> tuple[HeldMedia, ...]:
    return tuple(
        HeldMedia(submission_id, tuple(ids.split("\n")), code, _time(due), bool(is_live), _time(needed), size)
        for submission_id, ids, code, due, is_live, needed, size in connection.execute(_HELD)
    )


def _submissions(connection: Connection, assignment_ids: Iterable[str]) -> tuple[str, ...]:
    found = (connection.execute(_SUBMISSION_OF, {"assignment_id": each}).scalar() for each in assignment_ids)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
