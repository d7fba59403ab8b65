"""Tables of signing in: codes people know, grants in families of tokens, and what is under way; secrets as hashes."""

from sqlalchemy import INTEGER, Column, Index, Table, Text

from assessor_app.practice.tables import METADATA

SIGN_IN_CODE = Table(
    "sign_in_code",
    METADATA,
    Column("assessor_id", Text, primary_key=True, nullable=False),
    Column("code_sha256", Text, nullable=False),
    Column("failed", INTEGER, nullable=False, default=0),
    Column("failed_at", Text),
    sqlite_strict=True,
)

# Everything that came of one sign-in: revoking it ends them all.
FAMILY = Table(
    "token_family",
    METADATA,
    Column("family_id", Text, primary_key=True, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("assessor_id", Text, nullable=False),
    Column("granted_at", Text, nullable=False),
    Column("revoked_at", Text),
    sqlite_strict=True,
)
ACCESS = Table(
    "access_token",
    METADATA,
    Column("token_sha256", Text, primary_key=True, nullable=False),
    Column("family_id", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    sqlite_strict=True,
)
REFRESH = Table(
    "refresh_token",
    METADATA,
    Column("token_sha256", Text, primary_key=True, nullable=False),
    Column("family_id", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_at", Text),
    Column("successor_sha256", Text),
    Index("refresh_token_by_family", "family_id"),
    sqlite_strict=True,
)

# `family_id` once it was redeemed: a second time is a theft.
CODE = Table(
    "authorization_code",
    METADATA,
    Column("code_sha256", Text, primary_key=True, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("redirect_uri", Text, nullable=False),
    Column("challenge", Text, nullable=False),
    Column("assessor_id", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("family_id", Text),
    sqlite_strict=True,
)
# `state`: pending, allowed, denied, redeemed.
DEVICE_GRANT = Table(
    "device_grant",
    METADATA,
    Column("code_sha256", Text, primary_key=True, nullable=False),
    Column("user_code", Text, nullable=False, unique=True),
    Column("client_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("assessor_id", Text),
    Column("interval_s", INTEGER, nullable=False),
    Column("polled_at", Text),
    Column("expires_at", Text, nullable=False),
    sqlite_strict=True,
)
