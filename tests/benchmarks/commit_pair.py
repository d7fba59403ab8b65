"""The same commits into an encrypted and a plain database, taking turns: what one annotation writes, to the disk."""

import sqlite3
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from assessor_app.services import annotate
from assessor_app.store.connection import SETTINGS, connect
from tests.fakes.store_factory import RAW_KEY, Bench, a_mark, make_world

Statement = tuple[str, Any]


def commit_times(rounds: int) -> tuple[list[float], list[float]]:
    """Return milliseconds per commit: SQLCipher's, and those of the SQLite that comes with Python."""
    acts = _recorded(rounds)
    with TemporaryDirectory(prefix="assessor-bench-") as folder:
        encrypted, plain = _pair(Path(folder))
        sealed_ms, plain_ms = list[float](), list[float]()
        for number, statements in enumerate(acts):
            turns = [(encrypted, sealed_ms), (plain, plain_ms)]
            for connection, times in turns if number % 2 else reversed(turns):
                times.append(_committed(connection, statements))
        encrypted.close()
        plain.close()
    return sealed_ms, plain_ms


def _pair(folder: Path) -> tuple[Any, Any]:
    """Two databases with the same tables and the same world in them, with the same settings."""
    with make_world(folder):
        pass
    encrypted = connect(folder / "profile.db", RAW_KEY)
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for setting in SETTINGS:
        if not setting.startswith("cipher"):
            plain.execute(f"PRAGMA {setting}").fetchall()
    plain.execute("PRAGMA foreign_keys = OFF")
    known = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    made = encrypted.execute(known).fetchall()
    for kind, name, sql in sorted(made, key=lambda each: each[0] != "table"):
        plain.execute(sql)
        for row in encrypted.execute(f"SELECT * FROM {name}") if kind == "table" else ():
            plain.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", tuple(row))
    plain.execute("PRAGMA foreign_keys = ON")
    return encrypted, plain


def _recorded(rounds: int) -> list[list[Statement]]:
    """What the service sends to the database for each annotation."""
    acts: list[list[Statement]] = []
    with TemporaryDirectory(prefix="assessor-bench-") as folder, make_world(Path(folder)) as store:
        tools, current = Bench().tools, list[Statement]()

        def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
            current.append((statement, parameters))

        event.listen(store.database.engine, "before_cursor_execute", note)
        for number in range(rounds):
            current.clear()
            with store.factory() as uow:
                annotate.add(uow, tools, a_mark(number * 40_000, text="Waits, and looks at the whole class."))
            acts.append([each for each in current if not each[0].startswith("BEGIN")])
    return acts


def _committed(connection: Any, statements: list[Statement]) -> float:
    before = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for statement, parameters in statements:
        connection.execute(statement, parameters).fetchall()
    connection.execute("COMMIT")
    return (time.perf_counter() - before) * 1000
