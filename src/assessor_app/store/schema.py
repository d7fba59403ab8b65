"""Which schema this version works with, and bringing an older profile up to it without losing a row."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor_app.store.database import Database

SCHEMA_VERSION = 4  # the number of the newest migration, kept in the file's user_version
MIGRATIONS = Path(__file__).parent / "migrations"


class NewerSchema(Exception):
    """A newer version of this program wrote the profile: it stays closed, untouched."""

    def __init__(self, found: int, known: int) -> None:
        self.found = found
        self.known = known
        super().__init__(
            f"this profile was written by a newer version of the program (schema {found}, this one knows {known}):"
            " install the newer version"
        )


def bring_up_to_date(database: "Database", version: int = SCHEMA_VERSION, migrations: Path = MIGRATIONS) -> None:
    """Migrate when the file is older than `version`. Raises NewerSchema."""
    with database.reader() as connection:
        found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    refuse_newer(found, version)
    if found < version:
        from assessor_app.store import upgrade  # noqa: PLC0415 - alembic is slow to load and rarely needed

        upgrade.upgrade(database, found, version, migrations)


def refuse_newer(found: int, version: int = SCHEMA_VERSION) -> None:
    """Raises NewerSchema."""
    if found > version:
        raise NewerSchema(found, version)
