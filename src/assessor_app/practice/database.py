"""The practice server's SQLite file: read and write transactions, from any thread and more than one process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from assessor_app.practice import tables_authorization, tables_devices  # noqa: F401 - name their tables
from assessor_app.practice.tables_badges import ALL_TABLES

SAFE_SQLITE = (3, 51, 3)  # before it, two connections to one WAL file could lose commits
BUSY_MS = 5_000


class UnsafeSqlite(RuntimeError):
    """The SQLite library here has the WAL-reset defect."""


class Database:
    """One file, opened once. Writers queue in this process first and wait for other processes then."""

    def __init__(self, path: Path) -> None:
        if sqlite.sqlite_version_info < SAFE_SQLITE:
            raise UnsafeSqlite(f"SQLite {sqlite.sqlite_version} may lose data: 3.51.3 or newer is needed")
        self._reading = _engine(path, "BEGIN")
        self._writing = _engine(path, "BEGIN IMMEDIATE")
        self._one_writer = threading.Lock()
        with self.write() as connection:
            ALL_TABLES.create_all(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot: everything read in it belongs to one moment."""
        with self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Commit at the end, roll back on any exception. Raises OperationalError when others write too long."""
        with self._one_writer, self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()


def _engine(path: Path, begin: str) -> Engine:
    def connect() -> Any:
        connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
        for setting in (
            f"busy_timeout={BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {setting}")
        return connection

    engine = create_engine(
        "sqlite://", module=sqlite, creator=connect, poolclass=QueuePool, max_overflow=-1, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
