"""Profiles of released versions: opened by this one with every row as it was."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assessor_app.domain.coverage import Coverage
from assessor_app.domain.declaration import Declaration, HandBack, HandBackKind
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.grant import SignInMethod
from assessor_app.domain.submission import Returned
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.store import early
from assessor_app.store.connection import connect
from assessor_app.store.profile_store import open_store
from assessor_app.store.schema import SCHEMA_VERSION
from assessor_app.store.upgrade import backup_folder
from tests.fakes.released_stores import (
    ACHIEVEMENT,
    POLICY,
    RUBRIC,
    SCHEMA_1,
    SCHEMA_2,
    SCHEMA_3,
    SERVER,
    make_schema_1,
    make_schema_2,
    make_schema_3,
)
from tests.fakes.store_factory import RAW_KEY, START, a_policy

RELEASED = {
    1: "668e687a385eb071560adb5e72baac11d1e5019923f7e0fd00812c5462aca9bf",
    2: "4474640b9873909f3712bd7a249923b1f7c56690481d82515d685ec1a07107d4",
    3: "f61142a146d0320dcc44ead756c1d2111924dff7462d416e3b2927a68ec5eeaa",
}
"""Of every CREATE statement, so that released migrations stay what they were."""
CONTENT = {1: SCHEMA_1, 2: SCHEMA_2, 3: SCHEMA_3}
MAKE = {1: make_schema_1, 2: make_schema_2, 3: make_schema_3}
ASKED_FOR_AGAIN = ("assignment", "submission", "policy")
Rows = list[tuple[Any, ...]]


@pytest.fixture(params=sorted(MAKE))
def schema(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def released(tmp_path: Path, schema: int) -> Path:
    path = tmp_path / "profile.db"
    MAKE[schema](path, RAW_KEY)
    return path


def ask(path: Path, sql: str) -> Rows:
    connection = connect(path, RAW_KEY)
    try:
        return [tuple(row) for row in connection.execute(sql).fetchall()]
    finally:
        connection.close()


def columns(path: Path, schema: int) -> Mapping[str, str]:
    """Table -> the columns it has there, in their order."""
    return {
        table: ", ".join(f'"{name}"' for _, name, *_ in ask(path, f"PRAGMA table_info({table})"))
        for table in CONTENT[schema]
    }


def content(path: Path, asked: Mapping[str, str]) -> dict[str, Rows]:
    return {table: sorted(ask(path, f"SELECT {names} FROM {table}"), key=repr) for table, names in asked.items()}


def backed_up(table: str, names: str, rows: Rows) -> Rows:
    """What a backup keeps of a table: nothing of the evidence, and of what candidates wrote not a word."""
    empty = {("artifact", '"text"'): None, ("submission", '"what_changed"'): ""}
    kept = [
        tuple(empty.get((table, name), value) for name, value in zip(names.split(", "), row, strict=True))
        for row in rows
    ]
    return sorted(kept, key=repr) if table != "derived" else []


def test_what_was_released_is_made_as_it_was(released: Path, schema: int) -> None:
    statements = ask(released, "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name <> 'alembic_version'")
    words = "\n".join(sorted(" ".join(sql.split()) for (sql,) in statements))
    assert hashlib.sha256(words.encode()).hexdigest() == RELEASED[schema]
    assert ask(released, "PRAGMA user_version") == [(schema,)]
    tables = ask(released, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
    assert {name for (name,) in tables} == set(CONTENT[schema]), "a row of every table, or the next test proves little"


def test_a_released_profile_keeps_every_row(released: Path, schema: int) -> None:
    asked = columns(released, schema)
    before = content(released, asked)
    assert all(before.values())
    assert not early.is_current(released, RAW_KEY)
    open_store(released, RAW_KEY).close()
    assert early.is_current(released, RAW_KEY)
    assert ask(released, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    (backup,) = backup_folder(released).iterdir()
    assert content(backup, asked) == {table: backed_up(table, asked[table], rows) for table, rows in before.items()}
    if schema < 3:
        before["visible"] = [(*row[:3], 0) if row[1] in ASKED_FOR_AGAIN else row for row in before["visible"]]
    assert content(released, asked) == before


def test_a_released_profile_works_on(released: Path) -> None:
    store = open_store(released, RAW_KEY)
    try:
        view = store.reads.workbench("assignment-1")
        assert [mark.text for mark in view.annotations] == ["Wie lange? 待つ"]
        with store.factory() as uow:
            uow.coverages.put("assignment-1", "video", Coverage(((0, 5),)))
            uow.derived.put("video", "a" * 64, DerivedKind.WAVEFORM, b"wave")
            uow.angles.put("assignment-1", "video", "board", -40)
        view = store.reads.workbench("assignment-1")
        assert (view.coverage, view.angles) == ({"video": Coverage(((0, 5),))}, {("video", "board"): -40})
        assert early.inbox(released, RAW_KEY)[0].code == "4F2A7K9"
    finally:
        store.close()


@pytest.mark.parametrize("schema", [1, 2], indirect=True)
def test_what_an_older_version_could_not_read_is_empty_and_can_be_filled(released: Path) -> None:
    store = open_store(released, RAW_KEY)
    try:
        view = store.reads.workbench("assignment-1")
        assert (view.declaration, view.hand_back, view.outcome, view.compared) == (None, None, None, ())
        assert not view.may_show_evidence, "nobody declared anything then"
        assert [score.feedback for score in view.assessment.scores] == [""]
        returned = replace(
            view.assignment, previous="assignment-0", scope=(f"{RUBRIC}/criteria/1",), returned=Returned("Cite more.")
        )
        given = HandBack("assignment-1", HandBackKind.UNSCORABLE, "No sound.", START)
        with store.factory() as uow:
            uow.remote.put(SERVER, RemoteChange("assignment", "assignment-1", 2, False, document=returned))
            uow.declarations.put(Declaration("assignment-1", START))
            uow.declarations.put_hand_back(given)
        view = store.reads.workbench("assignment-1")
        assert (view.assignment, view.hand_back) == (returned, given)
        assert view.declaration == Declaration("assignment-1", START)
    finally:
        store.close()


def test_what_kept_assessments_fair_is_there(tmp_path: Path) -> None:
    path = tmp_path / "profile.db"
    make_schema_3(path, RAW_KEY)
    store = open_store(path, RAW_KEY)
    try:
        view = store.reads.workbench("assignment-1")
        assert view.declaration is not None
        assert view.outcome is not None
        assert not view.outcome.is_decided
        assert view.assignment.returned == Returned("Cite more.", "assessment-0")
        assert [comment.text for comment in store.reads.comments(ACHIEVEMENT)] == ["Say what you heard."]
        assert [held.credential_id for held in store.reads.credentials()] == ["badge-1"]
        with store.factory() as uow:
            assert [event.event_id for event in uow.events.unsent("assignment-2")] == ["event-2"]
            assert uow.declarations.hand_back("assignment-2") is not None
            server, grant = uow.servers.get(SERVER), uow.servers.grant(SERVER)
        assert (grant.method, grant.token) == (SignInMethod.PERSONAL_TOKEN, "token-1")
        assert server.met_at == server.synced_at is not None, "the offline lease counts from the last contact"
        assert (server.server_time_at, server.suspected_at, server.is_locked) == (None, None, False)
    finally:
        store.close()


def test_a_policy_that_comes_again_is_read_anew(released: Path) -> None:
    """The same document, so the same digest: this version reads more out of it than the one before."""
    again = replace(a_policy(), policy_id=POLICY, digest="policy-digest", is_declaration_required=False)
    store = open_store(released, RAW_KEY)
    try:
        assert store.reads.workbench("assignment-1").policy.is_declaration_required
        with store.factory() as uow:
            uow.remote.put(SERVER, RemoteChange("policy", POLICY, 1, False, document=again))
        assert store.reads.workbench("assignment-1").policy == again
        assert store.reads.workbench("assignment-1").achievement.achievement_id == ACHIEVEMENT
    finally:
        store.close()
