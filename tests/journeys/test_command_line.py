"""A script's day: the same work as in the window, through the stable command line, against the real practice server."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assessor_app.bootstrap.profiles import create_profile
from assessor_app.config.paths import AppPaths
from tests.fakes.command_main import run_command
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.warm_process import start_warm
from tests.journeys.judging import finals_of

LONGEST_S = 120
PASSPHRASE = "a passphrase for this test"
INBOX_KEYS = {"id", "server", "code", "micro_credential", "attempt", "role", "state", "due_at", "media_state"}


class CommandLine:
    """One laptop, used by a script."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.secret = base.parent / f"{base.name}.passphrase"
        self.secret.write_text(f"{PASSPHRASE}\n")

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """In a process of its own that has loaded the program already."""
        given = ["--basedir", os.fspath(self.base), "--passphrase-file", os.fspath(self.secret), *arguments]
        output, errors = (self.base.parent / f"{self.base.name}.{name}" for name in ("output", "errors"))
        options = {"arguments": given, "environment": dict(os.environ), "output": output}
        process, said = start_warm(run_command, errors, options)
        with said:
            assert said.poll(LONGEST_S), arguments
            status = said.recv()
        process.join()
        process.close()
        return subprocess.CompletedProcess(given, status, output.read_text("utf-8"), errors.read_text("utf-8"))

    def ask(self, *arguments: str) -> Any:
        """The one JSON document a command prints."""
        done = self.run(*arguments, "--json")
        found_something = 3 if arguments[0] == "doctor" else 0  # a profile that opens quickly is one such thing
        assert done.returncode in (0, found_something), (arguments, done.stdout, done.stderr)
        return json.loads(done.stdout)

    def refused(self, *arguments: str) -> str:
        """Why a command was refused: the same sentence for a person and in the document."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 1, (arguments, done.stdout, done.stderr)
        assert json.loads(done.stdout)["refused"] in done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr


@pytest.fixture
def bare(tmp_path: Path) -> CommandLine:
    """A laptop nobody has used yet."""
    return CommandLine(tmp_path / "laptop")


@pytest.fixture
def laptop(bare: CommandLine) -> CommandLine:
    """A laptop whose profile opens quickly."""
    create_profile(AppPaths(bare.base), PASSPHRASE, is_cheap=True)
    return bare


def judge(laptop: CommandLine, row: dict[str, Any], shown: dict[str, Any]) -> list[str]:
    """Declare, mark, score and cite every criterion on the video, write the feedback; return the marks' ids."""
    laptop.ask("declare", row["id"])
    video = next(a for a in shown["artifacts"] if a["media_type"].startswith("video/"))
    marks = []
    for criterion in shown["rubric"]["criteria"]:
        mark = laptop.ask(
            "mark", row["id"], "--artifact", str(video["number"]), "--at", "20", "--until", "31.5",
            "--criterion", criterion["id"], "--type", "strength", "--text", "seen",
        )  # fmt: skip
        marks.append(mark["id"])
        laptop.ask(
            "score", row["id"], "--criterion", criterion["id"], "--level", criterion["levels"][-1]["name"],
            "--rationale", "clearly shown", "--cite", mark["id"],
        )  # fmt: skip
    laptop.ask("feedback", row["id"], "--text", "You wait. Next, wait after the answer too.")
    return marks


@pytest.mark.slow
def test_a_submission_is_scored_offline_and_received(server: PracticeProcess, laptop: CommandLine) -> None:
    laptop.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    laptop.ask("sync", "--pull")
    rows = laptop.ask("inbox")
    assert len(rows) == 8
    assert set(rows[0]) >= INBOX_KEYS
    row = next(r for r in rows if "gestures" in r["micro_credential"])
    server.stop()

    laptop.ask("declare", row["code"])
    shown = laptop.ask("show", row["code"])
    assert "not complete" in laptop.refused("submit", row["id"])
    marks = judge(laptop, row, shown)
    laptop.ask("submit", row["id"])
    assert "submitted" in laptop.refused("feedback", row["id"], "--text", "too late")
    assert "cannot be reached" in laptop.refused("sync")
    assert [item["state"] for item in laptop.ask("outbox")] == ["pending"] * len(laptop.ask("outbox"))
    assert laptop.ask("receipts") == []
    copies = list(laptop.base.glob("profiles/*/finals/*.sealed"))
    assert len(copies) == 1, "a second way home, should the database be lost before the server answers"

    server.start()
    laptop.ask("sync")
    assert list(laptop.base.glob("profiles/*/finals/*.sealed")) == []
    (final,) = finals_of(server, row["id"])
    receipts = {r["op_id"]: r for r in laptop.ask("receipts")}
    assert receipts[final["op_id"]]["disposition"] == "accepted"
    assert [reference["id"].removeprefix("urn:uuid:") for reference in final["assessment"]["annotations"]] == marks
    assert next(r["state"] for r in laptop.ask("inbox") if r["id"] == row["id"]) == "accepted"


def test_the_installed_command_says_the_same(bare: CommandLine) -> None:
    here = bare.run("inbox")
    command = [sys.executable, "-m", "assessor_app", "--basedir", os.fspath(bare.base), "inbox"]
    there = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)
    assert here.stderr


def test_the_first_sign_in_makes_a_profile_only_its_passphrase_opens(
    server: PracticeProcess, bare: CommandLine
) -> None:
    assert "Sign in first" in bare.refused("inbox")
    assert "token" in bare.refused("servers", "add", server.url, "--token", "wrong").lower()
    bare.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    assert len(bare.ask("servers", "list")) == 1
    bare.secret.write_text("another passphrase\n")
    assert "passphrase" in bare.refused("inbox")


def test_what_cannot_be_done_is_said_in_words(server: PracticeProcess, laptop: CommandLine) -> None:
    laptop.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    laptop.ask("sync", "--pull")
    row = laptop.ask("inbox")[0]
    laptop.ask("declare", row["id"])
    shown = laptop.ask("show", row["id"])
    video = str(next(a["number"] for a in shown["artifacts"] if a["media_type"].startswith("video/")))
    text = str(next(a["number"] for a in shown["artifacts"] if a["media_type"].startswith("text/")))
    assert "not on this laptop" in laptop.refused("show", "no-such-code")
    assert "no criterion" in laptop.refused("score", row["id"], "--criterion", "99", "--level", "x")
    assert "no level" in laptop.refused("score", row["id"], "--criterion", "1", "--level", "Splendid")
    for seconds in ("-1", "soon", "99999", "nan"):
        said = laptop.refused("mark", row["id"], "--artifact", video, f"--at={seconds}", "--text", "x")
        assert "no such moment" in said
        assert "Nothing was marked" in said
    assert "has no time" in laptop.refused("mark", row["id"], "--artifact", text, "--at", "1", "--text", "x")
    assert "has no artifact 99" in laptop.refused("mark", row["id"], "--artifact", "99", "--at", "1", "--text", "x")
    assert laptop.run("mark").returncode == 2
    assert laptop.ask("show", row["id"])["annotations"] == []
