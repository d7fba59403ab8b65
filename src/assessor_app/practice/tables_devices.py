"""Tables of the laptops that assessors published here, and of what was asked of them."""

from sqlalchemy import INTEGER, Column, Index, Table, Text

from assessor_app.practice.tables import METADATA

DEVICE = Table(
    "device",
    METADATA,
    Column("device_id", Text, primary_key=True, nullable=False),
    Column("assessor_id", Text, nullable=False),
    Column("revision", INTEGER, nullable=False),
    Column("document", Text, nullable=False),
    Column("op_id", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    sqlite_strict=True,
)

DEVICE_COMMAND = Table(
    "device_command",
    METADATA,
    Column("command_id", Text, primary_key=True, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ordered_at", Text, nullable=False),
    Column("lifted_at", Text),
    Column("done_at", Text),
    Index("device_command_of", "device_id", "ordered_at"),
    sqlite_strict=True,
)
