"""Whose an object is: the server that gave it to us first keeps it, whatever another server says."""

from sqlalchemy import Connection, bindparam, select, text

from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.submission import Assignment, Submission
from assessor_app.services.ports import RemoteObject
from assessor_app.store.documents import kind_of
from assessor_app.store.tables import ARTIFACT, ASSIGNMENT, DOCUMENT_HEAD, SUBMISSION

_ASSIGNMENT = select(ASSIGNMENT.c.server_id).where(ASSIGNMENT.c.assignment_id == bindparam("assignment_id"))
_SUBMISSION = select(SUBMISSION.c.server_id).where(SUBMISSION.c.submission_id == bindparam("submission_id"))
_HEAD = select(DOCUMENT_HEAD.c.server_id, DOCUMENT_HEAD.c.digest).where(
    DOCUMENT_HEAD.c.kind == bindparam("kind"), DOCUMENT_HEAD.c.document_id == bindparam("document_id")
)
_FOREIGN_PART = (
    select(ARTIFACT.c.artifact_id)
    .join_from(ARTIFACT, SUBMISSION, SUBMISSION.c.submission_id == ARTIFACT.c.submission_id)
    .where(
        ARTIFACT.c.artifact_id.in_(bindparam("artifact_ids", expanding=True)),
        SUBMISSION.c.server_id != bindparam("server_id"),
    )
    .limit(1)
)
# Revision 0: listed by that server, but what it sent was left out.
_LEFT_OUT = text("""
SELECT 1 FROM (VALUES ('rubric', :rubric_id), ('achievement', :achievement_id), ('policy', :policy_id)) AS named
JOIN visible AS v ON v.server_id = :server_id AND v.kind = named.column1 AND v.entity_id = named.column2
JOIN document_head AS d ON d.kind = v.kind AND d.document_id = v.entity_id
WHERE v.revision = 0 AND d.server_id <> :server_id LIMIT 1
""")


def submission_owner(connection: Connection, submission_id: str) -> str | None:
    return connection.execute(_SUBMISSION, {"submission_id": submission_id}).scalar()


def is_foreign(connection: Connection, server_id: str, document: RemoteObject) -> bool:
    """Whether it, or what it is made of, is another server's. The very same version of a document is nobody's harm."""
    match document:
        case Assignment():
            return _is_foreign_assignment(connection, server_id, document)
        case Submission():
            return _is_foreign_submission(connection, server_id, document)
        case Rubric() | Achievement() | Policy():
            kind = kind_of(type(document))
            key = {"kind": kind, "document_id": getattr(document, f"{kind}_id")}
            head = connection.execute(_HEAD, key).first()
            return head is not None and head.server_id != server_id and head.digest != document.digest


def _is_foreign_assignment(connection: Connection, server_id: str, assignment: Assignment) -> bool:
    key = {"assignment_id": assignment.assignment_id}
    owners = {connection.execute(_ASSIGNMENT, key).scalar(), submission_owner(connection, assignment.submission_id)}
    if owners - {None, server_id}:
        return True
    named = {name: getattr(assignment, name) for name in ("rubric_id", "achievement_id", "policy_id")}
    return connection.execute(_LEFT_OUT, named | {"server_id": server_id}).first() is not None


def _is_foreign_submission(connection: Connection, server_id: str, submission: Submission) -> bool:
    if submission_owner(connection, submission.submission_id) not in (None, server_id):
        return True
    ids = [artifact.artifact_id for artifact in submission.artifacts]
    found = connection.execute(_FOREIGN_PART, {"artifact_ids": ids, "server_id": server_id})
    return found.first() is not None
