"""Repositories of what is known about an assessment beside the work: certifications, outcomes, comparisons, comments.

Each object is kept whole, as JSON, but for the comment bank, which is searched.
"""

from dataclasses import fields

from sqlalchemy import Connection, bindparam, delete, select, text

from assessor_app.domain.comment import Comment
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.credential import Credential
from assessor_app.domain.outcome import Outcome
from assessor_app.store.codec import dump, load
from assessor_app.store.tables_integrity import COMMENT, COMPARED, CREDENTIAL, OUTCOME
from assessor_app.store.upserts import upsert, values_of

_PUT_CREDENTIAL = upsert(CREDENTIAL, ("credential_id", "server_id", "body"), "credential_id", "server_id")
_CREDENTIALS = select(CREDENTIAL.c.body).order_by(CREDENTIAL.c.credential_id)
_CREDENTIALS_OF = _CREDENTIALS.where(CREDENTIAL.c.server_id == bindparam("server_id"))
_DROP_CREDENTIAL = delete(CREDENTIAL).where(CREDENTIAL.c.credential_id == bindparam("credential_id"))
_PUT_OUTCOME = upsert(OUTCOME, ("assignment_id", "body"), "assignment_id")
_OUTCOME = select(OUTCOME.c.body).where(OUTCOME.c.assignment_id == bindparam("assignment_id"))
_PUT_COMPARED = upsert(COMPARED, ("assignment_id", "body"), "assignment_id")
_COMPARED = select(COMPARED.c.body).where(COMPARED.c.assignment_id == bindparam("assignment_id"))
_COMMENT_COLUMNS = tuple(field.name for field in fields(Comment))
_PUT_COMMENT = upsert(COMMENT, _COMMENT_COLUMNS, "comment_id")
_COMMENTS = (
    select(*(COMMENT.c[name] for name in _COMMENT_COLUMNS))
    .where(COMMENT.c.achievement_id == bindparam("achievement_id"))
    .order_by(COMMENT.c.used.desc(), COMMENT.c.updated_at.desc(), COMMENT.c.comment_id)
)
_DROP_COMMENT = delete(COMMENT).where(COMMENT.c.comment_id == bindparam("comment_id"))
_AWAITED = text("""
SELECT a.assignment_id
FROM assignment AS a
LEFT JOIN assessment AS w ON w.assignment_id = a.assignment_id
LEFT JOIN hand_back AS h ON h.assignment_id = a.assignment_id
LEFT JOIN outcome AS o ON o.assignment_id = a.assignment_id
WHERE a.server_id = :server_id AND a.state <> 'withdrawn'
  AND (w.state IN ('accepted', 'held') OR a.state = 'closed' AND h.assignment_id IS NULL)
  AND a.role IN ('assess', 'second', 'adjudicate')
  AND (o.body IS NULL OR NOT json_extract(o.body, '$.is_decided'))
ORDER BY random() LIMIT :most
""")
_TO_COMPARE = text("""
SELECT assignment_id FROM assignment
WHERE server_id = :server_id AND role = 'adjudicate' AND state IN ('open', 'returned') AND inputs <> '[]'
ORDER BY assignment_id
""")


def all_credentials(connection: Connection) -> tuple[Credential, ...]:
    return tuple(load(Credential, body) for body in connection.execute(_CREDENTIALS).scalars())


def credentials_of(connection: Connection, server_id: str) -> tuple[Credential, ...]:
    bodies = connection.execute(_CREDENTIALS_OF, {"server_id": server_id}).scalars()
    return tuple(load(Credential, body) for body in bodies)


def outcome_of(connection: Connection, assignment_id: str) -> Outcome | None:
    body = connection.execute(_OUTCOME, {"assignment_id": assignment_id}).scalar()
    return None if body is None else load(Outcome, body)


def compared_of(connection: Connection, assignment_id: str) -> tuple[ComparedAssessment, ...]:
    body = connection.execute(_COMPARED, {"assignment_id": assignment_id}).scalar()
    return tuple(load(ComparedAssessment, each) for each in body or ())


def comments_of(connection: Connection, achievement_id: str) -> tuple[Comment, ...]:
    rows = connection.execute(_COMMENTS, {"achievement_id": achievement_id})
    return tuple(Comment(**row._mapping) for row in rows)


class SqlCredentials:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, credential: Credential) -> None:
        values = values_of(credential, ("credential_id", "server_id")) | {"body": dump(credential)}
        self._connection.execute(_PUT_CREDENTIAL, values)

    def remove(self, credential_id: str) -> None:
        self._connection.execute(_DROP_CREDENTIAL, {"credential_id": credential_id})

    def of_server(self, server_id: str) -> tuple[Credential, ...]:
        return credentials_of(self._connection, server_id)


class SqlOutcomes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, assignment_id: str) -> Outcome | None:
        return outcome_of(self._connection, assignment_id)

    def put(self, outcome: Outcome) -> None:
        self._connection.execute(_PUT_OUTCOME, {"assignment_id": outcome.assignment_id, "body": dump(outcome)})

    def awaited(self, server_id: str, most: int) -> tuple[str, ...]:
        key = {"server_id": server_id, "most": most}
        return tuple(self._connection.execute(_AWAITED, key).scalars())


class SqlComparisons:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def awaited(self, server_id: str) -> tuple[str, ...]:
        return tuple(self._connection.execute(_TO_COMPARE, {"server_id": server_id}).scalars())

    def of_assignment(self, assignment_id: str) -> tuple[ComparedAssessment, ...]:
        return compared_of(self._connection, assignment_id)

    def put(self, assignment_id: str, compared: tuple[ComparedAssessment, ...]) -> None:
        self._connection.execute(_PUT_COMPARED, {"assignment_id": assignment_id, "body": dump(compared)})


class SqlComments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_achievement(self, achievement_id: str) -> tuple[Comment, ...]:
        return comments_of(self._connection, achievement_id)

    def put(self, comment: Comment) -> None:
        self._connection.execute(_PUT_COMMENT, values_of(comment, _COMMENT_COLUMNS))

    def remove(self, comment_id: str) -> None:
        self._connection.execute(_DROP_COMMENT, {"comment_id": comment_id})
