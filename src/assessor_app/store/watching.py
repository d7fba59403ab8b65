"""Repositories of how an assessor watched: stretches per artifact, and the shift between two recordings.

Both belong to an assignment: what one assessment of a submission watched says nothing about another.
"""

from sqlalchemy import Connection, bindparam, select, text

from assessor_app.domain.coverage import Coverage
from assessor_app.store.tables import ARTIFACT, ASSIGNMENT
from assessor_app.store.tables_watching import ANGLE, COVERAGE
from assessor_app.store.types import json_text
from assessor_app.store.upserts import upsert

Shifts = dict[tuple[str, str], int]

# Only the stretches of the bytes the submission has now: joined over the digest it lists.
_COVERAGES = (
    select(COVERAGE.c.artifact_id, COVERAGE.c.spans)
    .join_from(ASSIGNMENT, COVERAGE, COVERAGE.c.assignment_id == ASSIGNMENT.c.assignment_id)
    .join(
        ARTIFACT,
        (ARTIFACT.c.submission_id == ASSIGNMENT.c.submission_id)
        & (ARTIFACT.c.artifact_id == COVERAGE.c.artifact_id)
        & (ARTIFACT.c.sha256 == COVERAGE.c.digest),
    )
    .where(ASSIGNMENT.c.assignment_id == bindparam("assignment_id"))
)
_COVERAGE = _COVERAGES.where(COVERAGE.c.artifact_id == bindparam("artifact_id"))
_PUT_COVERAGE = text("""
INSERT INTO coverage (assignment_id, artifact_id, digest, spans)
SELECT s.assignment_id, a.artifact_id, a.sha256, :spans
FROM assignment AS s JOIN artifact AS a ON a.submission_id = s.submission_id
WHERE s.assignment_id = :assignment_id AND a.artifact_id = :artifact_id
ON CONFLICT (assignment_id, artifact_id, digest) DO UPDATE SET spans = excluded.spans
""")
_ANGLES = select(ANGLE.c.main_artifact_id, ANGLE.c.side_artifact_id, ANGLE.c.offset_us).where(
    ANGLE.c.assignment_id == bindparam("assignment_id")
)
_ANGLE = _ANGLES.where(
    ANGLE.c.main_artifact_id == bindparam("main_artifact_id"), ANGLE.c.side_artifact_id == bindparam("side_artifact_id")
)
_ANGLE_KEY = ("assignment_id", "main_artifact_id", "side_artifact_id")
_PUT_ANGLE = upsert(ANGLE, (*_ANGLE_KEY, "offset_us"), *_ANGLE_KEY)


def coverages_of(connection: Connection, assignment_id: str) -> dict[str, Coverage]:
    """Artifact id -> what was watched of it; never-watched ones are left out."""
    rows = connection.execute(_COVERAGES, {"assignment_id": assignment_id})
    return {row.artifact_id: _coverage(row.spans) for row in rows}


def shifts_of(connection: Connection, assignment_id: str) -> Shifts:
    """(main artifact id, side artifact id) -> microseconds to add to a time of the main one."""
    rows = connection.execute(_ANGLES, {"assignment_id": assignment_id})
    return {(row.main_artifact_id, row.side_artifact_id): row.offset_us for row in rows}


class SqlCoverages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, assignment_id: str, artifact_id: str) -> Coverage:
        """Return what was watched of the bytes the submission has now, empty when nothing was."""
        key = {"assignment_id": assignment_id, "artifact_id": artifact_id}
        row = self._connection.execute(_COVERAGE, key).first()
        return Coverage() if row is None else _coverage(row.spans)

    def of_assignment(self, assignment_id: str) -> dict[str, Coverage]:
        return coverages_of(self._connection, assignment_id)

    def put(self, assignment_id: str, artifact_id: str, coverage: Coverage) -> None:
        """Nothing is written for an artifact that is not of the assignment's submission."""
        key = {"assignment_id": assignment_id, "artifact_id": artifact_id}
        self._connection.execute(_PUT_COVERAGE, key | {"spans": json_text(coverage.spans)})


class SqlAngles:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, assignment_id: str, main_artifact_id: str, side_artifact_id: str) -> int | None:
        key = dict(zip(_ANGLE_KEY, (assignment_id, main_artifact_id, side_artifact_id), strict=True))
        row = self._connection.execute(_ANGLE, key).first()
        return None if row is None else row.offset_us

    def put(self, assignment_id: str, main_artifact_id: str, side_artifact_id: str, offset_us: int) -> None:
        key = dict(zip(_ANGLE_KEY, (assignment_id, main_artifact_id, side_artifact_id), strict=True))
        self._connection.execute(_PUT_ANGLE, key | {"offset_us": offset_us})


def _coverage(spans: list[list[int]]) -> Coverage:
    return Coverage.of((start, end) for start, end in spans)
