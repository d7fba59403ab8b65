"""Tables of what the practice server certifies and awards: the badges of its assessors and of the candidates."""

from sqlalchemy import INTEGER, Column, Index, Table, Text

from assessor_app.practice.tables import METADATA

# The newest badge of an assessor for an achievement is the one that counts; its end is that of `certification`.
# `n` is its place in the list that says which were revoked.
BADGE = Table(
    "badge",
    METADATA,
    Column("n", INTEGER, primary_key=True, nullable=False),
    Column("badge_id", Text, nullable=False, unique=True),
    Column("assessor_id", Text, nullable=False),
    Column("achievement_id", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("revoked_at", Text),
    Index("badge_by_assessor", "assessor_id", "achievement_id"),
    sqlite_strict=True,
)

# `award_id` is the unguessable part of the address; `credential` the badge without signature and status.
AWARD = Table(
    "award",
    METADATA,
    Column("award_id", Text, primary_key=True, nullable=False),
    Column("credential_id", Text, nullable=False, unique=True),
    Column("submission_id", Text, nullable=False),
    Column("assessment_id", Text, nullable=False),
    Column("credential", Text, nullable=False),
    Column("issued_at", Text, nullable=False),
    Column("revoked_at", Text),
    Column("revoked_why", Text),
    Index("award_by_submission", "submission_id"),
    sqlite_strict=True,
)

ALL_TABLES = METADATA
