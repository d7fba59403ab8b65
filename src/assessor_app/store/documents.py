"""Rubrics, achievements and policies: every version ever seen stays, one of them is the newest."""

from typing import TypeVar

from sqlalchemy import Connection, bindparam, select

from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.services.refusals import NotReceived
from assessor_app.store.codec import dump, load
from assessor_app.store.tables import DOCUMENT, DOCUMENT_HEAD
from assessor_app.store.upserts import insert_once, upsert

D = TypeVar("D", Rubric, Achievement, Policy)
_KEPT, _MOST_KEPT = "documents", 8

_KEEP = insert_once(DOCUMENT)
_READ_ANEW = upsert(DOCUMENT, ("kind", "document_id", "digest", "body"), "kind", "document_id", "digest")
_POINT = upsert(
    DOCUMENT_HEAD,
    ("kind", "document_id", "digest", "server_id"),
    "kind",
    "document_id",
    only_if=DOCUMENT_HEAD.c.server_id == bindparam("owner"),
)
_HEAD = select(DOCUMENT_HEAD.c.digest).where(
    DOCUMENT_HEAD.c.kind == bindparam("kind"), DOCUMENT_HEAD.c.document_id == bindparam("document_id")
)
_VERSION = select(DOCUMENT.c.body).where(
    DOCUMENT.c.kind == bindparam("kind"),
    DOCUMENT.c.document_id == bindparam("document_id"),
    DOCUMENT.c.digest == bindparam("digest"),
)


def put_document(connection: Connection, server_id: str, document: Rubric | Achievement | Policy) -> None:
    """Keep the version, and make it the newest unless another server says which one is.

    What is here stays as it is, but for a policy: a newer program reads more rules out of the same document.
    """
    kind = kind_of(type(document))
    key = {"kind": kind, "document_id": getattr(document, f"{kind}_id"), "digest": document.digest}
    keep = _READ_ANEW if isinstance(document, Policy) else _KEEP
    connection.execute(keep, key | {"body": dump(document)})
    connection.execute(_POINT, key | {"server_id": server_id, "owner": server_id})


def newest(connection: Connection, type_: type[D], document_id: str) -> D:
    """Raises NotReceived."""
    kind = kind_of(type_)
    digest = connection.execute(_HEAD, {"kind": kind, "document_id": document_id}).scalar()
    if digest is None:
        raise NotReceived(kind, document_id)
    return version(connection, type_, document_id, digest)


def version(connection: Connection, type_: type[D], document_id: str, digest: str) -> D:
    """Return exactly the version with that digest. Raises NotReceived.

    Rubrics and achievements never change, and long ones take long to read: each connection keeps the last few.
    """
    key = kind_of(type_), document_id, digest
    kept: dict[tuple[str, str, str], D] = connection.info.setdefault(_KEPT, {})
    if key not in kept:
        found = _read(connection, type_, key)
        if type_ is Policy:
            return found
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = found
    return kept[key]


def _read(connection: Connection, type_: type[D], key: tuple[str, str, str]) -> D:
    kind, document_id, digest = key
    body = connection.execute(_VERSION, {"kind": kind, "document_id": document_id, "digest": digest}).scalar()
    if body is None:
        raise NotReceived(kind, document_id)
    return load(type_, body)


def kind_of(type_: type) -> str:
    """The protocol's name of a document kind."""
    return type_.__name__.lower()
