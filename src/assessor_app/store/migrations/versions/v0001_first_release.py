"""The first schema, written by hand and never changed: a later schema is a later migration."""

from alembic import op

revision = "0001"
down_revision = None

SERVERS = (
    """CREATE TABLE server (
        server_id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        base_url TEXT NOT NULL,
        api_url TEXT NOT NULL,
        adapter TEXT NOT NULL,
        server_epoch TEXT NOT NULL,
        keys TEXT NOT NULL,
        cursor TEXT NOT NULL,
        assessor_id TEXT NOT NULL,
        roles TEXT NOT NULL,
        synced_at TEXT,
        needs_sign_in INTEGER NOT NULL,
        removed_at TEXT
    ) STRICT""",
    """CREATE TABLE server_token (
        server_id TEXT NOT NULL PRIMARY KEY REFERENCES server (server_id),
        token TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE visible (
        server_id TEXT NOT NULL REFERENCES server (server_id),
        kind TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (server_id, kind, entity_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE assignment (
        assignment_id TEXT NOT NULL PRIMARY KEY,
        server_id TEXT NOT NULL REFERENCES server (server_id),
        code TEXT NOT NULL,
        micro_credential TEXT NOT NULL,
        role TEXT NOT NULL,
        state TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        due_at TEXT,
        lease_until_at TEXT,
        submission_id TEXT NOT NULL,
        rubric_id TEXT NOT NULL,
        achievement_id TEXT NOT NULL,
        policy_id TEXT NOT NULL,
        revision INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE submission (
        submission_id TEXT NOT NULL PRIMARY KEY,
        server_id TEXT NOT NULL REFERENCES server (server_id),
        digest TEXT NOT NULL,
        what_changed TEXT NOT NULL,
        media_size INTEGER NOT NULL DEFAULT 0,
        media_duration_us INTEGER NOT NULL DEFAULT 0,
        media_done INTEGER NOT NULL DEFAULT 0,
        media_state TEXT NOT NULL DEFAULT 'absent'
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE artifact (
        submission_id TEXT NOT NULL REFERENCES submission (submission_id),
        artifact_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        part TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        duration_us INTEGER,
        text TEXT,
        href TEXT,
        is_changed INTEGER NOT NULL,
        PRIMARY KEY (submission_id, artifact_id)
    ) STRICT""",
    "CREATE INDEX artifact_by_id ON artifact (artifact_id)",
    """CREATE TABLE document (
        kind TEXT NOT NULL,
        document_id TEXT NOT NULL,
        digest TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (kind, document_id, digest)
    ) STRICT""",
    """CREATE TABLE document_head (
        kind TEXT NOT NULL,
        document_id TEXT NOT NULL,
        digest TEXT NOT NULL,
        server_id TEXT NOT NULL REFERENCES server (server_id),
        PRIMARY KEY (kind, document_id)
    ) STRICT""",
    """CREATE TABLE media (
        artifact_id TEXT NOT NULL PRIMARY KEY,
        state TEXT NOT NULL,
        done INTEGER NOT NULL,
        size INTEGER NOT NULL,
        problem TEXT NOT NULL,
        etag TEXT NOT NULL DEFAULT ''
    ) STRICT""",
)

WORK = (
    """CREATE TABLE annotation (
        annotation_id TEXT NOT NULL PRIMARY KEY,
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        artifact_id TEXT NOT NULL,
        artifact_digest TEXT NOT NULL,
        selector TEXT NOT NULL,
        start_us INTEGER,
        criterion_id TEXT,
        mark_type TEXT NOT NULL,
        text TEXT NOT NULL,
        engine TEXT NOT NULL,
        uncertainty_us INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        is_retracted INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX annotation_live ON annotation (assignment_id, start_us) WHERE is_retracted = 0",
    """CREATE TABLE assessment (
        assignment_id TEXT NOT NULL PRIMARY KEY REFERENCES assignment (assignment_id),
        assessment_id TEXT NOT NULL UNIQUE,
        rubric_digest TEXT NOT NULL,
        state TEXT NOT NULL,
        revision INTEGER NOT NULL,
        feedback TEXT NOT NULL,
        updated_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE score (
        assignment_id TEXT NOT NULL REFERENCES assessment (assignment_id),
        criterion_id TEXT NOT NULL,
        level_id TEXT,
        rationale TEXT NOT NULL,
        cited TEXT NOT NULL,
        condition_code TEXT,
        revision INTEGER NOT NULL,
        rubric_digest TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        PRIMARY KEY (assignment_id, criterion_id)
    ) STRICT""",
    """CREATE TABLE act (
        n INTEGER NOT NULL PRIMARY KEY,
        act_id TEXT NOT NULL UNIQUE,
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        undoes TEXT REFERENCES act (act_id)
    ) STRICT""",
    "CREATE INDEX act_by_assignment ON act (assignment_id, n)",
    """CREATE TABLE journal (
        n INTEGER NOT NULL PRIMARY KEY,
        act_id TEXT NOT NULL REFERENCES act (act_id),
        entity_kind TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        before TEXT,
        after TEXT,
        at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX journal_by_act ON journal (act_id)",
)

EXCHANGE = (
    """CREATE TABLE outbox (
        seq INTEGER NOT NULL PRIMARY KEY,
        op_id TEXT NOT NULL UNIQUE,
        server_id TEXT NOT NULL REFERENCES server (server_id),
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        entity_id TEXT NOT NULL,
        verb TEXT NOT NULL,
        path TEXT NOT NULL,
        body BLOB NOT NULL,
        body_sha256 TEXT NOT NULL,
        base_revision INTEGER,
        state TEXT NOT NULL CONSTRAINT outbox_state CHECK (
            state IN ('pending', 'sending', 'accepted', 'held', 'parked', 'superseded')),
        tries INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        not_before_at TEXT,
        cause TEXT NOT NULL,
        server_words TEXT NOT NULL
    ) STRICT""",
    """CREATE INDEX outbox_line ON outbox (server_id, assignment_id, seq)
        WHERE state IN ('pending', 'sending', 'parked')""",
    "CREATE INDEX outbox_open_of ON outbox (entity_id, seq) WHERE state IN ('pending', 'sending', 'parked')",
    "CREATE INDEX outbox_unsettled ON outbox (state, verb) WHERE state NOT IN ('accepted', 'superseded')",
    """CREATE TABLE server_revision (
        entity_id TEXT NOT NULL PRIMARY KEY,
        revision INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE receipt (
        op_id TEXT NOT NULL PRIMARY KEY,
        server_id TEXT NOT NULL REFERENCES server (server_id),
        assignment_id TEXT NOT NULL REFERENCES assignment (assignment_id),
        resource TEXT NOT NULL,
        kid TEXT NOT NULL,
        public_jwk TEXT NOT NULL,
        body_sha256 TEXT NOT NULL,
        revision INTEGER NOT NULL,
        received_at TEXT NOT NULL,
        server_epoch TEXT NOT NULL,
        disposition TEXT NOT NULL,
        reason TEXT NOT NULL,
        document TEXT NOT NULL
    ) STRICT""",
)


def upgrade() -> None:
    for statement in SERVERS + WORK + EXCHANGE:
        op.execute(statement)
