"""Tables of what issuing servers own and this laptop mirrors: servers, assignments, submissions, documents, media.

Nothing here points at another server object by foreign key: a page may bring an assignment before its submission.
"""

from sqlalchemy import INTEGER, TEXT, Column, ForeignKey, Index, MetaData, Table

from assessor_app.domain.grant import SignInMethod
from assessor_app.domain.submission import AssignmentState, MediaState, PartKind, Role
from assessor_app.store.types import Bool, EnumText, Json, UtcTime

METADATA = MetaData()

SERVER = Table(
    "server",
    METADATA,
    Column("server_id", TEXT, primary_key=True, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("base_url", TEXT, nullable=False),
    Column("api_url", TEXT, nullable=False),
    Column("adapter", TEXT, nullable=False),
    Column("server_epoch", TEXT, nullable=False),
    Column("keys", TEXT, nullable=False),
    Column("cursor", TEXT, nullable=False),
    Column("assessor_id", TEXT, nullable=False),
    Column("roles", Json, nullable=False),
    Column("synced_at", UtcTime),
    Column("needs_sign_in", Bool, nullable=False),
    Column("removed_at", UtcTime),  # signed off, with the work kept
    Column("trusted_issuers", TEXT, nullable=False, server_default="[]"),
    Column("policies", TEXT, nullable=False, server_default="{}"),
    Column("authorization", TEXT, nullable=False, server_default="{}"),
    Column("server_time_at", UtcTime),
    Column("met_at", UtcTime),
    Column("suspected_at", UtcTime),
    Column("is_locked", Bool, nullable=False, server_default="0"),
    Column("past_epochs", TEXT, nullable=False, server_default="[]"),
    sqlite_strict=True,
)

SERVER_TOKEN = Table(
    "server_token",
    METADATA,
    Column("server_id", TEXT, ForeignKey("server.server_id"), primary_key=True, nullable=False),
    Column("token", TEXT, nullable=False),
    Column("method", EnumText(SignInMethod), nullable=False, server_default="personal-token"),
    Column("refresh_token", TEXT, nullable=False, server_default=""),
    Column("token_endpoint", TEXT, nullable=False, server_default=""),
    Column("granted_at", UtcTime),
    sqlite_strict=True,
)

# What the server shows this assessor: the list its digest is taken over.
VISIBLE = Table(
    "visible",
    METADATA,
    Column("server_id", TEXT, ForeignKey("server.server_id"), primary_key=True, nullable=False),
    Column("kind", TEXT, primary_key=True, nullable=False),
    Column("entity_id", TEXT, primary_key=True, nullable=False),
    Column("revision", INTEGER, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

ASSIGNMENT = Table(
    "assignment",
    METADATA,
    Column("assignment_id", TEXT, primary_key=True, nullable=False),
    Column("server_id", TEXT, ForeignKey("server.server_id"), nullable=False),
    Column("code", TEXT, nullable=False),
    Column("micro_credential", TEXT, nullable=False),
    Column("role", EnumText(Role), nullable=False),
    Column("state", EnumText(AssignmentState), nullable=False),
    Column("attempt", INTEGER, nullable=False),
    Column("due_at", UtcTime),
    Column("lease_until_at", UtcTime),
    Column("submission_id", TEXT, nullable=False),
    Column("rubric_id", TEXT, nullable=False),
    Column("achievement_id", TEXT, nullable=False),
    Column("policy_id", TEXT, nullable=False),
    Column("revision", INTEGER, nullable=False),
    Column("previous", TEXT),
    Column("scope", Json, nullable=False, server_default="[]"),
    Column("returned", Json),
    Column("inputs", Json, nullable=False, server_default="[]"),
    sqlite_strict=True,
)

# The media_ columns sum up the submission's files for the inbox: store.media_sums keeps them true.
SUBMISSION = Table(
    "submission",
    METADATA,
    Column("submission_id", TEXT, primary_key=True, nullable=False),
    Column("server_id", TEXT, ForeignKey("server.server_id"), nullable=False),
    Column("digest", TEXT, nullable=False),
    Column("what_changed", TEXT, nullable=False),
    Column("media_size", INTEGER, nullable=False, server_default="0"),
    Column("media_duration_us", INTEGER, nullable=False, server_default="0"),
    Column("media_done", INTEGER, nullable=False, server_default="0"),
    Column("media_state", EnumText(MediaState), nullable=False, server_default="absent"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

ARTIFACT = Table(
    "artifact",
    METADATA,
    Column("submission_id", TEXT, ForeignKey("submission.submission_id"), primary_key=True, nullable=False),
    Column("artifact_id", TEXT, primary_key=True, nullable=False),
    Column("number", INTEGER, nullable=False),
    Column("part", EnumText(PartKind), nullable=False),
    Column("name", TEXT, nullable=False),
    Column("media_type", TEXT, nullable=False),
    Column("sha256", TEXT, nullable=False),
    Column("size", INTEGER, nullable=False),
    Column("duration_us", INTEGER),
    Column("text", TEXT),
    Column("href", TEXT),
    Column("is_changed", Bool, nullable=False),
    Column("capture_of", TEXT),
    Index("artifact_by_id", "artifact_id"),
    sqlite_strict=True,
)

# Every version ever seen of a rubric, achievement or policy; a row never changes.
DOCUMENT = Table(
    "document",
    METADATA,
    Column("kind", TEXT, primary_key=True, nullable=False),
    Column("document_id", TEXT, primary_key=True, nullable=False),
    Column("digest", TEXT, primary_key=True, nullable=False),
    Column("body", Json, nullable=False),
    sqlite_strict=True,
)

# Which version is the newest, by the word of the server that gave us the first.
DOCUMENT_HEAD = Table(
    "document_head",
    METADATA,
    Column("kind", TEXT, primary_key=True, nullable=False),
    Column("document_id", TEXT, primary_key=True, nullable=False),
    Column("digest", TEXT, nullable=False),
    Column("server_id", TEXT, ForeignKey("server.server_id"), nullable=False),
    sqlite_strict=True,
)

MEDIA = Table(
    "media",
    METADATA,
    Column("artifact_id", TEXT, primary_key=True, nullable=False),
    Column("state", EnumText(MediaState), nullable=False),
    Column("done", INTEGER, nullable=False),
    Column("size", INTEGER, nullable=False),
    Column("problem", TEXT, nullable=False),
    Column("etag", TEXT, nullable=False, server_default=""),
    Column("wanted_at", UtcTime),  # the assessor asked for it
    Column("opened_at", UtcTime),  # last looked at: what was not needed longest goes first
    sqlite_strict=True,
)
