"""Opens the encrypted database of one profile and hands out short transactions on it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.refusals import NotSaved
from assessor_app.store.connection import WrongKey, connect, make_private, refuse_foreign, refuse_unsafe_sqlite

WRITER = "is_writer"


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
                failpoint("store.begun")
                yield connection
                failpoint("store.commit")
            failpoint("store.committed")
        except OperationalError as error:
            raise NotSaved(_reason(error)) from error
        except WrongKey as error:  # the key opened this file before: a new connection could not read its first page
            raise NotSaved("the disk could not be read") from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:
                raise  # a broken rule, which is ours
            self.engine.dispose()  # a connection that once read something unreadable refuses everything after it
            raise NotSaved("the disk could not be read") from error

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
    refuse_unsafe_sqlite()
    make_private(path)
    database = Database(path, raw_key)
    try:
        with database.engine.connect() as connection:
            refuse_foreign(path, connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    except BaseException:
        database.close()
        raise
    return database


def _engine(path: Path, raw_key: bytes) -> Engine:
    return create_engine(
        "sqlite:///" + path.as_posix(), module=sqlcipher, creator=lambda: connect(path, raw_key), pool_size=8
    )


def _reason(error: OperationalError) -> str:
    words = str(error.orig)
    if "full" in words:
        return "the disk is full"
    if "locked" in words or "busy" in words:
        return "another program is using this profile"
    if "readonly" in words:
        return "the folder of this profile is read-only"
    return f"the disk reported a problem ({words})"
