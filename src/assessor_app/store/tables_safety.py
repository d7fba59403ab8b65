"""Tables of what keeps work safe between laptops and servers: conflicts, this laptop's keys, commands carried out."""

from sqlalchemy import BLOB, INTEGER, TEXT, Column, ForeignKey, Index, Table, text

from assessor_app.domain.conflict import ConflictKind
from assessor_app.store.tables import METADATA
from assessor_app.store.types import EnumText, Json, UtcTime

CONFLICT = Table(
    "conflict",
    METADATA,
    Column("op_id", TEXT, primary_key=True, nullable=False),
    Column("assignment_id", TEXT, ForeignKey("assignment.assignment_id"), nullable=False),
    Column("kind", EnumText(ConflictKind), nullable=False),
    Column("met_at", UtcTime, nullable=False),
    Column("theirs", Json),
    Column("their_revision", INTEGER),
    Column("settled_at", UtcTime),
    Column("choice", TEXT, nullable=False, server_default=""),
    Index("conflict_open", "assignment_id", sqlite_where=text("settled_at IS NULL")),
    sqlite_strict=True,
)

DEVICE = Table(
    "device",
    METADATA,
    Column("device_id", TEXT, primary_key=True, nullable=False),
    Column("sign_private", BLOB, nullable=False),
    Column("seal_private", BLOB, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    sqlite_strict=True,
)

DEVICE_AT_SERVER = Table(
    "device_at_server",
    METADATA,
    Column("server_id", TEXT, ForeignKey("server.server_id"), primary_key=True, nullable=False),
    Column("revision", INTEGER, nullable=False),
    sqlite_strict=True,
)

DEVICE_COMMAND = Table(
    "device_command",
    METADATA,
    Column("server_id", TEXT, ForeignKey("server.server_id"), primary_key=True, nullable=False),
    Column("command_id", TEXT, primary_key=True, nullable=False),
    sqlite_strict=True,
)
