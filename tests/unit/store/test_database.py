"""The file: encrypted, strict about its key, its owner and its settings."""

import stat
import sys
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import IntegrityError

from assessor_app.services import annotate, feedback
from assessor_app.services.refusals import NotSaved
from assessor_app.store.connection import APPLICATION_ID, NotOurDatabase, UnsafeSqlite, WrongKey, connect
from assessor_app.store.database import WrongThread, open_database
from assessor_app.store.profile_store import Store, open_store
from assessor_app.store.schema import SCHEMA_VERSION, NewerSchema
from tests.fakes.store_factory import RAW_KEY, SERVER_ID, Bench, a_mark, make_store, make_world

SECRET = "Maria waited for four seconds"


def pragma(store: Store, name: str) -> object:
    with store.database.reader() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def change_header(path: Path, statement: str) -> None:
    connection = connect(path, RAW_KEY)
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("application_id", APPLICATION_ID),
        ("user_version", SCHEMA_VERSION),
        ("cipher_status", "1"),
    ],
)
def test_every_connection_has_the_settings_that_keep_work_safe(tmp_path: Path, name: str, value: object) -> None:
    with make_store(tmp_path) as store:
        assert pragma(store, name) == value


def test_nothing_readable_reaches_the_disk(tmp_path: Path) -> None:
    tools = Bench().tools
    with make_world(tmp_path) as store:
        with store.factory() as uow:
            uow.servers.put_token(SERVER_ID, SECRET)
            annotate.add(uow, tools, a_mark(text=SECRET))
            feedback.set_text(uow, tools, "assignment-1", SECRET)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {path.name for path in files} >= {"profile.db", "profile.db-wal"}
        for path in files:
            content = path.read_bytes()
            assert SECRET.encode() not in content
            assert b"SQLite format 3" not in content
            assert b"CREATE TABLE" not in content


def test_a_wrong_key_is_told_apart(tmp_path: Path) -> None:
    with make_world(tmp_path):
        pass
    with pytest.raises(WrongKey), make_store(tmp_path, bytes(32)):
        pass
    with make_store(tmp_path) as store:
        assert len(store.reads.inbox()) == 1


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "profile.db"
    path.write_bytes(b"a letter to the parents " * 500)
    with pytest.raises(WrongKey):
        open_store(path, RAW_KEY)
    assert path.read_bytes() == b"a letter to the parents " * 500


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_database(tmp_path / "profile.db", b"short")


def test_a_newer_schema_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "profile.db"
    with make_world(tmp_path):
        pass
    change_header(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerSchema, match="newer version"):
        open_store(path, RAW_KEY)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with make_store(tmp_path):
        pass
    change_header(tmp_path / "profile.db", "PRAGMA application_id = 77")
    with pytest.raises(NotOurDatabase), make_store(tmp_path):
        pass


def test_a_sqlite_that_can_lose_commits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlcipher, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(UnsafeSqlite):
        open_database(tmp_path / "profile.db", RAW_KEY)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    with make_world(tmp_path):
        for path in tmp_path.glob("profile.db*"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_the_thread_of_the_window_is_refused(tmp_path: Path) -> None:
    seen: list[int] = []
    with make_world(tmp_path) as store:
        store.refuse_thread(threading.get_ident())
        with pytest.raises(WrongThread):
            store.reads.inbox()
        with pytest.raises(WrongThread), store.factory():
            pass
        worker = threading.Thread(target=lambda: seen.append(len(store.reads.inbox())))
        worker.start()
        worker.join()
    assert seen == [1]


def test_tables_are_strict(store: Store) -> None:
    with store.database.reader() as connection:
        rows = connection.exec_driver_sql("PRAGMA table_list").fetchall()
        ours = {name: is_strict for _, name, kind, _, _, is_strict in rows if kind == "table"}
    loose = {name for name, is_strict in ours.items() if not is_strict} - {"sqlite_schema", "sqlite_temp_schema"}
    assert loose == {"alembic_version"}
    with pytest.raises(IntegrityError, match="cannot store TEXT"), store.database.writer() as connection:
        connection.exec_driver_sql("UPDATE assignment SET attempt = 'first'")


def test_a_full_disk_is_told_and_loses_nothing(store: Store) -> None:
    tools = Bench().tools
    with store.factory() as uow:
        kept = annotate.add(uow, tools, a_mark(text="kept")).value
    with store.database.writer() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite takes the present size for the least
    with pytest.raises(NotSaved, match="disk is full"), store.factory() as uow:
        annotate.add(uow, tools, a_mark(text="too much " * 100_000))
    assert len(store.reads.workbench("assignment-1").annotations) == 1
    assert store.reads.annotations([kept.annotation_id]) == (kept,)


def test_a_second_program_writing_is_waited_for_and_then_told(store: Store) -> None:
    other = connect(store.database.path, RAW_KEY)
    other.execute("BEGIN IMMEDIATE")
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(NotSaved, match="another program"), store.factory():
        pass
    other.execute("ROLLBACK")
    other.close()


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "profile.db"
    with make_world(tmp_path) as store:
        assert store.problems() == ()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    with make_store(tmp_path) as store:
        assert any("HMAC" in problem for problem in store.problems())


def test_reading_does_not_wait_for_a_writer(store: Store) -> None:
    with store.factory() as uow:
        annotate.add(uow, Bench().tools, a_mark())
        assert store.reads.workbench("assignment-1").annotations == ()
    assert len(store.reads.workbench("assignment-1").annotations) == 1


def test_a_new_connection_that_cannot_read_its_file_refuses_and_the_next_one_works(store: Store) -> None:
    path, engine = store.database.path, store.database.engine
    engine.dispose()
    whole = path.read_bytes()
    path.write_bytes(bytes(4096) + whole[4096:])
    with pytest.raises(NotSaved, match="could not be read"), store.factory():
        pass
    engine.dispose()
    path.write_bytes(whole)
    assert store.reads.workbench("assignment-1").assignment.code
    with store.factory() as uow:
        assert uow.servers.get(SERVER_ID).server_id == SERVER_ID
