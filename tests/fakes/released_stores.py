"""Profiles as released versions left them: the schema made by its own migrations, the rows by plain SQL.

Nothing here goes through repositories or services: they move on, and what was released does not.
"""

from pathlib import Path
from typing import Any

from assessor_app.store.connection import connect
from assessor_app.store.database import open_database
from assessor_app.store.schema import bring_up_to_date

AT = "2026-03-02T17:30:00.000000Z"
SERVER = "https://riverside.example/server"
RUBRIC = "https://riverside.example/rubrics/wait-time"
ACHIEVEMENT = "https://riverside.example/achievements/wait-time"
POLICY = "https://riverside.example/policies/wait-time"
BADGE = (
    f'{{"credential_id":"badge-1","server_id":"{SERVER}","name":"Wait time","issuer_id":"{SERVER}",'
    f'"issuer_name":"Riverside","achievement_id":"{ACHIEVEMENT}","recipient_id":"assessor-1","valid_from":"{AT}",'
    f'"valid_until":null,"document":"a.b.c","added_at":"{AT}","is_revoked":false,"status_checked_at":null,'
    '"signed_with":"key-1"}'
)
OUTCOME = '{"assignment_id":"assignment-1","is_decided":false,"decision":"","own_decision":"awarded"}'
TIME = '{"kind":"time","start_us":1000000,"end_us":1033333,"is_point":true}'

SCHEMA_1: dict[str, tuple[tuple[Any, ...], ...]] = {
    "server": (
        (SERVER, "Riverside", "https://riverside.example", "https://riverside.example/api", "assessment-exchange")
        + ("epoch-1", "{}", "42", "assessor-1", '["assessor"]', AT, 0, None),
    ),
    "server_token": ((SERVER, "token-1"),),
    "visible": ((SERVER, "assignment", "assignment-1", 1), (SERVER, "submission", "submission-1", 1)),
    "submission": (("submission-1", SERVER, "digest-1", "Longer.", 9_000_000, 180_000_000, 9_000_000, "present"),),
    "artifact": (
        ("submission-1", "video", 1, "artifact", "Lesson video", "video/mp4", "a" * 64, 9_000_000, 180_000_000)
        + (None, "submissions/submission-1/artifacts/1", 0),
        ("submission-1", "reflection", 2, "reflection", "Reflection", "text/plain", "b" * 64, 10)
        + (None, "I waited.", None, 1),
    ),
    "document": (
        ("rubric", RUBRIC, "rubric-digest", f'{{"rubric_id":"{RUBRIC}","title":"Wait","digest":"1","criteria":[]}}'),
        ("achievement", ACHIEVEMENT, "achievement-digest")
        + (f'{{"achievement_id":"{ACHIEVEMENT}","name":"Wait","description":"","digest":"1"}}',),
        ("policy", POLICY, "policy-digest", f'{{"policy_id":"{POLICY}","version":"1","digest":"1"}}'),
    ),
    "document_head": (
        ("rubric", RUBRIC, "rubric-digest", SERVER),
        ("achievement", ACHIEVEMENT, "achievement-digest", SERVER),
        ("policy", POLICY, "policy-digest", SERVER),
    ),
    "media": (("video", "present", 9_000_000, 9_000_000, "", '"v1"'),),
    "assignment": (
        ("assignment-1", SERVER, "4F2A7K9", "Wait time", "assess", "open", 1, AT, None, "submission-1")
        + (RUBRIC, ACHIEVEMENT, POLICY, 1),
    ),
    "annotation": (
        ("mark-1", "assignment-1", "video", "a" * 64, TIME, 1_000_000, f"{RUBRIC}/criteria/1", "question")
        + ("Wie lange? 待つ", "qt", 17_000, 3, AT, AT, 0),
        ("mark-2", "assignment-1", "video", "a" * 64, TIME, 1_000_000, None, "note")
        + ("taken back", "qt", 0, 1, AT, AT, 1),
    ),
    "assessment": (("assignment-1", "assessment-1", "rubric-digest", "draft", 2, "Good waiting.", AT),),
    "score": (
        ("assignment-1", f"{RUBRIC}/criteria/1", "level-2", "Four seconds.", '["mark-1"]', None)
        + (2, "rubric-digest", AT),
    ),
    "act": ((1, "act-1", "assignment-1", "do", "mark", None), (2, "act-2", "assignment-1", "undo", "mark", "act-1")),
    "journal": ((1, "act-1", "annotation", "mark-1", None, '{"text":"before"}', AT),),
    "outbox": (
        (1, "op-1", SERVER, "assignment-1", "mark-1", "put-annotation", "annotations/mark-1", b"{}", "c" * 64, None)
        + ("pending", 0, AT, None, "", ""),
    ),
    "server_revision": (("mark-1", 3),),
    "receipt": (
        ("op-0", SERVER, "assignment-1", "annotations/mark-1", "key-1", "{}", "d" * 64, 2, AT, "epoch-1", "accepted")
        + ("", "{}"),
    ),
}
"""A row or more of every table of schema 1, in its column order."""

SCHEMA_2: dict[str, tuple[tuple[Any, ...], ...]] = SCHEMA_1 | {
    "derived": (("video", "a" * 64, "waveform", b"wave", AT),),
    "coverage": (("assignment-1", "video", "a" * 64, "[[0,5000000]]"),),
    "angle": (("assignment-1", "video", "board", -40_000),),
}
"""The same of schema 2."""


def _longer(table: str, *added: Any) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """The rows of a table that got columns."""
    return {table: tuple((*row, *added) for row in SCHEMA_2[table])}


SCHEMA_3: dict[str, tuple[tuple[Any, ...], ...]] = (
    SCHEMA_2
    | _longer("server", f'[{{"achievement":"{ACHIEVEMENT}"}}]')
    | _longer("assignment", "assignment-0", "[]", '{"reason":"Cite more.","base_assessment_id":"assessment-0"}', "[]")
    | _longer("artifact", None)
    | _longer("score", "You waited well.")
    | {
        "declaration": (("assignment-1", AT),),
        "hand_back": (("assignment-2", "unscorable", "No sound.", AT),),
        "event": (
            (1, "event-1", "assignment-1", "evidence-opened", AT, '{"artifact":"video","digest":"a"}', 1),
            (2, "event-2", "assignment-2", "handed-back", AT, '{"kind":"unscorable"}', 0),
        ),
        "credential": (("badge-1", SERVER, BADGE),),
        "outcome": (("assignment-1", OUTCOME),),
        "compared": (("assignment-1", "[]"),),
        "comment": (("comment-1", ACHIEVEMENT, None, "Say what you heard.", 3, AT),),
    }
)
SCHEMA_3["assignment"] += (
    ("assignment-2", SERVER, "7B3K2M1", "Wait time", "second", "open", 1, None, None, "submission-1")
    + (RUBRIC, ACHIEVEMENT, POLICY, 1, None, "[]", None, "[]"),
)
"""The same of schema 3."""


def make_schema_1(path: Path, raw_key: bytes) -> None:
    """Leave a closed profile of the first release at `path`."""
    _make(path, raw_key, 1, SCHEMA_1)


def make_schema_2(path: Path, raw_key: bytes) -> None:
    """Leave a closed profile of the release that watched what was looked at."""
    _make(path, raw_key, 2, SCHEMA_2)


def make_schema_3(path: Path, raw_key: bytes) -> None:
    """Leave a closed profile of the release that kept assessments fair."""
    _make(path, raw_key, 3, SCHEMA_3)


def _make(path: Path, raw_key: bytes, schema: int, content: dict[str, tuple[tuple[Any, ...], ...]]) -> None:
    database = open_database(path, raw_key)
    try:
        bring_up_to_date(database, schema)
    finally:
        database.close()
    connection = connect(path, raw_key)
    try:
        connection.execute("BEGIN")
        for table, rows in content.items():
            for row in rows:
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        connection.execute("COMMIT")
    finally:
        connection.close()
