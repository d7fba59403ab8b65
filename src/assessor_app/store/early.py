"""What the window needs of a profile before SQLAlchemy is loaded: whether it opens, and its inbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.trusted_time import TrustedClock
from assessor_app.services.views import InboxRow
from assessor_app.store import inbox_certification, inbox_query
from assessor_app.store.connection import (
    NotOurDatabase,
    UnsafeSqlite,
    WrongKey,
    connect,
    refuse_foreign,
    refuse_unsafe_sqlite,
)
from assessor_app.store.schema import SCHEMA_VERSION, NewerSchema, refuse_newer

REFUSALS = (WrongKey, NotOurDatabase, UnsafeSqlite, NewerSchema)
"""What opening a store raises when it must stay closed; a failed migration adds its own."""


def is_current(path: Path, raw_key: bytes) -> bool:
    """Whether the file can be used as it is; False when it must be made or migrated first. Raises REFUSALS."""
    refuse_unsafe_sqlite()
    if not path.exists():
        return False
    with _reading(path, raw_key) as connection:
        refuse_foreign(path, connection.execute("PRAGMA application_id").fetchone()[0])
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    refuse_newer(version)
    return version == SCHEMA_VERSION


def inbox(path: Path, raw_key: bytes, lease: OfflineLease | None = None) -> tuple[InboxRow, ...]:
    """The same rows as `Reads.inbox`, of a current file. Without a `lease`, that of the laptop's own clocks holds."""
    with _reading(path, raw_key) as connection:
        known = connection.execute(inbox_certification.EVERY).fetchone()[0]
        certifications = inbox_certification.certifications_of(known, lease or OfflineLease(TrustedClock()))
        return inbox_query.rows_of(connection.execute(inbox_query.EVERY).fetchone()[0], certifications)


@contextmanager
def _reading(path: Path, raw_key: bytes) -> Iterator[Any]:
    connection = connect(path, raw_key)
    try:
        yield connection
    finally:
        connection.close()
