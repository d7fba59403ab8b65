"""Opens the encrypted database of one profile and hands out short transactions on it."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from assessor_app.services.refusals import NotSaved

APPLICATION_ID = 0x41584231  # "AXB1": what file(1) and our own check see in the header
SAFE_SQLITE = (3, 51, 3)  # older ones can lose commits in WAL mode with two connections
KEY_BYTES = 32
WRITER = "is_writer"

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


class WrongThread(RuntimeError):
    """The database was touched from the thread that paints the window."""


class Database:
    """One engine; `writer` and `reader` each open a transaction and close it on the same thread."""

    def __init__(self, path: Path, raw_key: bytes) -> None:
        self.path = path
        self.raw_key = raw_key
        self._refused_thread: int | None = None
        self.engine = _engine(path, raw_key)
        self._write_engine = self.engine.execution_options(**{WRITER: True})
        event.listen(self.engine, "begin", self._begin)

    def refuse_thread(self, thread_id: int) -> None:
        """Raise WrongThread from now on when that thread (the UI's) opens a transaction."""
        self._refused_thread = thread_id

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """BEGIN IMMEDIATE ... COMMIT. Raises NotSaved when the disk or another program stands in the way."""
        try:
            with self._write_engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise NotSaved(_reason(error)) from error

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """One consistent state, never waiting for a writer."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    def _begin(self, connection: Connection) -> None:
        if threading.get_ident() == self._refused_thread:
            raise WrongThread("the window's thread may not wait for the disk: go through the desk")
        is_writer = connection.get_execution_options().get(WRITER, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def open_database(path: Path, raw_key: bytes) -> Database:
    """Open or make the database file. Raises WrongKey, NotOurDatabase, UnsafeSqlite."""
    if sqlcipher.sqlite_version_info < SAFE_SQLITE:
        raise UnsafeSqlite(f"SQLite {sqlcipher.sqlite_version}: reinstall this program to get 3.51.3 or newer")
    _make_private(path)
    database = Database(path, raw_key)
    try:
        with database.engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    except BaseException:
        database.close()
        raise
    if found not in (0, APPLICATION_ID):
        database.close()
        raise NotOurDatabase(f"{path.name} belongs to another program")
    return database


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


def _engine(path: Path, raw_key: bytes) -> Engine:
    return create_engine(
        "sqlite:///" + path.as_posix(), module=sqlcipher, creator=lambda: connect(path, raw_key), pool_size=8
    )


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


def _make_private(path: Path) -> None:
    """The file is made readable for its owner alone, before SQLite makes it for everyone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _reason(error: OperationalError) -> str:
    words = str(error.orig)
    if "full" in words:
        return "the disk is full"
    if "locked" in words or "busy" in words:
        return "another program is using this profile"
    if "readonly" in words:
        return "the folder of this profile is read-only"
    return f"the disk reported a problem ({words})"
