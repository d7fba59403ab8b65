"""The server as a process: what it announces, keeps and hides, and how it stops."""

import json
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from assessor_app.practice.codes import is_code
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import laptop_of
from tests.unit.practice.laptop import problem
from tests.unit.practice.test_changes import pull
from tests.unit.practice.test_discovery import discovered


def test_started_again_it_is_the_same_server_with_the_same_work(own_server: PracticeProcess) -> None:
    url, invite, tokens = own_server.url, own_server.invite, dict(own_server.tokens)
    shown, _ = discovered(own_server)
    laptop = laptop_of(own_server, "assessor-1")
    entries, last = pull(laptop)
    epoch = laptop.get("/profile").headers["AX-Server-Epoch"]
    assert own_server.stop() == 0
    own_server.start()
    assert (own_server.url, own_server.invite, own_server.tokens) == (url, invite, tokens)
    assert discovered(own_server)[0] == shown
    assert laptop.get("/profile").headers["AX-Server-Epoch"] == epoch
    again, same = pull(laptop)
    assert again == entries
    assert same == last
    assert pull(laptop, last.next_cursor)[0] == []


def test_two_servers_have_nothing_in_common(own_server: PracticeProcess, shared_server: PracticeProcess) -> None:
    one, two = discovered(own_server)[0], discovered(shared_server)[0]
    assert one.server_id != two.server_id
    assert one.keys[0].kid != two.keys[0].kid
    assert not set(own_server.tokens.values()) & set(shared_server.tokens.values())
    stranger = requests.get(
        own_server.url + "/profile",
        headers={"Authorization": f"Bearer {shared_server.tokens['lead']}"},
        timeout=10,
    )
    assert problem(stranger) == "sign-in-required"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "axp_nobody", "Bearer axp_nobody"])
def test_nothing_is_read_without_a_token(shared_server: PracticeProcess, header: str) -> None:
    for path in ("/profile", "/changes", "/snapshot", "/assignments/x", "/submissions/x/artifacts/1"):
        reply = requests.get(shared_server.url + path, headers={"Authorization": header}, timeout=10)
        assert (reply.status_code, problem(reply)) == (401, "sign-in-required")
        assert reply.headers["WWW-Authenticate"].startswith("Bearer resource_metadata=")


def test_secrets_are_for_this_account_only(shared_server: PracticeProcess) -> None:
    keys = list((shared_server.data_dir / "keys").iterdir())
    assert len(keys) == 2  # of the protocol, and of badges
    for file in (*keys, shared_server.data_dir / "tokens.json"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((shared_server.data_dir / "keys").stat().st_mode) == 0o700
    stored = (shared_server.data_dir / "practice.db").read_bytes()
    for token in shared_server.tokens.values():
        assert token.encode() not in stored


def test_a_port_that_is_taken_meanwhile_is_replaced(own_server: PracticeProcess) -> None:
    port = int(own_server.url.rsplit(":", 1)[1])
    own_server.stop()
    with socket.socket() as taker:
        taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taker.bind(("127.0.0.1", port))
        taker.listen()
        own_server.start()
        assert int(own_server.url.rsplit(":", 1)[1]) != port


def test_a_port_may_be_chosen(tmp_path: Path, tiny_sample: Path) -> None:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]
    with PracticeProcess(tmp_path / "data", sample=tiny_sample, port=port) as process:
        assert process.url == f"http://127.0.0.1:{port}"


def test_an_empty_server_has_no_work(tmp_path: Path) -> None:
    with PracticeProcess(tmp_path / "data", "empty") as process:
        entries, page = pull(laptop_of(process, "assessor-1"))
        assert entries == []
        assert page.digest == laptop_of(process, "assessor-1").document("/snapshot")["digest"]


def test_work_is_put_in_once(own_server: PracticeProcess) -> None:
    assert len(assignments(own_server, "assessor-1")) == 4
    own_server.stop()
    own_server.start()
    assert len(assignments(own_server, "assessor-1")) == 4


def assignments(server: PracticeProcess, label: str) -> list[dict[str, object]]:
    entries, _ = pull(laptop_of(server, label))
    return [entry.object for entry in entries if entry.kind == "assignment" and entry.object is not None]


def test_the_installed_sample_is_a_days_work(tmp_path: Path) -> None:
    with PracticeProcess(tmp_path / "data") as process:
        first, second = assignments(process, "assessor-1"), assignments(process, "assessor-2")
        assert (len(first), len(assignments(process, "lead"))) == (8, 0)
        assert {each["role"] for each in first} == {"assess"}
        assert {each["role"] for each in second} == {"second"}
        assert 3 <= len(second) < 8
        codes = [str(each["code"]) for each in first + second]
        assert len(set(codes)) == len(codes)
        assert all(is_code(code) for code in codes)
        assert sorted(str(each["attempt"]) for each in first) == ["1"] * 6 + ["2"] * 2
        assert all(("previous" in each) == (each["attempt"] == 2) for each in first)
        assert len({str(each["due_at"]) for each in first}) == 8
        laptop = laptop_of(process, "assessor-1")
        for each in first:
            submission = laptop.document(each["submission"]["href"])  # type: ignore[index]
            videos = [part for part in submission["parts"] if part["media_type"] == "video/mp4"]
            assert {120 < float(video["duration"]) < 240 for video in videos} == {True}
            assert laptop.get(videos[0]["href"], Range="bytes=0-99").status_code == 206


def test_one_server_for_one_folder(own_server: PracticeProcess) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "assessor_app.practice.serve", "--data", os.fspath(own_server.data_dir)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode != 0
    assert second.stdout == ""
    assert "already running" in second.stderr
    assert laptop_of(own_server, "lead").get("/profile").status_code == 200


def test_after_a_power_cut_it_starts_again(own_server: PracticeProcess) -> None:
    url = own_server.url
    own_server.kill()
    own_server.start()
    assert own_server.url == url
    assert laptop_of(own_server, "lead").get("/profile").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/assignments", 404, "not-found"),
        ("POST", "/profile", 405, "method-not-allowed"),
        ("PUT", "/events", 405, "method-not-allowed"),
        ("POST", "/assignments/x/annotations", 405, "method-not-allowed"),
    ],
)
def test_the_frameworks_own_refusals_are_problems(
    shared_server: PracticeProcess, method: str, path: str, status: int, name: str
) -> None:
    reply = laptop_of(shared_server, "lead").send(method, path, b"{}", {})
    assert (reply.status_code, problem(reply)) == (status, name)
    assert ("Allow" in reply.headers) == (status == 405)
    assert reply.json()["instance"] == path


def test_what_was_read_before_is_not_read_again(shared_server: PracticeProcess) -> None:
    laptop = laptop_of(shared_server, "assessor-1")
    for path in ("/profile", "/snapshot"):
        first = laptop.get(path)
        again = laptop.get(path, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert laptop.get(path, If_None_Match='"other"').status_code == 200


def test_the_interface_is_described(shared_server: PracticeProcess) -> None:
    described = requests.get(f"{shared_server.url}/openapi.json", timeout=10).json()
    assert described["openapi"].startswith("3.1")
    assert {"ReceiptDoc", "ChangesPage", "SubmissionDoc", "AssignmentDoc"} <= set(described["components"]["schemas"])


def test_it_announces_itself_in_one_line_of_json(tmp_path: Path, tiny_sample: Path) -> None:
    command = [sys.executable, "-m", "assessor_app.practice.serve", "--data", os.fspath(tmp_path / "data")]
    with subprocess.Popen([*command, "--sample", os.fspath(tiny_sample)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        process.terminate()
        rest = process.stdout.read()
    assert process.returncode == 0
    assert rest == ""
    assert set(ready) == {"url", "tokens", "codes", "invite"}
    assert set(ready["tokens"]) == set(ready["codes"]) == {"assessor-1", "assessor-2", "assessor-3", "lead"}
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", ready["url"])
