"""Repository of what servers own: each object as a domain object, and the (kind, id, revision) list of the digest."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, text, update

from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.submission import Artifact, Assignment, AssignmentState, InputRef, Returned, Submission
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.refusals import NotReceived, ServerMismatch, UnknownAssignment
from assessor_app.store.codec import dump, load
from assessor_app.store.documents import kind_of, newest, put_document, version
from assessor_app.store.media_sums import refresh_submission
from assessor_app.store.ownership import is_foreign, submission_owner
from assessor_app.store.read_once import ReadOnce
from assessor_app.store.tables import ARTIFACT, ASSIGNMENT, SUBMISSION, VISIBLE
from assessor_app.store.tables_integrity import HAND_BACK
from assessor_app.store.upserts import upsert, values_of

ASSIGNMENT_COLUMNS = tuple(field.name for field in fields(Assignment))
ARTIFACT_COLUMNS = tuple(field.name for field in fields(Artifact))
_NESTED = ("scope", "returned", "inputs")
SUBMISSION_COLUMNS = ("submission_id", "digest", "what_changed")

_PUT_VISIBLE = upsert(VISIBLE, ("server_id", "kind", "entity_id", "revision"), "server_id", "kind", "entity_id")
_HIDE = delete(VISIBLE).where(
    VISIBLE.c.server_id == bindparam("server_id"),
    VISIBLE.c.kind == bindparam("kind"),
    VISIBLE.c.entity_id == bindparam("entity_id"),
)
_VISIBLE = select(VISIBLE.c.kind, VISIBLE.c.entity_id, VISIBLE.c.revision).where(
    VISIBLE.c.server_id == bindparam("server_id")
)
_PUT_ASSIGNMENT = upsert(ASSIGNMENT, ASSIGNMENT_COLUMNS, "assignment_id")
_PUT_SUBMISSION = upsert(SUBMISSION, (*SUBMISSION_COLUMNS, "server_id"), "submission_id")
_PUT_ARTIFACT = upsert(ARTIFACT, ("submission_id", *ARTIFACT_COLUMNS), "submission_id", "artifact_id")
_ASSIGNMENT = select(*(ASSIGNMENT.c[name] for name in ASSIGNMENT_COLUMNS)).where(
    ASSIGNMENT.c.assignment_id == bindparam("assignment_id")
)
_SUBMISSION = select(*(SUBMISSION.c[name] for name in SUBMISSION_COLUMNS)).where(
    SUBMISSION.c.submission_id == bindparam("submission_id")
)
_ARTIFACTS = (
    select(*(ARTIFACT.c[name] for name in ARTIFACT_COLUMNS))
    .where(ARTIFACT.c.submission_id == bindparam("submission_id"))
    .order_by(ARTIFACT.c.number)
)
_ARTIFACT_BY_ID = (
    select(*(ARTIFACT.c[name] for name in ARTIFACT_COLUMNS))
    .where(ARTIFACT.c.artifact_id == bindparam("artifact_id"))
    .limit(1)
)

_ONE_SUBMISSION = update(SUBMISSION).where(SUBMISSION.c.submission_id == bindparam("of_submission"))
_BLANK_SUBMISSION = _ONE_SUBMISSION.values(digest="", what_changed="")
_BLANK_CHANGES = _ONE_SUBMISSION.values(what_changed="")
_BLANK_TEXTS = (
    update(ARTIFACT)
    .where(ARTIFACT.c.submission_id == bindparam("of_submission"), ARTIFACT.c.text.is_not(None))
    .values(text="")
)
_SUBMISSIONS_OF = select(SUBMISSION.c.submission_id).where(SUBMISSION.c.server_id == bindparam("server_id"))
_SHARED = select(ASSIGNMENT.c.assignment_id).where(
    ASSIGNMENT.c.submission_id == bindparam("submission_id"),
    ASSIGNMENT.c.assignment_id != bindparam("assignment_id"),
    ASSIGNMENT.c.state != AssignmentState.WITHDRAWN,
    ASSIGNMENT.c.assignment_id.not_in(select(HAND_BACK.c.assignment_id)),
)
_ASSIGNMENTS_OF = (
    select(ASSIGNMENT.c.assignment_id)
    .where(ASSIGNMENT.c.submission_id == bindparam("submission_id"))
    .order_by(ASSIGNMENT.c.state == AssignmentState.WITHDRAWN, ASSIGNMENT.c.assignment_id)
)
# Blanked with a withdrawal, or let go with its evidence, and wanted again: revision 0 lets the compare of this very
# sync fetch it. What was handed back stays blank, whatever else the server says of it.
_ASK_AGAIN = text("""
UPDATE visible SET revision = 0
WHERE server_id = :server_id AND kind = 'submission' AND entity_id = :submission_id
  AND (EXISTS (SELECT 1 FROM submission WHERE submission_id = :submission_id AND digest = '')
    OR EXISTS (SELECT 1 FROM artifact AS p JOIN media AS m ON m.artifact_id = p.artifact_id
      WHERE p.submission_id = :submission_id AND p.text IS NULL AND p.href IS NULL))
  AND NOT EXISTS (SELECT 1 FROM hand_back WHERE assignment_id = :assignment_id)
""")

# The same for what was let go and never taken away: only while somebody here is still to judge it.
_COMES_AGAIN = text("""
UPDATE visible SET revision = 0
WHERE kind = 'submission' AND entity_id = :submission_id
  AND server_id = (SELECT server_id FROM submission WHERE submission_id = :submission_id)
  AND EXISTS (SELECT 1 FROM assignment AS a WHERE a.submission_id = :submission_id AND a.state <> 'withdrawn'
    AND NOT EXISTS (SELECT 1 FROM hand_back AS h WHERE h.assignment_id = a.assignment_id))
""")


def artifact_by_id(connection: Connection, artifact_id: str) -> Artifact:
    """Raises NotReceived."""
    row = connection.execute(_ARTIFACT_BY_ID, {"artifact_id": artifact_id}).first()
    if row is None:
        raise NotReceived("artifact", artifact_id)
    return Artifact(**row._mapping)


class SqlRemote:
    """`kind` of a change is the server's word and only listed; what is stored goes by the document's type."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._once = ReadOnce()

    def put(self, server_id: str, change: RemoteChange) -> None:
        """Raises ServerMismatch, with nothing written, when another server gave us something under that id."""
        self._once.forget()
        if change.document is not None and is_foreign(self._connection, server_id, change.document):
            raise ServerMismatch(change.entity_id, server_id)
        key = {"server_id": server_id, "kind": change.kind, "entity_id": change.entity_id}
        self._connection.execute(_PUT_VISIBLE, key | {"revision": change.revision})
        match change.document:
            case Assignment() as assignment:
                self._put_assignment(server_id, assignment)
            case Submission() as submission:
                self._put_submission(server_id, submission)
            case Rubric() | Achievement() | Policy() as document:
                put_document(self._connection, server_id, document)

    def withdraw(self, server_id: str, change: RemoteChange) -> None:
        """No longer visible; an assignment becomes withdrawn and keeps the assessor's work."""
        self._once.forget()
        key = {"server_id": server_id, "kind": change.kind, "entity_id": change.entity_id}
        self._connection.execute(_HIDE, key)
        if change.kind == kind_of(Assignment):
            withdrawn = update(ASSIGNMENT).where(
                ASSIGNMENT.c.assignment_id == change.entity_id, ASSIGNMENT.c.server_id == server_id
            )
            self._connection.execute(withdrawn.values(state=AssignmentState.WITHDRAWN, revision=change.revision))

    def blank(self, submission_id: str, *, comes_again: bool = False) -> None:
        """Forget the candidate's words in it; names, sizes and digests of its parts stay.

        `comes_again`: the compare of the next sync brings what is still wanted, and a final names what it judged.
        """
        self._once.forget()
        key = {"of_submission": submission_id}
        self._connection.execute(_BLANK_TEXTS, key)
        if comes_again:
            self._connection.execute(_BLANK_CHANGES, key)
            self._connection.execute(_COMES_AGAIN, {"submission_id": submission_id})
        else:
            self._connection.execute(_BLANK_SUBMISSION, key)

    def submissions_of(self, server_id: str) -> tuple[str, ...]:
        return tuple(self._connection.execute(_SUBMISSIONS_OF, {"server_id": server_id}).scalars())

    def assignments_of(self, submission_id: str) -> tuple[str, ...]:
        return tuple(self._connection.execute(_ASSIGNMENTS_OF, {"submission_id": submission_id}).scalars())

    def owns(self, server_id: str, submission_id: str) -> bool:
        """Whether that server gave us this submission; False when it is not here."""
        return submission_owner(self._connection, submission_id) == server_id

    def is_shared(self, submission_id: str, assignment_id: str) -> bool:
        """Whether an assignment beside that one, not withdrawn or handed back, is of the same submission."""
        key = {"submission_id": submission_id, "assignment_id": assignment_id}
        return self._connection.execute(_SHARED, key).first() is not None

    def visible(self, server_id: str) -> tuple[tuple[str, str, int], ...]:
        rows = self._connection.execute(_VISIBLE, {"server_id": server_id})
        return tuple((kind, entity_id, revision) for kind, entity_id, revision in rows)

    def assignment(self, assignment_id: str) -> Assignment:
        """Raises UnknownAssignment."""
        return self._once.get(("assignment", assignment_id), lambda: self._assignment(assignment_id))

    def _assignment(self, assignment_id: str) -> Assignment:
        row = self._connection.execute(_ASSIGNMENT, {"assignment_id": assignment_id}).first()
        if row is None:
            raise UnknownAssignment(assignment_id)
        return _assignment(row)

    def submission(self, submission_id: str) -> Submission:
        """Raises NotReceived."""
        return self._once.get(("submission", submission_id), lambda: self._submission(submission_id))

    def _submission(self, submission_id: str) -> Submission:
        key = {"submission_id": submission_id}
        row = self._connection.execute(_SUBMISSION, key).first()
        if row is None:
            raise NotReceived("submission", submission_id)
        artifacts = tuple(Artifact(**artifact._mapping) for artifact in self._connection.execute(_ARTIFACTS, key))
        return Submission(**row._mapping, artifacts=artifacts)

    def rubric(self, rubric_id: str) -> Rubric:
        """Return the newest version. Raises NotReceived."""
        return self._once.get((Rubric, rubric_id), lambda: newest(self._connection, Rubric, rubric_id))

    def rubric_version(self, rubric_id: str, digest: str) -> Rubric:
        """Return exactly the version scores were made with. Raises NotReceived."""
        key = Rubric, rubric_id, digest
        return self._once.get(key, lambda: version(self._connection, Rubric, rubric_id, digest))

    def achievement(self, achievement_id: str) -> Achievement:
        """Return the newest version. Raises NotReceived."""
        return self._once.get(
            (Achievement, achievement_id), lambda: newest(self._connection, Achievement, achievement_id)
        )

    def policy(self, policy_id: str) -> Policy:
        """Return the newest version. Raises NotReceived."""
        return self._once.get((Policy, policy_id), lambda: newest(self._connection, Policy, policy_id))

    def _put_assignment(self, server_id: str, assignment: Assignment) -> None:
        nested = {name: dump(getattr(assignment, name)) for name in _NESTED}
        values = values_of(assignment, ASSIGNMENT_COLUMNS) | nested | {"server_id": server_id}
        self._connection.execute(_PUT_ASSIGNMENT, values)
        if assignment.state is not AssignmentState.WITHDRAWN:
            key = {"server_id": server_id, "submission_id": assignment.submission_id}
            self._connection.execute(_ASK_AGAIN, key | {"assignment_id": assignment.assignment_id})

    def _put_submission(self, server_id: str, submission: Submission) -> None:
        """A new version of a submission may have fewer artifacts than the one before."""
        key = {"submission_id": submission.submission_id}
        is_known = self._connection.execute(_SUBMISSION, key).first() is not None
        values = values_of(submission, SUBMISSION_COLUMNS) | {"server_id": server_id}
        self._connection.execute(_PUT_SUBMISSION, values)
        if is_known:
            listed = [artifact.artifact_id for artifact in submission.artifacts]
            stale = delete(ARTIFACT).where(ARTIFACT.c.submission_id == submission.submission_id)
            self._connection.execute(stale.where(ARTIFACT.c.artifact_id.not_in(listed)))
        if submission.artifacts:
            rows = [key | values_of(artifact, ARTIFACT_COLUMNS) for artifact in submission.artifacts]
            self._connection.execute(_PUT_ARTIFACT, rows)
        refresh_submission(self._connection, submission.submission_id)


def _assignment(row: Row[Any]) -> Assignment:
    scope, inputs = tuple(row.scope), tuple(load(InputRef, each) for each in row.inputs)
    returned = None if row.returned is None else load(Returned, row.returned)
    return Assignment(**{**row._mapping, "scope": scope, "inputs": inputs, "returned": returned})
