"""Backups: made while work goes on, checked, encrypted; damage is found, told, and what is left of it brought over."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessor_app.domain import failpoints
from assessor_app.domain.device import DeviceKeys
from assessor_app.domain.grant import Grant, SignInMethod
from assessor_app.domain.outbox import OutboxState
from assessor_app.services import annotate
from assessor_app.services.backups import Backup, BackupNotMade, NotRestored, is_due, to_remove
from assessor_app.store.backups import backups_in, make_backup, problems_of
from assessor_app.store.connection import connect
from assessor_app.store.restore import finish, restore
from tests.fakes.store_factory import RAW_KEY, SERVER_ID, START, a_mark, make_store, make_world
from tests.unit.services.desk import EditingDesk

HOME = "assignment-1"
MARKER = "the teacher waits four seconds"
PAGE = 4096
DEVICE = DeviceKeys("device-1", bytes(32), bytes(32), START)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A profile's database with one mark, a device key and a renewed grant; nobody has it open."""
    with make_world(tmp_path) as store:
        EditingDesk(store).do(annotate.add, a_mark(text=MARKER))
        with store.factory() as uow:
            uow.devices.put_own(DEVICE)
            uow.servers.put(replace(uow.servers.get(SERVER_ID), cursor="17"))
            uow.servers.put_grant(SERVER_ID, Grant(SignInMethod.DEVICE_CODE, refresh_token="used-since"))
        return store.database.path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def marks_in(database: Path) -> list[str]:
    with make_store(database.parent) as store:
        return sorted(mark.text for mark in store.reads.workbench(HOME).annotations)


def add_mark(database: Path, text: str) -> None:
    with make_store(database.parent) as store:
        EditingDesk(store).do(annotate.add, a_mark(20_000_000, text=text))


def flip(database: Path, page: int) -> None:
    content = bytearray(database.read_bytes())
    content[page * PAGE + 1000] ^= 1
    database.write_bytes(content)


def page_of(database: Path, table: str) -> int:
    """The number of the page where a table begins, counted from 0."""
    connection = connect(database, RAW_KEY)
    try:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    finally:
        connection.close()
    return int(found) - 1


def test_a_backup_is_whole_encrypted_and_made_while_the_database_is_open(tmp_path: Path, folder: Path) -> None:
    with make_world(tmp_path) as store:
        desk = EditingDesk(store)
        desk.do(annotate.add, a_mark(text=MARKER))
        made = make_backup(store.database.path, RAW_KEY, folder, START)
        desk.do(annotate.add, a_mark(30_000_000, text="later"))
    assert backups_in(folder) == (made,)
    copy = folder / made.name
    assert problems_of(copy, RAW_KEY, is_thorough=True) == ()
    assert MARKER.encode() not in copy.read_bytes()
    connection = connect(copy, RAW_KEY)
    assert connection.execute("SELECT text FROM annotation").fetchall() == [(MARKER,)]
    connection.close()


@pytest.mark.parametrize("step", ["backup.vacuum", "backup.check", "backup.rename"])
def test_a_full_disk_leaves_the_last_backup_and_no_litter(
    database: Path, folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_backup(database, RAW_KEY, folder, START)
    monkeypatch.setattr(failpoints, "_ARMED", step)
    monkeypatch.setattr(failpoints, "_WHAT", "enospc")
    with pytest.raises(BackupNotMade, match="disk is full"):
        make_backup(database, RAW_KEY, folder, START + timedelta(hours=1))
    assert [path.name for path in folder.iterdir()] == [first.name]


def test_a_bit_flip_in_a_page_is_found_and_said(database: Path) -> None:
    assert problems_of(database, RAW_KEY) == problems_of(database, RAW_KEY, is_thorough=True) == ()
    page = page_of(database, "annotation")
    flip(database, page)
    assert problems_of(database, RAW_KEY) != ()
    (words,) = problems_of(database, RAW_KEY, is_thorough=True)
    assert f"page {page + 1}" in words
    flip(database, 0)
    assert problems_of(database, RAW_KEY) == ("its first page cannot be read",)


def test_a_restore_keeps_what_was_there_and_becomes_another_laptop(database: Path, folder: Path) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    add_mark(database, "after the backup")
    done = restore(database, RAW_KEY, folder, made, START + timedelta(hours=1))
    assert marks_in(database) == [MARKER]
    aside = database.with_name(done.aside.split("/")[0]) / done.aside.split("/")[1] / database.name
    assert problems_of(aside, RAW_KEY) == ()
    with make_store(database.parent) as store, store.factory() as uow:
        assert uow.devices.own() is None, "a restored copy gets keys of its own"
        server = uow.servers.get(SERVER_ID)
        assert (server.cursor, server.needs_sign_in) == ("", True)
        assert uow.servers.grant(SERVER_ID).refresh_token == "", "it was used since: one more use revokes them all"


def test_what_servers_confirmed_since_is_not_taken_back_by_a_restore(database: Path, folder: Path) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    connection = connect(database, RAW_KEY)
    columns = "seq, op_id, server_id, assignment_id, entity_id, verb, path, body, body_sha256, state, tries"
    connection.execute(
        f"INSERT INTO outbox ({columns}, created_at, cause, server_words) VALUES (90, 'final-op', ?, ?, 'a', "
        "'put-final', 'p', x'00', 'h', 'accepted', 1, '2026-03-02T18:00:00.000000Z', '', '')",
        (SERVER_ID, HOME),
    )
    connection.execute(
        "INSERT INTO receipt VALUES ('final-op', ?, ?, 'r', 'k', 'j', 'h', 3, '2026-03-02T18:00:00.000000Z', 'e', "
        "'accepted', '', 'd')",
        (SERVER_ID, HOME),
    )
    connection.close()
    done = restore(database, RAW_KEY, folder, made, START + timedelta(hours=1))
    assert done.brought_over == 2
    with make_store(database.parent) as store:
        with store.factory() as uow:
            assert uow.outbox.get("final-op").state is OutboxState.ACCEPTED
        assert [row.op_id for row in store.reads.receipts()] == ["final-op"]


def test_what_a_damaged_database_still_has_is_brought_over(database: Path, folder: Path) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    add_mark(database, "after the backup")
    flip(database, page_of(database, "comment"))
    done = restore(database, RAW_KEY, folder, made, START + timedelta(hours=1))
    assert done.brought_over > 0
    assert marks_in(database) == ["after the backup", MARKER]
    assert problems_of(database, RAW_KEY, is_thorough=True) == ()


def test_a_damaged_backup_is_refused_and_nothing_changes(database: Path, folder: Path) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    before = database.read_bytes()
    flip(folder / made.name, 3)
    with pytest.raises(NotRestored, match="older one"):
        restore(database, RAW_KEY, folder, made, START)
    assert database.read_bytes() == before


def test_a_backup_of_a_newer_version_is_refused_with_words(database: Path, folder: Path) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    connection = connect(folder / made.name, RAW_KEY)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NotRestored, match="newer version"):
        restore(database, RAW_KEY, folder, made, START)


class PowerCut(BaseException):
    pass


@pytest.mark.parametrize("step", ["restore.copied", "restore.ready", "restore.set_aside", "restore.swap"])
def test_a_power_cut_while_restoring_loses_neither_database(
    database: Path, folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    add_mark(database, "after the backup")

    def cut(name: str) -> None:
        if name == step:
            raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr("assessor_app.store.restore.failpoint", cut)
        with pytest.raises(PowerCut):
            restore(database, RAW_KEY, folder, made, START)
    is_done = finish(database, START + timedelta(hours=1))
    assert is_done == (step in ("restore.set_aside", "restore.swap"))
    assert marks_in(database) == ([MARKER] if is_done else ["after the backup", MARKER])
    assert len(list(database.parent.rglob("profile.db"))) == (2 if is_done else 1)
    assert not finish(database, START), "once is enough"


def a_backup(hours: float, size: int = 1000) -> Backup:
    at = datetime(2026, 3, 10, 12, tzinfo=UTC) - timedelta(hours=hours)
    return Backup(f"rolling-{hours}", at, size, is_rolling=True)


def test_the_newest_and_one_a_day_are_kept_within_bounds() -> None:
    now = datetime(2026, 3, 10, 12, tzinfo=UTC)
    half_hours = [a_backup(number / 2) for number in range(24 * 2 * 10)]
    kept = [one for one in half_hours if one.name not in to_remove(half_hours, now)]
    assert kept[:6] == half_hours[:6]
    assert len({one.made_at.date() for one in kept}) == len(kept[5:]), "one a day beyond the newest"
    assert all(now - one.made_at < timedelta(days=7) for one in kept)
    large = [a_backup(number, 400_000_000) for number in range(5)]
    assert to_remove(large, now) == tuple(one.name for one in large[2:])
    made_before_a_migration = replace(a_backup(9999), is_rolling=False)
    assert to_remove([made_before_a_migration], now) == ()


@pytest.mark.parametrize(
    ("minutes_ago", "is_dirty", "due"), [(31, True, True), (29, True, False), (31, False, False), (-5, True, True)]
)
def test_a_backup_is_due_while_something_changes(minutes_ago: int, is_dirty: bool, due: bool) -> None:
    last = START - timedelta(minutes=minutes_ago)
    assert is_due(last, START, 30, is_dirty=is_dirty) is due
    assert is_due(None, START, 30, is_dirty=is_dirty) is is_dirty


def test_what_a_candidate_wrote_is_in_no_backup_and_comes_again(database: Path, folder: Path) -> None:
    """A copy outlives a withdrawal. Once restored, the next sync compares everything and brings it."""
    made = make_backup(database, RAW_KEY, folder, START)
    connection = connect(folder / made.name, RAW_KEY)
    try:
        texts = connection.execute("SELECT DISTINCT text FROM artifact").fetchall()
    finally:
        connection.close()
    assert texts == [(None,)]
    with make_store(database.parent) as store:
        before = store.reads.workbench(HOME).submission
    assert before.artifacts[2].text, "the laptop itself still has it"
    restore(database, RAW_KEY, folder, made, START)
    with make_store(database.parent) as store, store.factory() as uow:
        assert uow.remote.submission("submission-1").digest == before.digest, "a final names what it judged"
        assert uow.remote.visible(SERVER_ID) == ()


def test_a_restore_opens_nothing_that_was_closed_and_turns_no_time_back(database: Path, folder: Path) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    later = START + timedelta(days=40)
    with make_store(database.parent) as store, store.factory() as uow:
        server = replace(uow.servers.get(SERVER_ID), is_locked=True, server_time_at=later)
        uow.servers.put(replace(server, met_at=later, suspected_at=later + timedelta(days=9)))
        expected = uow.servers.get(SERVER_ID)
    restore(database, RAW_KEY, folder, made, START)
    with make_store(database.parent) as store, store.factory() as uow:
        found = uow.servers.get(SERVER_ID)
    assert (found.is_locked, found.server_time_at, found.met_at) == (True, later, later)
    assert found.suspected_at == expected.suspected_at


def test_old_backups_made_before_a_migration_are_listed(database: Path, folder: Path) -> None:
    made = make_backup(database, RAW_KEY, folder, START)
    os.link(folder / made.name, folder / "schema-0003-20260101T000000000000Z.db")
    (folder / "notes.txt").write_text("not ours")
    assert [one.is_rolling for one in backups_in(folder)] == [True, False]
