"""Repository of how much of each artifact is on this laptop."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text

from assessor_app.domain.submission import MediaState
from assessor_app.services.media_views import HeldMedia, WantedMedia
from assessor_app.services.views import ArtifactMedia
from assessor_app.store import media_queue
from assessor_app.store.media_sums import REFRESH
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
_PRESENT = select(MEDIA.c.artifact_id).where(MEDIA.c.state == MediaState.PRESENT)

_RESTART = text("UPDATE media SET state = 'paused' WHERE state IN ('queued', 'downloading')")
_REFRESH_PAUSED = text(
    REFRESH
    + "WHERE submission_id IN (SELECT a.submission_id FROM artifact AS a JOIN media AS m"
    + " ON m.artifact_id = a.artifact_id WHERE m.state = 'paused')"
)
_REFRESH_HOLDERS = text(
    REFRESH + "WHERE submission_id IN (SELECT submission_id FROM artifact WHERE artifact_id = :artifact_id)"
)


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

    def present(self) -> tuple[str, ...]:
        """The artifacts whose files are noted as here."""
        return tuple(self._connection.execute(_PRESENT).scalars())

    def restart(self) -> int:
        """What was arriving when the program ended waits to be resumed."""
        paused = self._connection.execute(_RESTART).rowcount
        self._connection.execute(_REFRESH_PAUSED)
        return paused

    def want(self, assignment_ids: Iterable[str], at: datetime) -> None:
        media_queue.want(self._connection, assignment_ids, at)

    def leave(self, assignment_ids: Iterable[str]) -> None:
        media_queue.leave(self._connection, assignment_ids)

    def wanted(self) -> tuple[WantedMedia, ...]:
        return media_queue.wanted(self._connection)

    def held(self) -> tuple[HeldMedia, ...]:
        return media_queue.held(self._connection)

    def note_opened(self, artifact_id: str, at: datetime) -> None:
        media_queue.note_opened(self._connection, artifact_id, at)


def _media_rows(rows: Iterable[Any]) -> Iterable[ArtifactMedia]:
    for artifact_id, state, done, declared, size, problem in rows:
        if state is None:
            yield ArtifactMedia(artifact_id, MediaState.ABSENT, 0, declared)
        else:
            yield ArtifactMedia(artifact_id, state, done, size or declared, problem)
