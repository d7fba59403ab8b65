"""Repository of how much of each artifact is on this laptop, and the sums the inbox shows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text

from assessor_app.domain.submission import MediaState
from assessor_app.services.views import ArtifactMedia
from assessor_app.store.tables import ARTIFACT, MEDIA
from assessor_app.store.upserts import upsert, values_of

COLUMNS = ("artifact_id", "state", "done", "size", "problem")
_PUT = upsert(MEDIA, COLUMNS, "artifact_id")
_PUT_ETAG = upsert(MEDIA, ("artifact_id", "etag"), "artifact_id")
_FORGET = delete(MEDIA).where(MEDIA.c.artifact_id == bindparam("artifact_id"))
_ETAG = select(MEDIA.c.etag).where(MEDIA.c.artifact_id == bindparam("artifact_id"))
_ROWS = select(
    ARTIFACT.c.artifact_id,
    MEDIA.c.state,
    MEDIA.c.done,
    ARTIFACT.c.size.label("declared"),
    MEDIA.c.size,
    MEDIA.c.problem,
).join_from(ARTIFACT, MEDIA, ARTIFACT.c.artifact_id == MEDIA.c.artifact_id, isouter=True)
_OF_ARTIFACT = _ROWS.where(ARTIFACT.c.artifact_id == bindparam("artifact_id")).limit(1)
_OF_SUBMISSION = _ROWS.where(
    ARTIFACT.c.submission_id == bindparam("submission_id"), ARTIFACT.c.text.is_(None)
).order_by(ARTIFACT.c.number)

# A state covers the whole submission when every file has it; else what asks for attention wins.
_REFRESH = """
UPDATE submission SET (media_size, media_duration_us, media_done, media_state) = (
  SELECT coalesce(sum(a.size), 0), coalesce(sum(a.duration_us), 0), coalesce(sum(m.done), 0),
    CASE
      WHEN count(*) = coalesce(sum(m.state = 'present'), 0) THEN 'present'
      WHEN sum(m.state = 'downloading') THEN 'downloading'
      WHEN sum(m.state = 'failed') THEN 'failed'
      WHEN sum(m.state = 'paused') THEN 'paused'
      WHEN sum(m.state = 'queued') THEN 'queued'
      ELSE 'absent' END
  FROM artifact AS a LEFT JOIN media AS m ON m.artifact_id = a.artifact_id
  WHERE a.submission_id = submission.submission_id AND a.text IS NULL)
"""
_REFRESH_SUBMISSION = text(_REFRESH + "WHERE submission_id = :submission_id")
_RESTART = text("UPDATE media SET state = 'paused' WHERE state IN ('queued', 'downloading')")
_REFRESH_PAUSED = text(
    _REFRESH
    + "WHERE submission_id IN (SELECT a.submission_id FROM artifact AS a JOIN media AS m"
    + " ON m.artifact_id = a.artifact_id WHERE m.state = 'paused')"
)
_REFRESH_HOLDERS = text(
    _REFRESH + "WHERE submission_id IN (SELECT submission_id FROM artifact WHERE artifact_id = :artifact_id)"
)


def refresh_submission(connection: Connection, submission_id: str) -> None:
    """Make the inbox sums of one submission true again."""
    connection.execute(_REFRESH_SUBMISSION, {"submission_id": submission_id})


def media_of_submission(connection: Connection, submission_id: str) -> tuple[ArtifactMedia, ...]:
    """Its files by number; one that was never asked for is absent."""
    return tuple(_media_rows(connection.execute(_OF_SUBMISSION, {"submission_id": submission_id})))


class SqlMedia:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, artifact_id: str) -> ArtifactMedia:
        """Return its state; absent when nothing is known of it."""
        found = tuple(_media_rows(self._connection.execute(_OF_ARTIFACT, {"artifact_id": artifact_id})))
        return found[0] if found else ArtifactMedia(artifact_id, MediaState.ABSENT)

    def put(self, media: ArtifactMedia) -> None:
        self._connection.execute(_PUT, values_of(media, COLUMNS))
        self._connection.execute(_REFRESH_HOLDERS, {"artifact_id": media.artifact_id})

    def forget(self, artifact_id: str) -> None:
        self._connection.execute(_FORGET, {"artifact_id": artifact_id})
        self._connection.execute(_REFRESH_HOLDERS, {"artifact_id": artifact_id})

    def etag(self, artifact_id: str) -> str:
        """Return the ETag the stored bytes belong to, empty when there are none."""
        return self._connection.execute(_ETAG, {"artifact_id": artifact_id}).scalar() or ""

    def set_etag(self, artifact_id: str, etag: str) -> None:
        absent = values_of(self.get(artifact_id), COLUMNS)
        self._connection.execute(_PUT_ETAG, absent | {"etag": etag})

    def restart(self) -> int:
        """What was arriving when the program ended waits to be resumed."""
        paused = self._connection.execute(_RESTART).rowcount
        self._connection.execute(_REFRESH_PAUSED)
        return paused


def _media_rows(rows: Iterable[Any]) -> Iterable[ArtifactMedia]:
    for artifact_id, state, done, declared, size, problem in rows:
        if state is None:
            yield ArtifactMedia(artifact_id, MediaState.ABSENT, 0, declared)
        else:
            yield ArtifactMedia(artifact_id, state, done, size or declared, problem)
