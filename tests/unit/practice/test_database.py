"""The server's SQLite file: settings that keep what was promised, strict tables, all or nothing."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import text

from assessor_app.practice import facts
from assessor_app.practice.database import Database, UnsafeSqlite


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(tmp_path / "practice.db")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("setting", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)]
)
def test_a_receipt_is_on_disk_before_it_is_sent(database: Database, setting: str, value: object) -> None:
    for connect in (database.read, database.write):
        with connect() as connection:
            assert connection.execute(text(f"PRAGMA {setting}")).scalar_one() == value


def test_every_table_is_strict(database: Database) -> None:
    with database.read() as connection:
        tables = connection.execute(text("PRAGMA table_list")).mappings().all()
    mine = [table for table in tables if not table["name"].startswith("sqlite_")]
    assert len(mine) > 15
    assert [table["name"] for table in mine if not table["strict"]] == []


def test_what_fails_half_way_was_never_there(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(database)
    with database.read() as connection:
        assert facts.find(connection, "half") is None


def _fail_half_way(database: Database) -> None:
    with database.write() as connection:
        facts.put(connection, "half", "done")
        raise ZeroDivisionError


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as reader:
        assert facts.find(reader, "later") is None
        with database.write() as writer:
            facts.put(writer, "later", "here")
        assert facts.find(reader, "later") is None
    with database.read() as reader:
        assert facts.get(reader, "later") == "here"


def test_an_sqlite_that_may_lose_commits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(UnsafeSqlite, match="3.51.3"):
        Database(tmp_path / "practice.db")
    assert not (tmp_path / "practice.db").exists()
