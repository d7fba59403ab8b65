"""Runs migrations so that they cannot delete work: a checked copy first, one transaction, no row fewer after."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from assessor_app.domain.failpoints import failpoint
from assessor_app.store.backups import copy_database, problems_of, sync_path
from assessor_app.store.connection import APPLICATION_ID, connect
from assessor_app.store.database import Database

BACKUPS_KEPT = 2

log = logging.getLogger(__name__)


class UnsafeMigration(Exception):
    """A migration lost rows or left dangling references: it was rolled back."""


class DamagedBackup(Exception):
    """The copy made before a migration does not check out: the migration was not started."""


def upgrade(database: Database, found: int, version: int, migrations: Path) -> None:
    """Bring the file from schema `found` to `version`: all of it or nothing."""
    if found:
        backup(database, found)
    engine = _migration_engine(database)
    try:
        with engine.begin() as connection:
            before = row_counts(connection)
            failpoint("migration.begun")
            _run(connection, migrations, version)
            failpoint("migration.run")
            _refuse_losses(connection, before)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            failpoint("migration.commit")
    finally:
        engine.dispose()
    database.engine.dispose()  # pooled connections would keep statements of the old schema


def backup(database: Database, found: int) -> Path:
    """Write a compact copy under the same key beside the database, check it, and keep the newest two."""
    folder = backup_folder(database.path)
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"schema-{found:04}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z.db"
    part = copy.with_suffix(".part")
    copy_database(database.path, database.raw_key, part)
    failpoint("migration.copied")
    problems = problems_of(part, database.raw_key)
    if problems:
        raise DamagedBackup(problems[0])
    failpoint("migration.copy_checked")
    part.replace(copy)
    failpoint("migration.copy_named")
    sync_path(folder)
    oldest_first = sorted(folder.glob("schema-*.db"), key=lambda path: path.name.rsplit("-", 1)[-1])
    for old in oldest_first[:-BACKUPS_KEPT]:
        old.unlink()
    return copy


def backup_folder(path: Path) -> Path:
    return path.with_name(path.name + ".backups")


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows per table; SQLite's and alembic's own left out."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).scalars()
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names.all()}


def _migration_engine(database: Database) -> Engine:
    """Foreign keys go off before BEGIN: inside a transaction the setting has no effect."""

    def open_one() -> object:
        connection = connect(database.path, database.raw_key)
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=open_one, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _run(connection: Connection, migrations: Path, version: int) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, f"{version:04}")
    log.info("database schema is now %s", version)


def _refuse_losses(connection: Connection, before: dict[str, int]) -> None:
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise UnsafeMigration(f"{len(dangling)} dangling references, the first in {dangling[0][0]}")
    after = row_counts(connection)
    for table, count in before.items():
        if after.get(table, 0) < count:
            raise UnsafeMigration(f"{table} had {count} rows and has {after.get(table, 0)}")
