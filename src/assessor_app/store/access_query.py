"""The access log as a query: which evidence was opened, hidden or erased on this laptop, and when."""

from sqlalchemy import Connection, text

from assessor_app.domain.event import EventKind
from assessor_app.services.views import AccessRow
from assessor_app.store.types import UtcTime

_LOGGED = (EventKind.EVIDENCE_OPENED, EventKind.BLANKED, EventKind.EVIDENCE_ERASED, EventKind.TEXT_ERASED)
_LOG = text(f"""
SELECT e.at, e.kind, e.assignment_id, a.code, s.name AS server_name,
  coalesce(e.data ->> '$.artifact', '') AS artifact_id, p.number, coalesce(p.media_type, '') AS media_type,
  coalesce(e.data ->> '$.reason', '') AS reason,
  e.kind = 'evidence-blanked' AND e.data ->> '$.shown' IS NOT NULL AS is_shown_again,
  e.is_confirmed AS is_reported
FROM event AS e
JOIN assignment AS a ON a.assignment_id = e.assignment_id
JOIN server AS s ON s.server_id = a.server_id
LEFT JOIN artifact AS p ON p.artifact_id = e.data ->> '$.artifact' AND p.submission_id = a.submission_id
WHERE e.kind IN ({", ".join(f"'{kind.value}'" for kind in _LOGGED)})
ORDER BY e.n DESC
""").columns(at=UtcTime)


def access_rows(connection: Connection) -> tuple[AccessRow, ...]:
    """Newest first."""
    return tuple(_row(**row._mapping) for row in connection.execute(_LOG))


def _row(*, kind: str, is_shown_again: int, is_reported: int, **known: object) -> AccessRow:
    flags = {"is_shown_again": bool(is_shown_again), "is_reported": bool(is_reported)}
    return AccessRow(**{"kind": EventKind(kind), **flags, **known})  # type: ignore[arg-type]
