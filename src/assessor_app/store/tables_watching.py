"""Tables of what the laptop computed from evidence, and of how an assessor watched it."""

from sqlalchemy import BLOB, INTEGER, TEXT, Column, ForeignKey, Table

from assessor_app.domain.derived import DerivedKind
from assessor_app.store.tables import METADATA
from assessor_app.store.types import EnumText, Json, UtcTime

# Can be made again at any time: rows go with the bytes they were made of.
DERIVED = Table(
    "derived",
    METADATA,
    Column("artifact_id", TEXT, primary_key=True, nullable=False),
    Column("digest", TEXT, primary_key=True, nullable=False),
    Column("kind", EnumText(DerivedKind), primary_key=True, nullable=False),
    Column("data", BLOB, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    sqlite_strict=True,
)

# `digest`: of the bytes that were watched. What replaces them was not watched yet.
COVERAGE = Table(
    "coverage",
    METADATA,
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), primary_key=True, nullable=False),
    Column("artifact_id", TEXT, primary_key=True, nullable=False),
    Column("digest", TEXT, primary_key=True, nullable=False),
    Column("spans", Json, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

ANGLE = Table(
    "angle",
    METADATA,
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), primary_key=True, nullable=False),
    Column("main_artifact_id", TEXT, primary_key=True, nullable=False),
    Column("side_artifact_id", TEXT, primary_key=True, nullable=False),
    Column("offset_us", INTEGER, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
