"""Migrations: the head is what the tables say, and no migration can lose a row."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from assessor_app.services import annotate
from assessor_app.store import upgrade
from assessor_app.store.connection import connect
from assessor_app.store.database import Database, open_database
from assessor_app.store.profile_store import Store
from assessor_app.store.schema import MIGRATIONS, SCHEMA_VERSION, bring_up_to_date
from assessor_app.store.tables import METADATA
from assessor_app.store.tables_work import JOURNAL
from assessor_app.store.upgrade import UnsafeMigration, backup_folder
from tests.fakes.store_factory import RAW_KEY, Bench, a_mark, make_world

NEXT, AFTER_NEXT = SCHEMA_VERSION + 1, SCHEMA_VERSION + 2
CHILD_THAT_CASCADES = """
op.execute("CREATE TABLE stack (name TEXT NOT NULL PRIMARY KEY) STRICT")
op.execute("CREATE TABLE note (stack TEXT NOT NULL REFERENCES stack ON DELETE CASCADE, text TEXT NOT NULL) STRICT")
op.execute("INSERT INTO stack VALUES ('questions')")
op.execute("INSERT INTO note VALUES ('questions', 'written by a person')")
"""
PARENT_MADE_ANEW = """
op.execute("CREATE TABLE anew (name TEXT NOT NULL PRIMARY KEY, hours INTEGER) STRICT")
op.execute("INSERT INTO anew SELECT name, NULL FROM stack")
op.execute("DROP TABLE stack")
op.execute("ALTER TABLE anew RENAME TO stack")
"""


def structure(connection: Connection) -> dict[str, object]:
    """What SQLite itself says of every table: columns, keys, references, indexes with their conditions, strictness."""

    def ask(pragma: str, name: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f'PRAGMA {pragma}("{name}")')]

    found: dict[str, object] = {}
    for table in METADATA.tables:
        indexes = {row[1]: (row[2:], ask("index_xinfo", row[1])) for row in ask("index_list", table)}
        columns = [row[1:4] + (str(row[4]).strip("'"), row[5]) for row in ask("table_xinfo", table)]
        references = sorted(row[2:] for row in ask("foreign_key_list", table))
        found[table] = (columns, references, indexes, [row[3:] for row in ask("table_list", table)])
    sql = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
    return found | {name: " ".join(text.split()) for name, text in sql}


def script(folder: Path, number: int, body: str) -> None:
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    text = f'from alembic import op\nrevision = "{number:04}"\ndown_revision = "{number - 1:04}"\n'
    (folder / "versions" / f"v{number:04}.py").write_text(f"{text}def upgrade():\n{lines}", encoding="utf-8")


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A copy of the released migrations to add to."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def populated(tmp_path: Path) -> Path:
    """A closed database of the present schema with marks in it."""
    with make_world(tmp_path) as store:
        for start_us in (1_000_000, 2_000_000, 3_000_000):
            with store.factory() as uow:
                annotate.add(uow, Bench().tools, a_mark(start_us, text="work"))
    return tmp_path / "profile.db"


def migrated(path: Path, version: int, migrations: Path) -> dict[str, int]:
    """Bring the file up to `version` and return its rows per table."""
    database = open_database(path, RAW_KEY)
    try:
        bring_up_to_date(database, version, migrations)
        with database.reader() as connection:
            return upgrade.row_counts(connection)
    finally:
        database.close()


def test_the_newest_migration_makes_exactly_the_tables_of_the_code(store: Store, tmp_path: Path) -> None:
    fresh = Database(tmp_path / "fresh.db", RAW_KEY)
    try:
        with fresh.writer() as connection:
            METADATA.create_all(connection)
            wanted = structure(connection)
        with store.database.reader() as connection:
            found = structure(connection)
    finally:
        fresh.close()
    assert found == wanted
    assert len(wanted) > len(METADATA.tables)


def test_nothing_a_person_wrote_is_deleted_with_something_else() -> None:
    assert JOURNAL.foreign_keys
    keys = [key for table in METADATA.tables.values() for key in table.foreign_keys]
    assert [key for key in keys if key.ondelete or key.onupdate] == []


def test_a_migration_leaves_every_row_and_a_checked_backup(populated: Path, migrations: Path) -> None:
    before = migrated(populated, SCHEMA_VERSION, migrations)
    script(migrations, NEXT, 'op.execute("ALTER TABLE annotation ADD COLUMN colour TEXT")')
    assert migrated(populated, NEXT, migrations) == before
    assert before["annotation"] == before["journal"] == before["outbox"] == 3
    (backup,) = backup_folder(populated).iterdir()
    assert b"work" not in backup.read_bytes()
    copy = connect(backup, RAW_KEY)
    assert copy.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert copy.execute("SELECT count(*) FROM annotation").fetchone() == (3,)
    copy.close()


def test_a_parent_made_anew_keeps_its_cascading_children(populated: Path, migrations: Path) -> None:
    script(migrations, NEXT, CHILD_THAT_CASCADES)
    script(migrations, AFTER_NEXT, PARENT_MADE_ANEW)
    rows = migrated(populated, AFTER_NEXT, migrations)
    assert (rows["stack"], rows["note"], rows["annotation"]) == (1, 1, 3)


def test_children_lost_to_a_cascade_stop_the_migration(
    populated: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same migration with the trap left open: foreign keys still on inside the transaction."""
    script(migrations, NEXT, CHILD_THAT_CASCADES)
    before = migrated(populated, NEXT, migrations)
    script(migrations, AFTER_NEXT, PARENT_MADE_ANEW)

    def with_keys_on(database: Database) -> Engine:
        engine = create_engine(
            "sqlite://", module=sqlcipher, creator=lambda: connect(database.path, RAW_KEY), poolclass=NullPool
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine

    monkeypatch.setattr(upgrade, "_migration_engine", with_keys_on)
    with pytest.raises(UnsafeMigration, match="note had 1 rows and has 0"):
        migrated(populated, AFTER_NEXT, migrations)
    assert migrated(populated, NEXT, migrations) == before


def test_a_migration_that_deletes_work_is_rolled_back(populated: Path, migrations: Path) -> None:
    before = migrated(populated, SCHEMA_VERSION, migrations)
    script(migrations, NEXT, 'op.execute("DELETE FROM annotation WHERE start_us = 1000000")')
    with pytest.raises(UnsafeMigration, match="annotation had 3 rows and has 2"):
        migrated(populated, NEXT, migrations)
    assert migrated(populated, SCHEMA_VERSION, migrations) == before


def test_a_migration_that_leaves_orphans_is_rolled_back(populated: Path, migrations: Path) -> None:
    before = migrated(populated, SCHEMA_VERSION, migrations)
    script(migrations, NEXT, "op.execute(\"UPDATE annotation SET assignment_id = 'nowhere'\")")
    with pytest.raises(UnsafeMigration, match="3 dangling references, the first in annotation"):
        migrated(populated, NEXT, migrations)
    assert migrated(populated, SCHEMA_VERSION, migrations) == before


def test_a_migration_that_breaks_half_way_changes_nothing(populated: Path, migrations: Path) -> None:
    before = migrated(populated, SCHEMA_VERSION, migrations)
    script(migrations, NEXT, 'op.execute("CREATE TABLE half (a TEXT) STRICT")')
    script(migrations, AFTER_NEXT, 'raise RuntimeError("power cut")')
    with pytest.raises(RuntimeError, match="power cut"):
        migrated(populated, AFTER_NEXT, migrations)
    assert migrated(populated, SCHEMA_VERSION, migrations) == before


def test_the_newest_two_backups_stay(populated: Path, migrations: Path) -> None:
    for number in range(NEXT, NEXT + 3):
        script(migrations, number, f'op.execute("CREATE TABLE extra{number} (a TEXT) STRICT")')
        migrated(populated, number, migrations)
    kept = sorted(path.name.split("-")[1] for path in backup_folder(populated).iterdir())
    assert kept == [f"{NEXT:04}", f"{AFTER_NEXT:04}"]


def test_a_usual_start_does_not_load_alembic(populated: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from assessor_app.store.profile_store import open_store\n"
        f"store = open_store(pathlib.Path({str(populated)!r}), bytes(range(32)))\n"
        "print(len(store.reads.inbox()), 'alembic' in sys.modules, 'sqlalchemy.orm' in sys.modules)\n"
        "store.close()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False", "False"]
