"""Conflicts, this laptop's keys, ways to sign in, what a server said of time and retention, when files were needed."""

from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = (
    "ALTER TABLE server ADD COLUMN policies TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE server ADD COLUMN authorization TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE server ADD COLUMN server_time_at TEXT",
    "ALTER TABLE server ADD COLUMN met_at TEXT",
    "ALTER TABLE server ADD COLUMN suspected_at TEXT",
    "ALTER TABLE server ADD COLUMN is_locked INTEGER NOT NULL DEFAULT 0",
    "UPDATE server SET met_at = synced_at",
    "ALTER TABLE server ADD COLUMN past_epochs TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE server_token ADD COLUMN method TEXT NOT NULL DEFAULT 'personal-token'",
    "ALTER TABLE server_token ADD COLUMN refresh_token TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE server_token ADD COLUMN token_endpoint TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE server_token ADD COLUMN granted_at TEXT",
    "ALTER TABLE media ADD COLUMN wanted_at TEXT",
    "ALTER TABLE media ADD COLUMN opened_at TEXT",
)
TABLES = (
    """CREATE TABLE conflict (
        op_id TEXT NOT NULL,
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        kind TEXT NOT NULL,
        met_at TEXT NOT NULL,
        theirs TEXT,
        their_revision INTEGER,
        settled_at TEXT,
        choice TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (op_id)
    ) STRICT""",
    'CREATE INDEX conflict_open ON "conflict" (assignment_id) WHERE settled_at IS NULL',
    """CREATE TABLE device (
        device_id TEXT NOT NULL,
        sign_private BLOB NOT NULL,
        seal_private BLOB NOT NULL,
        made_at TEXT NOT NULL,
        PRIMARY KEY (device_id)
    ) STRICT""",
    """CREATE TABLE device_at_server (
        server_id TEXT NOT NULL REFERENCES server (server_id),
        revision INTEGER NOT NULL,
        PRIMARY KEY (server_id)
    ) STRICT""",
    """CREATE TABLE device_command (
        server_id TEXT NOT NULL REFERENCES server (server_id),
        command_id TEXT NOT NULL,
        PRIMARY KEY (server_id, command_id)
    ) STRICT""",
    "CREATE INDEX receipt_by_assignment ON receipt (assignment_id, received_at)",
)

# The same certification may come from two servers: each needs its own row.
CREDENTIALS = (
    """CREATE TABLE credential_anew (
        credential_id TEXT NOT NULL,
        server_id TEXT NOT NULL REFERENCES server (server_id),
        body TEXT NOT NULL,
        PRIMARY KEY (credential_id, server_id)
    ) STRICT""",
    "INSERT INTO credential_anew SELECT credential_id, server_id, body FROM credential",
    "DROP TABLE credential",
    "ALTER TABLE credential_anew RENAME TO credential",
)


def upgrade() -> None:
    for statement in (*COLUMNS, *TABLES, *CREDENTIALS):
        op.execute(statement)
