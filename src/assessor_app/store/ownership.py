"""Whose an object is: the server that gave it to us first keeps it, whatever another server says."""

import json

from sqlalchemy import Connection, bindparam, select, text

from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.submission import Assignment, Submission
from assessor_app.services.exchange_ports import RemoteObject
from assessor_app.store.documents import kind_of
from assessor_app.store.tables import DOCUMENT_HEAD, SUBMISSION
from assessor_app.store.upserts import values_of

_SUBMISSION = select(SUBMISSION.c.server_id).where(SUBMISSION.c.submission_id == bindparam("submission_id"))
_HEAD = select(DOCUMENT_HEAD.c.server_id, DOCUMENT_HEAD.c.digest).where(
    DOCUMENT_HEAD.c.kind == bindparam("kind"), DOCUMENT_HEAD.c.document_id == bindparam("document_id")
)
# One statement each: they run for every object of a page, and an assessor's key press waits behind the page.
_FOREIGN_SUBMISSION = text("""
SELECT 1 FROM submission WHERE submission_id = :submission_id AND server_id <> :server_id
UNION ALL
SELECT 1 FROM artifact AS a JOIN submission AS s ON s.submission_id = a.submission_id
WHERE a.artifact_id IN (SELECT value FROM json_each(:artifact_ids)) AND s.server_id <> :server_id
LIMIT 1
""")
# Revision 0: listed by that server, but what it sent was left out.
_FOREIGN_ASSIGNMENT = text("""
SELECT 1 FROM assignment WHERE assignment_id = :assignment_id AND server_id <> :server_id
UNION ALL
SELECT 1 FROM submission WHERE submission_id = :submission_id AND server_id <> :server_id
UNION ALL
SELECT 1 FROM (VALUES ('rubric', :rubric_id), ('achievement', :achievement_id), ('policy', :policy_id)) AS named
JOIN visible AS v ON v.server_id = :server_id AND v.kind = named.column1 AND v.entity_id = named.column2
JOIN document_head AS d ON d.kind = v.kind AND d.document_id = v.entity_id
WHERE v.revision = 0 AND d.server_id <> :server_id
LIMIT 1
""")
_NAMED = ("assignment_id", "submission_id", "rubric_id", "achievement_id", "policy_id")


def submission_owner(connection: Connection, submission_id: str) -> str | None:
    return connection.execute(_SUBMISSION, {"submission_id": submission_id}).scalar()


def is_foreign(connection: Connection, server_id: str, document: RemoteObject) -> bool:
    """Whether it, or what it is made of, is another server's. The very same version of a document is nobody's harm."""
    match document:
        case Assignment():
            named = values_of(document, _NAMED) | {"server_id": server_id}
            return connection.execute(_FOREIGN_ASSIGNMENT, named).first() is not None
        case Submission():
            ids = json.dumps([artifact.artifact_id for artifact in document.artifacts])
            named = {"submission_id": document.submission_id, "artifact_ids": ids, "server_id": server_id}
            return connection.execute(_FOREIGN_SUBMISSION, named).first() is not None
        case Rubric() | Achievement() | Policy():
            kind = kind_of(type(document))
            key = {"kind": kind, "document_id": getattr(document, f"{kind}_id")}
            head = connection.execute(_HEAD, key).first()
            return head is not None and head.server_id != server_id and head.digest != document.digest
