"""Tables of what the assessor made: annotations, assessments, the journal, the outbox and its receipts.

Nothing here is ever deleted with something else: no foreign key cascades.
"""

from sqlalchemy import BLOB, INTEGER, TEXT, CheckConstraint, Column, ForeignKey, Index, Table, text

from assessor_app.domain.annotation import MarkType
from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.journal import ActKind
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.store.tables import METADATA
from assessor_app.store.types import Bool, EnumText, Json, UtcTime

# Partial indexes serve a query only when it repeats their condition word for word.
OPEN_STATES = "state IN ('pending', 'sending', 'parked')"
UNSETTLED_STATES = "state NOT IN ('accepted', 'superseded')"
LIVE = "is_retracted = 0"

ANNOTATION = Table(
    "annotation",
    METADATA,
    Column("annotation_id", TEXT, primary_key=True, nullable=False),
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), nullable=False),
    Column("artifact_id", TEXT, nullable=False),
    Column("artifact_digest", TEXT, nullable=False),
    Column("selector", Json, nullable=False),
    Column("start_us", INTEGER),
    Column("criterion_id", TEXT),
    Column("mark_type", EnumText(MarkType), nullable=False),
    Column("text", TEXT, nullable=False),
    Column("engine", TEXT, nullable=False),
    Column("uncertainty_us", INTEGER, nullable=False),
    Column("revision", INTEGER, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("is_retracted", Bool, nullable=False),
    Index("annotation_live", "assignment_id", "start_us", sqlite_where=text(LIVE)),
    sqlite_strict=True,
)

ASSESSMENT = Table(
    "assessment",
    METADATA,
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), primary_key=True, nullable=False),
    Column("assessment_id", TEXT, nullable=False, unique=True),
    Column("rubric_digest", TEXT, nullable=False),
    Column("state", EnumText(AssessmentState), nullable=False),
    Column("revision", INTEGER, nullable=False),
    Column("feedback", TEXT, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    sqlite_strict=True,
)

SCORE = Table(
    "score",
    METADATA,
    Column("assignment_id", TEXT, ForeignKey("assessment.assignment_id"), primary_key=True, nullable=False),
    Column("criterion_id", TEXT, primary_key=True, nullable=False),
    Column("level_id", TEXT),
    Column("rationale", TEXT, nullable=False),
    Column("cited", Json, nullable=False),
    Column("condition_code", TEXT),
    Column("revision", INTEGER, nullable=False),
    Column("rubric_digest", TEXT, nullable=False),  # the rubric this score was made with
    Column("updated_at", UtcTime, nullable=False),
    Column("feedback", TEXT, nullable=False, server_default=""),
    sqlite_strict=True,
)

ACT = Table(
    "act",
    METADATA,
    Column("n", INTEGER, primary_key=True, nullable=False),
    Column("act_id", TEXT, nullable=False, unique=True),
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), nullable=False),
    Column("kind", EnumText(ActKind), nullable=False),
    Column("label", TEXT, nullable=False),
    Column("undoes", TEXT, ForeignKey("act.act_id")),
    Index("act_by_assignment", "assignment_id", "n"),
    sqlite_strict=True,
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("n", INTEGER, primary_key=True, nullable=False),
    Column("act_id", TEXT, ForeignKey("act.act_id"), nullable=False),
    Column("entity_kind", TEXT, nullable=False),
    Column("entity_id", TEXT, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("at", UtcTime, nullable=False),
    Index("journal_by_act", "act_id"),
    sqlite_strict=True,
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("seq", INTEGER, primary_key=True, nullable=False),
    Column("op_id", TEXT, nullable=False, unique=True),
    Column("server_id", TEXT, ForeignKey("server.server_id"), nullable=False),
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), nullable=False),
    Column("entity_id", TEXT, nullable=False),
    Column("verb", EnumText(OutboxVerb), nullable=False),
    Column("path", TEXT, nullable=False),
    Column("body", BLOB, nullable=False),
    Column("body_sha256", TEXT, nullable=False),
    Column("base_revision", INTEGER),
    Column("state", EnumText(OutboxState), nullable=False),
    Column("tries", INTEGER, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("not_before_at", UtcTime),
    Column("cause", TEXT, nullable=False),
    Column("server_words", TEXT, nullable=False),
    CheckConstraint("state IN ('pending', 'sending', 'accepted', 'held', 'parked', 'superseded')", name="outbox_state"),
    Index("outbox_line", "server_id", "assignment_id", "seq", sqlite_where=text(OPEN_STATES)),
    Index("outbox_open_of", "entity_id", "seq", sqlite_where=text(OPEN_STATES)),
    Index("outbox_unsettled", "state", "verb", sqlite_where=text(UNSETTLED_STATES)),
    sqlite_strict=True,
)

# The revision of an entity that the server last took from us: the base of the next write.
SERVER_REVISION = Table(
    "server_revision",
    METADATA,
    Column("entity_id", TEXT, primary_key=True, nullable=False),
    Column("revision", INTEGER, nullable=False),
    sqlite_strict=True,
)

RECEIPT = Table(
    "receipt",
    METADATA,
    Column("op_id", TEXT, primary_key=True, nullable=False),
    Column("server_id", TEXT, ForeignKey("server.server_id"), nullable=False),
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), nullable=False),
    Column("resource", TEXT, nullable=False),
    Column("kid", TEXT, nullable=False),
    Column("public_jwk", TEXT, nullable=False),
    Column("body_sha256", TEXT, nullable=False),
    Column("revision", INTEGER, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("server_epoch", TEXT, nullable=False),
    Column("disposition", TEXT, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("document", TEXT, nullable=False),
    Index("receipt_by_assignment", "assignment_id", "received_at"),
    sqlite_strict=True,
)
