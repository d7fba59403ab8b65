"""Declarations, hand-backs, events, certifications, outcomes, comparisons, the comment bank, feedback per criterion."""

from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = (
    "ALTER TABLE server ADD COLUMN trusted_issuers TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE assignment ADD COLUMN previous TEXT",
    "ALTER TABLE assignment ADD COLUMN scope TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE assignment ADD COLUMN returned TEXT",
    "ALTER TABLE assignment ADD COLUMN inputs TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE artifact ADD COLUMN capture_of TEXT",
    "ALTER TABLE score ADD COLUMN feedback TEXT NOT NULL DEFAULT ''",
)
TABLES = (
    """CREATE TABLE declaration (
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        declared_at TEXT NOT NULL,
        PRIMARY KEY (assignment_id)
    ) STRICT""",
    """CREATE TABLE hand_back (
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        kind TEXT NOT NULL,
        reason TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (assignment_id)
    ) STRICT""",
    """CREATE TABLE event (
        n INTEGER NOT NULL,
        event_id TEXT NOT NULL UNIQUE,
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        data TEXT NOT NULL,
        is_confirmed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (n)
    ) STRICT""",
    "CREATE INDEX event_unsent ON event (assignment_id, n) WHERE is_confirmed = 0",
    "CREATE INDEX event_blanked ON event (assignment_id, n) WHERE kind = 'evidence-blanked'",
    """CREATE TABLE credential (
        credential_id TEXT NOT NULL,
        server_id TEXT NOT NULL REFERENCES server (server_id),
        body TEXT NOT NULL,
        PRIMARY KEY (credential_id)
    ) STRICT""",
    """CREATE TABLE outcome (
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        body TEXT NOT NULL,
        PRIMARY KEY (assignment_id)
    ) STRICT""",
    """CREATE TABLE compared (
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        body TEXT NOT NULL,
        PRIMARY KEY (assignment_id)
    ) STRICT""",
    """CREATE TABLE comment (
        comment_id TEXT NOT NULL,
        achievement_id TEXT NOT NULL,
        criterion_id TEXT,
        text TEXT NOT NULL,
        used INTEGER NOT NULL,
        updated_at TEXT NOT NULL,
        PRIMARY KEY (comment_id)
    ) STRICT""",
    "CREATE INDEX comment_by_achievement ON comment (achievement_id)",
)

# These say more now than the version before could read: the next sync finds another revision and fetches them again.
ASK_AGAIN = "UPDATE visible SET revision = 0 WHERE kind IN ('assignment', 'submission', 'policy')"


def upgrade() -> None:
    for statement in (*COLUMNS, *TABLES, ASK_AGAIN):
        op.execute(statement)
