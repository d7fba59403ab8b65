"""Changes and snapshot: pages of what became visible or was taken away, each with a digest of all that is visible."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from assessor_app.domain.digests import visible_digest
from assessor_app.practice import assignments, facts
from assessor_app.practice.problems import Refused
from assessor_app.practice.tables import DOCUMENT, VISIBLE
from assessor_app.wire.changes import (
    KIND_ASSIGNMENT,
    UPSERT,
    ChangeEntry,
    ChangesPage,
    Snapshot,
    SnapshotEntry,
)
from assessor_app.wire.problem import ProblemName

_TAG_LENGTH = 22


class DigestCache:
    """The last digest of each assessor, good as long as nothing changed for them."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[str, int], str]] = {}
        self._lock = threading.Lock()

    def digest(self, connection: Connection, assessor_id: str) -> str:
        state = (facts.get(connection, facts.EPOCH), last_seq(connection, assessor_id))
        with self._lock:
            known = self._known.get(assessor_id)
        if known is not None and known[0] == state:
            return known[1]
        digest = visible_digest(visible(connection, assessor_id))
        with self._lock:
            self._known[assessor_id] = (state, digest)
        return digest


def last_seq(connection: Connection, assessor_id: str) -> int:
    query = select(func.max(VISIBLE.c.seq)).where(VISIBLE.c.assessor_id == assessor_id)
    return int(connection.execute(query).scalar() or 0)


def visible(connection: Connection, assessor_id: str) -> list[tuple[str, str, int]]:
    """(kind, id, revision) of everything the assessor sees, in no order."""
    query = select(VISIBLE.c.kind, VISIBLE.c.object_id, VISIBLE.c.revision)
    rows = connection.execute(query.where(VISIBLE.c.assessor_id == assessor_id, VISIBLE.c.op == UPSERT))
    return [(kind, item, revision) for kind, item, revision in rows]


def changes(connection: Connection, digests: DigestCache, assessor_id: str, *, cursor: str, limit: int) -> ChangesPage:
    """Return the page after `cursor` (empty: from the beginning), at most `limit` entries."""
    after = _seq_of(connection, assessor_id, cursor) if cursor else 0
    query = select(VISIBLE).where(VISIBLE.c.assessor_id == assessor_id, VISIBLE.c.seq > after)
    rows = connection.execute(query.order_by(VISIBLE.c.seq).limit(limit + 1)).all()
    page = rows[:limit]
    documents = _documents(connection, page)
    entries = tuple(_entry(row, documents) for row in page)
    return ChangesPage(
        changes=entries,
        next_cursor=_cursor(connection, assessor_id, page[-1].seq if page else after),
        has_more=len(rows) > limit,
        digest=digests.digest(connection, assessor_id),
    )


def snapshot(connection: Connection, digests: DigestCache, assessor_id: str) -> Snapshot:
    entries = tuple(
        SnapshotEntry(kind=kind, id=item, revision=revision)
        for kind, item, revision in sorted(visible(connection, assessor_id))
    )
    return Snapshot(
        entries=entries,
        cursor=_cursor(connection, assessor_id, last_seq(connection, assessor_id)),
        digest=digests.digest(connection, assessor_id),
    )


def _entry(row: Row[Any], documents: dict[tuple[str, str], dict[str, Any]]) -> ChangeEntry:
    return ChangeEntry(
        seq=row.seq,
        kind=row.kind,
        id=row.object_id,
        revision=row.revision,
        op=row.op,
        reason=row.reason,
        object=documents.get((row.kind, row.object_id)),
    )


def _documents(connection: Connection, page: Sequence[Row[Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    shown = [row for row in page if row.op == UPSERT]
    given = [row.object_id for row in shown if row.kind == KIND_ASSIGNMENT]
    found = {(KIND_ASSIGNMENT, item): body for item, body in assignments.bodies(connection, given).items()}
    others = [row for row in shown if row.kind != KIND_ASSIGNMENT]
    query = select(DOCUMENT.c.kind, DOCUMENT.c.object_id, DOCUMENT.c.body).where(
        DOCUMENT.c.kind.in_({row.kind for row in others}), DOCUMENT.c.object_id.in_([row.object_id for row in others])
    )
    for kind, item, body in connection.execute(query):
        found[kind, item] = dict(json.loads(body))
    return found


def _cursor(connection: Connection, assessor_id: str, seq: int) -> str:
    return f"{seq}.{_tag(connection, assessor_id, seq)}"


def _seq_of(connection: Connection, assessor_id: str, cursor: str) -> int:
    number, _, tag = cursor.partition(".")
    seq = int(number) if number.isascii() and number.isdigit() and len(number) < _TAG_LENGTH else -1
    is_ours = hmac.compare_digest(tag.encode(), _tag(connection, assessor_id, seq).encode())
    if seq < 0 or not is_ours or seq > last_seq(connection, assessor_id):
        raise Refused(ProblemName.CURSOR_EXPIRED, "Get /snapshot, compare, and go on from the cursor it gives.")
    return seq


def _tag(connection: Connection, assessor_id: str, seq: int) -> str:
    """Bind a cursor to this server, its epoch and the assessor: any other one is unknown."""
    secret = facts.get(connection, facts.CURSOR_SECRET).encode()
    text = f"{facts.get(connection, facts.EPOCH)}|{assessor_id}|{seq}"
    mac = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode()[:_TAG_LENGTH]
