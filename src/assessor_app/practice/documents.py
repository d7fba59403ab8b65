"""Objects the server publishes (submission, rubric, achievement, policy): current version, history, address."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Row, or_, select

from assessor_app.practice.tables import DOCUMENT, DOCUMENT_VERSION
from assessor_app.wire.assignment import Link
from assessor_app.wire.canonical import digest

_COLLECTIONS = {
    "submission": "submissions",
    "rubric": "rubrics",
    "achievement": "achievements",
    "policy": "policies",
    "assignment": "assignments",
}


@dataclass(frozen=True, slots=True)
class Published:
    """One version of an object. `body` is its JSON text, `digest` the hex SHA-256 of its canonical form."""

    kind: str
    object_id: str
    slug: str
    revision: int
    digest: str
    body: str

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def href(self) -> str:
        return href(self.kind, self.slug)

    @property
    def link(self) -> Link:
        return Link(id=self.object_id, href=self.href, digest=self.digest)


def href(kind: str, slug: str) -> str:
    """Where an object is, relative to the api root."""
    return f"/{_COLLECTIONS[kind]}/{quote(slug, safe='')}"


def find(connection: Connection, kind: str, name: str) -> Published | None:
    """Look up by id or by the last part of its address."""
    query = select(DOCUMENT).where(DOCUMENT.c.kind == kind, or_(DOCUMENT.c.object_id == name, DOCUMENT.c.slug == name))
    row = connection.execute(query).first()
    return _published(row) if row is not None else None


def get(connection: Connection, kind: str, object_id: str) -> Published:
    """Raises LookupError."""
    found = find(connection, kind, object_id)
    if found is None:
        raise LookupError(f"{kind} {object_id}")
    return found


def publish(connection: Connection, kind: str, object_id: str, document: dict[str, Any]) -> Published:
    """Store a new object, or a new version of one; the versions before it are kept."""
    current = find(connection, kind, object_id)
    revision = current.revision + 1 if current else 1
    body = json.dumps(document, ensure_ascii=False)
    hashed = digest(document)
    version = {"kind": kind, "object_id": object_id, "revision": revision, "digest": hashed, "body": body}
    connection.execute(DOCUMENT_VERSION.insert().values(version))
    slug = current.slug if current else slug_of(object_id)
    if current is None:
        connection.execute(DOCUMENT.insert().values({**version, "slug": slug}))
    else:
        here = (DOCUMENT.c.kind == kind) & (DOCUMENT.c.object_id == object_id)
        connection.execute(DOCUMENT.update().where(here).values(version))
    return Published(kind, object_id, slug, revision, hashed, body)


def slug_of(object_id: str) -> str:
    """The last part of a URI, or the id itself."""
    return object_id.rstrip("/").rsplit("/", 1)[-1]


def _published(row: Row[Any]) -> Published:
    return Published(row.kind, row.object_id, row.slug, row.revision, row.digest, row.body)
