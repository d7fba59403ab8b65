"""No candidate on the assessor's desk: every reply of the server is read for the names it was given."""

import re
from pathlib import Path
from typing import Any

import requests

from assessor_app.practice.site import AFFILIATIONS
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Laptop
from tests.unit.practice.tiny_sample import NAMES

PATHS = ("/.well-known/assessment-exchange", "/profile", "/changes", "/snapshot", "/openapi.json")
# Also what could stand for a name: the candidate's key, and any word of a name.
WORDS = {word for name in NAMES for word in name.split()} - {"School", "District"}
# Where assessors belong is nobody's business either.
SCHOOLS = {name for where in AFFILIATIONS.values() for name in (where.school, where.district)}
FORBIDDEN = re.compile("|".join(sorted(WORDS | SCHOOLS)))


def links_in(document: Any) -> set[str]:
    """Every address an answer mentions."""
    if isinstance(document, dict):
        named = (document.get(name) for name in ("href", "manifest", "annotations_href"))
        found = {address for address in named if isinstance(address, str)}
        return found.union(*(links_in(value) for value in document.values()))
    if isinstance(document, list):
        return set().union(*(links_in(value) for value in document))
    return set()


def walk(laptop: Laptop) -> dict[str, requests.Response]:
    """Everything that can be reached from the beginning by following addresses."""
    waiting, read = set(PATHS), dict[str, requests.Response]()
    while waiting:
        path = waiting.pop()
        reply = read[path] = laptop.get(path)
        if reply.headers.get("Content-Type") != "application/json":
            continue
        document = reply.json()
        waiting |= links_in(document)
        for entry in document.get("changes", []) if isinstance(document, dict) else []:
            if entry["kind"] == "assignment":
                home = f"/assignments/{entry['id']}"
                waiting |= {home, f"{home}/annotations", f"{home}/assessments", f"{home}/outcome"}
        waiting -= set(read)
    return read


def test_no_reply_names_a_candidate_or_a_school(own_server: PracticeProcess) -> None:
    desks = fresh_desks(own_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    answers = [desks["assessor-1"].send_final((1, 3))[1], desks["assessor-2"].send_final((3, 3))[1]]
    walked = 0
    for label in own_server.tokens:
        read = walk(laptop_of(own_server, label))
        answers += read.values()
        walked += len(read)
    assert walked > 60, "the walk did not get around"
    for reply in answers:
        told = reply.content.decode("latin-1") + str(reply.headers)
        assert not FORBIDDEN.search(told), reply.url


def test_the_names_are_in_the_database_and_in_no_document(own_server: PracticeProcess) -> None:
    """Else the walk above would prove nothing."""
    own_server.stop()
    stored = (own_server.data_dir / "practice.db").read_bytes()
    for name in NAMES:
        assert name.encode() in stored


def test_the_log_has_neither_tokens_nor_names(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    desk.send_final()
    laptop_of(own_server, "lead").get("/nowhere")
    break_database(own_server.data_dir)
    assert desk.laptop.get("/changes").status_code == 500
    own_server.stop()
    log = own_server.log_file.read_text(encoding="utf-8")
    assert "KeyError" in log, "the error itself must be found in the log"
    for secret in (*own_server.tokens.values(), *NAMES, desk.assignment_id):
        assert secret not in log


def break_database(data_dir: Path) -> None:
    """Lose a submission behind the server's back, so that something must go wrong."""
    import sqlcipher3.dbapi2 as sqlite

    database = sqlite.connect(str(data_dir / "practice.db"))
    with database:
        database.execute("DELETE FROM document WHERE kind = 'submission'")
    database.close()


def test_an_error_inside_is_a_problem_without_a_stack_trace(own_server: PracticeProcess) -> None:
    laptop = laptop_of(own_server, "assessor-1")
    break_database(own_server.data_dir)
    reply = laptop.get("/changes")
    assert (reply.status_code, reply.headers["Content-Type"]) == (500, "application/problem+json")
    assert reply.json()["type"].endswith("/server-error")
    assert "AX-Server-Epoch" in reply.headers
    assert not re.search(r"Traceback|File |KeyError|\.py", reply.text)


def test_a_desk_has_extra_facts_of_the_micro_credential(desk: Desk) -> None:
    achievement = desk.laptop.document(desk.assignment["achievement"]["href"])
    assert achievement["competency"] == "Can do pause."
    assert achievement["contactHours"] == 3
    assert "secret" not in achievement
