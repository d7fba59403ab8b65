"""Repository of what was computed from artifacts: found by artifact, digest of its bytes, and kind."""

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, select, text

from assessor_app.domain.derived import DerivedKind
from assessor_app.store.tables_watching import DERIVED
from assessor_app.store.types import time_text

# A computation may end after its artifact was withdrawn or replaced: then there is nothing left to keep it for.
_PUT = text("""
INSERT INTO derived (artifact_id, digest, kind, data, made_at)
SELECT :artifact_id, :digest, :kind, :data, :made_at
WHERE EXISTS (
  SELECT 1 FROM artifact AS a JOIN submission AS s ON s.submission_id = a.submission_id
  WHERE a.artifact_id = :artifact_id AND a.sha256 = :digest AND s.digest <> ''
    AND (a.text IS NOT NULL OR a.href IS NOT NULL))
ON CONFLICT (artifact_id, digest, kind) DO UPDATE SET data = excluded.data, made_at = excluded.made_at
""")
_GET = select(DERIVED.c.data).where(
    DERIVED.c.artifact_id == bindparam("artifact_id"),
    DERIVED.c.digest == bindparam("digest"),
    DERIVED.c.kind == bindparam("kind"),
)
_FORGET = delete(DERIVED).where(DERIVED.c.artifact_id == bindparam("artifact_id"))

_FORGET_UNSEALED = text("DELETE FROM derived WHERE substr(data, 1, :length) <> :mark")


def derived_data(connection: Connection, artifact_id: str, digest: str, kind: DerivedKind) -> bytes | None:
    """Return what was made of exactly these bytes, None when nothing was."""
    data: bytes | None = connection.execute(_GET, {"artifact_id": artifact_id, "digest": digest, "kind": kind}).scalar()
    return data


class SqlDerived:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, artifact_id: str, digest: str, kind: DerivedKind) -> bytes | None:
        return derived_data(self._connection, artifact_id, digest, kind)

    def put(self, artifact_id: str, digest: str, kind: DerivedKind, data: bytes) -> None:
        """Keep it; nothing at all while no submission lists these bytes, or once its evidence was taken away."""
        key = {"artifact_id": artifact_id, "digest": digest, "kind": kind.value}
        self._connection.execute(_PUT, key | {"data": data, "made_at": time_text(datetime.now(UTC))})

    def forget_unsealed(self, mark: bytes) -> None:
        """Remove what does not begin with `mark`: an earlier release kept it as it was."""
        self._connection.execute(_FORGET_UNSEALED, {"mark": mark, "length": len(mark)})

    def forget(self, artifact_id: str) -> None:
        """All kinds, of whatever bytes they were made."""
        self._connection.execute(_FORGET, {"artifact_id": artifact_id})
