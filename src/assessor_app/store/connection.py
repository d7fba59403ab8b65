"""One connection to the encrypted file of a profile, with every setting made; SQLAlchemy is not needed for it."""

import os
import sys
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

APPLICATION_ID = 0x41584231  # "AXB1": what file(1) and our own check see in the header
SAFE_SQLITE = (3, 51, 3)  # older ones can lose commits in WAL mode with two connections
KEY_BYTES = 32

SETTINGS = (
    "cipher_log_level = NONE",  # what is wrong is raised; nothing of ours goes to stderr unasked
    "cipher_memory_security = OFF",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "cache_size = -16000",  # KiB: decrypted pages of an inbox of 10,000 stay at hand
)
MAC_SETTINGS = ("fullfsync = ON", "checkpoint_fullfsync = ON")  # plain fsync leaves the drive's cache unflushed


class WrongKey(Exception):
    """The key does not open the database (or the file is no database of ours)."""


class NotOurDatabase(Exception):
    """The file opens, but another program wrote it."""


class UnsafeSqlite(Exception):
    """The SQLite inside the installed SQLCipher has a known way to lose commits."""


def refuse_unsafe_sqlite() -> None:
    """Raises UnsafeSqlite."""
    if sqlcipher.sqlite_version_info < SAFE_SQLITE:
        raise UnsafeSqlite(f"SQLite {sqlcipher.sqlite_version}: reinstall this program to get 3.51.3 or newer")


def refuse_foreign(path: Path, application_id: int) -> None:
    """Raises NotOurDatabase."""
    if application_id not in (0, APPLICATION_ID):
        raise NotOurDatabase(f"{path.name} belongs to another program")


def connect(path: Path, raw_key: bytes) -> Any:
    """Return a bare connection with every setting made. Raises WrongKey."""
    connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False)
    try:
        _set_up(connection, raw_key)
    except BaseException:
        connection.close()
        raise
    return connection


def key_literal(raw_key: bytes) -> str:
    """Return the key as SQLCipher takes a raw one: no derivation, so that opening costs nothing."""
    if len(raw_key) != KEY_BYTES:
        raise ValueError(f"a database key has {KEY_BYTES} bytes, not {len(raw_key)}")
    return f"\"x'{raw_key.hex()}'\""


def _set_up(connection: Any, raw_key: bytes) -> None:
    connection.execute(f"PRAGMA key = {key_literal(raw_key)}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        if isinstance(error, sqlcipher.OperationalError):
            raise
        raise WrongKey("this key does not open the profile, or its file is damaged") from error
    for setting in SETTINGS + (MAC_SETTINGS if sys.platform == "darwin" else ()):
        connection.execute(f"PRAGMA {setting}").fetchall()


def make_private(path: Path) -> None:
    """The file is made readable for its owner alone, before SQLite makes it for everyone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
