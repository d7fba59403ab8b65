"""The inbox says which work can only be read, the one read at the start as well as every later one."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assessor_app.domain.credential import CertificationStanding
from assessor_app.domain.submission import Role
from assessor_app.services.views import InboxRow
from assessor_app.store import early
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import RAW_KEY, SERVER_ID, START, a_server, an_assignment, arrives, make_world
from tests.unit.services.test_certification import DAY, DEMAND, held


def demanding(store: Store, role: Role = Role.ASSESS) -> None:
    with store.factory() as uow:
        uow.servers.put(replace(a_server(), trusted_issuers=json.dumps([DEMAND])))
        given = replace(an_assignment(), role=role)
        uow.remote.put(SERVER_ID, arrives("assignment", given.assignment_id, given, 2))


def row_of(store: Store) -> InboxRow:
    """The only row, the same in each way of reading it."""
    (row,) = store.reads.inbox()
    assert store.reads.inbox_rows([row.assignment_id]) == (row,)
    assert early.inbox(store.database.path, RAW_KEY) == (row,)
    assert store.reads.workbench(row.assignment_id).certification == row.certification
    return row


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"valid_until": None}, "valid"),
        ({"valid_until": START - DAY}, "expired"),
        ({"valid_until": None, "is_revoked": True}, "revoked"),
        ({"valid_until": None, "status_checked_at": START - 40 * DAY}, "status-too-old"),
        ({"achievement_id": "https://riverside.example/certifications/other"}, "missing"),
    ],
)
def test_a_row_stands_where_the_open_work_stands(tmp_path: Path, changes: dict[str, object], expected: str) -> None:
    with make_world(tmp_path) as store:
        demanding(store)
        assert row_of(store).certification.standing is CertificationStanding.MISSING
        with store.factory() as uow:
            uow.credentials.put(held(**changes))
        row = row_of(store)
        assert (row.certification.standing, row.is_read_only) == (expected, expected != "valid")


@pytest.mark.parametrize(
    ("role", "is_read_only"), [(Role.PRACTICE, False), (Role.SECOND, True), (Role.ADJUDICATE, True)]
)
def test_it_depends_on_what_the_assessor_is_to_do(tmp_path: Path, role: Role, is_read_only: bool) -> None:
    with make_world(tmp_path) as store:
        demanding(store, role)
        assert row_of(store).is_read_only is is_read_only


def test_where_nothing_is_asked_for_nothing_is_missing(tmp_path: Path) -> None:
    with make_world(tmp_path) as store:
        assert row_of(store).certification.standing is CertificationStanding.NOT_REQUIRED


def test_the_same_certification_from_two_servers_counts_at_both(tmp_path: Path) -> None:
    with make_world(tmp_path) as store:
        demanding(store)
        mine = held(valid_until=None)
        with store.factory() as uow:
            uow.servers.put(a_server("https://hillside.example/server", "Hillside"))
            uow.credentials.put(mine)
            uow.credentials.put(replace(mine, server_id="https://hillside.example/server"))
            assert uow.credentials.of_server(SERVER_ID) == (mine,)
        assert row_of(store).certification.standing is CertificationStanding.VALID
        assert len(store.reads.credentials()) == 2
