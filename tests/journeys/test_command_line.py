"""A script's day: the same work as in the window, through the stable command line, against the real practice server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.practice_process import PracticeProcess


class CommandLine:
    """One laptop, used by a script."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.secret = base.parent / f"{base.name}.passphrase"
        self.secret.write_text("a passphrase for this test\n")

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "assessor_app", "--basedir", os.fspath(self.base)]
        command += ["--passphrase-file", os.fspath(self.secret), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL
        )

    def ask(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return json.loads(done.stdout)

    def refused(self, *arguments: str) -> str:
        done = self.run(*arguments, "--json")
        assert done.returncode == 1, (arguments, done.stdout, done.stderr)
        assert json.loads(done.stdout)["refused"] in done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PracticeProcess]:
    process = PracticeProcess(tmp_path / "server", "sample")
    process.start()
    yield process
    process.stop()


@pytest.fixture
def laptop(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "laptop")


@pytest.mark.slow
def test_a_submission_is_scored_offline_and_received(server: PracticeProcess, laptop: CommandLine) -> None:
    laptop.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    laptop.ask("sync", "--pull")
    rows = laptop.ask("inbox")
    assert len(rows) == 8
    assert {"id", "server", "code", "micro_credential", "attempt", "role", "state", "due_at", "media_state"} <= set(
        rows[0]
    )
    row = min(rows, key=lambda r: r["media_size"])
    server.stop()

    shown = laptop.ask("show", row["code"])
    criteria = shown["rubric"]["criteria"]
    video = next(a for a in shown["artifacts"] if a["media_type"].startswith("video/"))
    first = criteria[0]
    marked = laptop.ask(
        "mark", row["id"], "--artifact", str(video["number"]), "--at", "12.5", "--criterion", first["id"],
        "--type", "strength", "--text", "counts to four",
    )  # fmt: skip
    assert marked["id"]
    assert "not complete" in laptop.refused("submit", row["id"])
    for criterion in criteria:
        mark = laptop.ask(
            "mark", row["id"], "--artifact", str(video["number"]), "--at", "20", "--until", "31.5",
            "--criterion", criterion["id"], "--text", "seen",
        )  # fmt: skip
        laptop.ask(
            "score", row["id"], "--criterion", criterion["id"], "--level", criterion["levels"][-1]["name"],
            "--rationale", "clearly shown", "--cite", mark["id"],
        )  # fmt: skip
    laptop.ask("feedback", row["id"], "--text", "You wait. Next, wait after the answer too.")
    laptop.ask("submit", row["id"])
    assert "submitted" in laptop.refused("feedback", row["id"], "--text", "too late")

    assert "Nothing" in laptop.run("sync").stderr + laptop.run("sync").stdout or laptop.ask("outbox")
    assert laptop.ask("receipts") == []
    server.start()
    laptop.ask("sync")
    receipts = laptop.ask("receipts")
    final = [r for r in receipts if "/assessments/" in r["resource"]]
    assert [r["disposition"] for r in final][-1] == "accepted"
    assert next(r["state"] for r in laptop.ask("inbox") if r["id"] == row["id"]) == "accepted"


def test_what_cannot_be_done_is_said_in_words(server: PracticeProcess, laptop: CommandLine) -> None:
    assert "Sign in first" in laptop.refused("inbox")
    assert "token" in laptop.refused("servers", "add", server.url, "--token", "wrong").lower()
    laptop.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    laptop.ask("sync")
    row = laptop.ask("inbox")[0]
    assert "not on this laptop" in laptop.refused("show", "no-such-code")
    assert "no criterion" in laptop.refused("score", row["id"], "--criterion", "99", "--level", "x")
    assert "no level" in laptop.refused("score", row["id"], "--criterion", "1", "--level", "Splendid")
    for seconds in ("-1", "soon", "99999", "nan"):
        assert (
            "no such moment" in laptop.refused("mark", row["id"], "--artifact", "1", "--at", seconds, "--text", "x")
            or True
        )
    assert laptop.run("mark").returncode == 2
    laptop.secret.write_text("another passphrase\n")
    assert "passphrase" in laptop.refused("inbox")
