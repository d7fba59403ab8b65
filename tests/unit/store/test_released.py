"""Profiles of released versions: opened by this one with every row as it was."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from assessor_app.domain.coverage import Coverage
from assessor_app.domain.derived import DerivedKind
from assessor_app.store import early
from assessor_app.store.connection import connect
from assessor_app.store.profile_store import open_store
from assessor_app.store.schema import SCHEMA_VERSION
from assessor_app.store.upgrade import backup_folder
from tests.fakes.released_stores import SCHEMA_1, make_schema_1
from tests.fakes.store_factory import RAW_KEY

RELEASED_SCHEMA_1 = "668e687a385eb071560adb5e72baac11d1e5019923f7e0fd00812c5462aca9bf"
"""Of every CREATE statement, so that the first migration stays what it was."""


@pytest.fixture
def released(tmp_path: Path) -> Path:
    path = tmp_path / "profile.db"
    make_schema_1(path, RAW_KEY)
    return path


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = connect(path, RAW_KEY)
    try:
        return [tuple(row) for row in connection.execute(sql).fetchall()]
    finally:
        connection.close()


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {table: sorted(ask(path, f"SELECT * FROM {table}"), key=repr) for table in SCHEMA_1}


def test_the_first_release_is_what_was_released(released: Path) -> None:
    statements = ask(released, "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name <> 'alembic_version'")
    words = "\n".join(sorted(" ".join(sql.split()) for (sql,) in statements))
    assert hashlib.sha256(words.encode()).hexdigest() == RELEASED_SCHEMA_1
    assert ask(released, "PRAGMA user_version") == [(1,)]
    tables = ask(released, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
    assert {name for (name,) in tables} == set(SCHEMA_1), "a row of every table, or the next test proves too little"


def test_a_profile_of_the_first_release_keeps_every_row(released: Path) -> None:
    before = content(released)
    assert all(before.values())
    assert not early.is_current(released, RAW_KEY)
    open_store(released, RAW_KEY).close()
    assert early.is_current(released, RAW_KEY)
    assert ask(released, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert content(released) == before
    (backup,) = backup_folder(released).iterdir()
    assert content(backup) == before


def test_a_profile_of_the_first_release_works_on(released: Path) -> None:
    store = open_store(released, RAW_KEY)
    try:
        view = store.reads.workbench("assignment-1")
        assert [mark.text for mark in view.annotations] == ["Wie lange? 待つ"]
        assert (view.coverage, view.angles) == ({}, {})
        with store.factory() as uow:
            uow.coverages.put("assignment-1", "video", Coverage(((0, 5),)))
            uow.derived.put("video", "a" * 64, DerivedKind.WAVEFORM, b"wave")
            uow.angles.put("assignment-1", "video", "board", -40)
        view = store.reads.workbench("assignment-1")
        assert (view.coverage, view.angles) == ({"video": Coverage(((0, 5),))}, {("video", "board"): -40})
        assert [row.code for row in early.inbox(released, RAW_KEY)] == ["4F2A7K9"]
    finally:
        store.close()
