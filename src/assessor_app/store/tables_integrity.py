"""Tables of what keeps an assessment fair: declarations, hand-backs, events, certifications, outcomes, comparisons."""

from sqlalchemy import INTEGER, TEXT, Column, ForeignKey, Index, Table, text

from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.store.tables import METADATA
from assessor_app.store.types import Bool, EnumText, Json, UtcTime

UNCONFIRMED = "is_confirmed = 0"
BLANKED = "kind = 'evidence-blanked'"


def _of_assignment() -> Column[str]:
    return Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), primary_key=True, nullable=False)


DECLARATION = Table(
    "declaration",
    METADATA,
    _of_assignment(),
    Column("declared_at", UtcTime, nullable=False),
    sqlite_strict=True,
)

HAND_BACK = Table(
    "hand_back",
    METADATA,
    _of_assignment(),
    Column("kind", EnumText(HandBackKind), nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_strict=True,
)

EVENT = Table(
    "event",
    METADATA,
    Column("n", INTEGER, primary_key=True, nullable=False),
    Column("event_id", TEXT, nullable=False, unique=True),
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), nullable=False),
    Column("kind", EnumText(EventKind), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("data", Json, nullable=False),
    Column("is_confirmed", Bool, nullable=False, server_default="0"),
    Index("event_unsent", "assignment_id", "n", sqlite_where=text(UNCONFIRMED)),
    Index("event_blanked", "assignment_id", "n", sqlite_where=text(BLANKED)),
    sqlite_strict=True,
)

CREDENTIAL = Table(
    "credential",
    METADATA,
    Column("credential_id", TEXT, primary_key=True, nullable=False),
    Column("server_id", TEXT, ForeignKey("server.server_id"), primary_key=True, nullable=False),
    Column("body", Json, nullable=False),
    sqlite_strict=True,
)

OUTCOME = Table("outcome", METADATA, _of_assignment(), Column("body", Json, nullable=False), sqlite_strict=True)

COMPARED = Table("compared", METADATA, _of_assignment(), Column("body", Json, nullable=False), sqlite_strict=True)

COMMENT = Table(
    "comment",
    METADATA,
    Column("comment_id", TEXT, primary_key=True, nullable=False),
    Column("achievement_id", TEXT, nullable=False),
    Column("criterion_id", TEXT),
    Column("text", TEXT, nullable=False),
    Column("used", INTEGER, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Index("comment_by_achievement", "achievement_id"),
    sqlite_strict=True,
)
