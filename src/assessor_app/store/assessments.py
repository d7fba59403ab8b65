"""Repository of assessments and their scores: one assessment per assignment, one score per criterion."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from assessor_app.domain.assessment import Assessment, CriterionScore
from assessor_app.store.read_once import ReadOnce
from assessor_app.store.tables_work import ASSESSMENT, SCORE
from assessor_app.store.upserts import upsert, values_of

COLUMNS = ("assessment_id", "assignment_id", "rubric_digest", "state", "revision", "feedback", "updated_at")
SCORE_COLUMNS = (
    "assignment_id",
    "criterion_id",
    "level_id",
    "rationale",
    "cited",
    "condition_code",
    "revision",
    "updated_at",
    "feedback",
)
_PUT = upsert(ASSESSMENT, COLUMNS, "assignment_id")
_PUT_SCORE = upsert(SCORE, (*SCORE_COLUMNS, "rubric_digest"), "assignment_id", "criterion_id")
_GET = select(*(ASSESSMENT.c[name] for name in COLUMNS)).where(ASSESSMENT.c.assignment_id == bindparam("assignment_id"))
_SCORES = (
    select(*(SCORE.c[name] for name in SCORE_COLUMNS))
    .where(SCORE.c.assignment_id == bindparam("assignment_id"))
    .order_by(SCORE.c.criterion_id)
)
_RUBRIC_DIGEST = select(ASSESSMENT.c.rubric_digest).where(ASSESSMENT.c.assignment_id == bindparam("assignment_id"))


class SqlAssessments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._once = ReadOnce()

    def get(self, assignment_id: str) -> Assessment | None:
        return self._once.get(assignment_id, lambda: self._read(assignment_id))

    def _read(self, assignment_id: str) -> Assessment | None:
        key = {"assignment_id": assignment_id}
        row = self._connection.execute(_GET, key).first()
        if row is None:
            return None
        scores = tuple(_score(score) for score in self._connection.execute(_SCORES, key))
        return Assessment(**row._mapping, scores=scores)

    def put(self, assessment: Assessment) -> None:
        """Scores are put one by one."""
        self._once.forget()
        self._connection.execute(_PUT, values_of(assessment, COLUMNS))

    def put_score(self, score: CriterionScore) -> None:
        """Keep the score with the digest of the rubric its assessment is made with."""
        self._once.forget()
        key = {"assignment_id": score.assignment_id}
        digest = self._connection.execute(_RUBRIC_DIGEST, key).scalar_one()
        values = values_of(score, SCORE_COLUMNS) | {"cited": list(score.cited), "rubric_digest": digest}
        self._connection.execute(_PUT_SCORE, values)


def _score(row: Row[Any]) -> CriterionScore:
    return CriterionScore(**{**row._mapping, "cited": tuple(row.cited)})
