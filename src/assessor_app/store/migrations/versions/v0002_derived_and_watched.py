"""What is computed from evidence, what was watched of it, and how two recordings of a lesson are shifted."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    """CREATE TABLE derived (
        artifact_id TEXT NOT NULL,
        digest TEXT NOT NULL,
        kind TEXT NOT NULL,
        data BLOB NOT NULL,
        made_at TEXT NOT NULL,
        PRIMARY KEY (artifact_id, digest, kind)
    ) STRICT""",
    """CREATE TABLE coverage (
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        artifact_id TEXT NOT NULL,
        digest TEXT NOT NULL,
        spans TEXT NOT NULL,
        PRIMARY KEY (assignment_id, artifact_id, digest)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE angle (
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        main_artifact_id TEXT NOT NULL,
        side_artifact_id TEXT NOT NULL,
        offset_us INTEGER NOT NULL,
        PRIMARY KEY (assignment_id, main_artifact_id, side_artifact_id)
    ) STRICT, WITHOUT ROWID""",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
