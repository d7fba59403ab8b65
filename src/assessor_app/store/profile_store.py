"""Opens the store of one profile: the entry for the composition root."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.ports import Reads, UnitOfWorkFactory
from assessor_app.services.trusted_time import TrustedClock
from assessor_app.store.connection import connect
from assessor_app.store.database import Database, open_database
from assessor_app.store.reads import SqlReads
from assessor_app.store.schema import bring_up_to_date
from assessor_app.store.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class Store:
    """`factory` opens write transactions, `reads` answers queries; both from any thread but a refused one."""

    factory: UnitOfWorkFactory
    reads: Reads
    database: Database

    def refuse_thread(self, thread_id: int) -> None:
        """Name the thread that paints the window: it gets WrongThread from now on."""
        self.database.refuse_thread(thread_id)

    def problems(self) -> tuple[str, ...]:
        """What SQLCipher and SQLite say is wrong with the file; nothing when it is whole."""
        connection = connect(self.database.path, self.database.raw_key)  # one that may stay broken afterwards
        try:
            damaged_pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            words = damaged_pages or connection.execute("PRAGMA quick_check").fetchall()
        finally:
            connection.close()
        return tuple(str(word) for (word,) in words if word != "ok")

    def close(self) -> None:
        self.database.close()


def open_store(path: Path, raw_key: bytes, lease: OfflineLease | None = None) -> Store:
    """Open or make the database and bring it up to date. Without a `lease`, that of the laptop's own clocks holds.

    Raises WrongKey, NewerSchema, NotOurDatabase, UnsafeSqlite, UnsafeMigration, DamagedBackup.
    """
    database = open_database(path, raw_key)
    try:
        bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    lease = lease or OfflineLease(TrustedClock())
    return Store(partial(unit_of_work, database, lease), SqlReads(database, lease), database)
