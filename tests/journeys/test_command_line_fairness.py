"""A script that keeps to the rules: declares, gives conditions and reasons, hands back, and writes copies."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from assessor_app.bootstrap.profiles import create_profile
from assessor_app.config.paths import AppPaths
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.test_command_line import PASSPHRASE, CommandLine

GESTURES = "gestures"


@pytest.fixture
def laptop(tmp_path: Path, server: PracticeProcess) -> CommandLine:
    """Signed in, everything of the server's here but its evidence files."""
    bare = CommandLine(tmp_path / "laptop")
    create_profile(AppPaths(bare.base), PASSPHRASE, is_cheap=True)
    bare.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    bare.ask("sync", "--pull")
    return bare


def a_row(laptop: CommandLine) -> dict[str, Any]:
    return next(row for row in laptop.ask("inbox") if GESTURES in row["micro_credential"])


def judged(laptop: CommandLine, code: str) -> dict[str, Any]:
    """One criterion scored with a moment, one given a condition; return what `show` says."""
    laptop.ask("declare", code)
    shown = laptop.ask("show", code)
    video = next(a for a in shown["artifacts"] if a["media_type"].startswith("video/"))
    first, second = shown["rubric"]["criteria"][:2]
    mark = laptop.ask(
        "mark", code, "--artifact", str(video["number"]), "--at", "20", "--criterion", first["id"],
        "--text", "=HYPERLINK(1) <b>waits</b>",
    )  # fmt: skip
    laptop.ask(
        "score", code, "--criterion", first["id"], "--level", first["levels"][-1]["name"], "--rationale", "At 00:20.",
        "--feedback", "Try **six** seconds.", "--cite", mark["id"],
    )  # fmt: skip
    laptop.ask(
        "score", code, "--criterion", second["id"], "--condition", shown["condition_codes"][0]["code"],
        "--rationale", "There is no sound.",
    )  # fmt: skip
    laptop.ask("feedback", code, "--text", "You wait. <script>alert(1)</script>")
    return dict(laptop.ask("show", code))


def test_nothing_is_seen_or_marked_before_the_declaration(laptop: CommandLine) -> None:
    row = a_row(laptop)
    assert (row["may_score"], row["certification"]) == (True, "valid")
    shown = laptop.ask("show", row["code"])
    assert (shown["evidence_open"], shown["is_declaration_missing"], shown["declared_at"]) == (False, True, None)
    texts = [part for part in shown["artifacts"] if part["media_type"].startswith("text/")]
    assert texts
    assert all(part["text"] == "" for part in texts)
    assert "closed until" in laptop.refused("mark", row["code"], "--artifact", "1", "--at", "1", "--text", "x")
    assert "declare" in laptop.run("show", row["code"]).stdout
    first = laptop.ask("declare", row["code"])
    assert laptop.ask("declare", row["code"]) == first, "the first one stays"
    shown = laptop.ask("show", row["code"])
    assert (shown["evidence_open"], shown["declared_at"]) == (True, first["declared_at"])
    assert any(part.get("text") for part in shown["artifacts"])


def test_a_condition_needs_a_known_code_and_a_reason(laptop: CommandLine) -> None:
    row = a_row(laptop)
    shown = judged(laptop, row["code"])
    criteria = shown["rubric"]["criteria"]
    given = {each["criterion_id"]: each["condition_code"] for each in shown["scores"]}
    assert given == {criteria[0]["id"]: None, criteria[1]["id"]: shown["condition_codes"][0]["code"]}
    third = criteria[2]["id"]
    code = shown["condition_codes"][0]["code"]
    assert "without a reason" in laptop.refused("score", row["code"], "--criterion", third, "--condition", code)
    said = laptop.refused("score", row["code"], "--criterion", third, "--condition", "nonsense", "--rationale", "x")
    assert "no condition code nonsense. It has: no_audio (" in said
    assert laptop.run("score", row["code"], "--criterion", third).returncode == 2
    assert laptop.run("score", row["code"], "--criterion", third, "--level", "x", "--condition", code).returncode == 2
    assert len(laptop.ask("show", row["code"])["scores"]) == 2


def test_the_history_tells_every_change_of_a_score(laptop: CommandLine) -> None:
    row = a_row(laptop)
    assert laptop.ask("history", row["code"]) == []
    shown = judged(laptop, row["code"])
    first = shown["rubric"]["criteria"][0]
    laptop.ask("score", row["code"], "--criterion", first["id"], "--level", first["levels"][0]["name"])
    levels = [change for change in laptop.ask("history", row["code"]) if change["field"] == "level"]
    assert [(change["before"], change["after"]) for change in levels] == [
        ("", first["levels"][-1]["name"]),
        (first["levels"][-1]["name"], first["levels"][0]["name"]),
    ]
    assert all(change["at"].endswith("Z") and change["criterion"] == first["name"] for change in levels)
    assert first["levels"][0]["name"] in laptop.run("history", row["code"]).stdout


def test_a_hand_back_leaves_the_words_and_takes_the_evidence(server: PracticeProcess, laptop: CommandLine) -> None:
    row = a_row(laptop)
    judged(laptop, row["code"])
    assert laptop.run("recuse", row["code"]).returncode == 2, "a reason is asked for"
    assert "reason is missing" in laptop.refused("recuse", row["code"], "--reason", "  ")
    laptop.ask("recuse", row["code"], "--reason", "My niece is in it.", "--kind", "conflict-of-interest")
    shown = laptop.ask("show", row["code"])
    assert shown["handed_back"]["kind"] == "conflict-of-interest"
    assert shown["feedback"].startswith("You wait.")
    assert not any(part.get("text") for part in shown["artifacts"])
    assert "handed back" in laptop.refused("feedback", row["code"], "--text", "more")
    assert a_row(laptop)["state"] == "handed-back"
    laptop.ask("sync")
    assert laptop.ask("outbox") == []
    assert a_row(laptop)["state"] == "handed-back", "that the server takes it away then is no news"


def test_the_copy_is_written_in_every_form(laptop: CommandLine, tmp_path: Path) -> None:
    row = a_row(laptop)
    shown = judged(laptop, row["code"])
    made = {}
    for form in ("html", "csv", "webvtt", "webannotation", "pdf"):
        path = tmp_path / f"copy.{form}"
        answer = laptop.ask("export", row["code"], "--format", form, "--to", str(path))
        assert answer["files"] == [str(path)]
        made[form] = path.read_bytes()
    page = made["html"].decode()
    assert "Try <strong>six</strong> seconds." in page
    assert "<script" not in page
    assert 'href="#t=' in page
    assert made["csv"].startswith(b"\xef\xbb\xbf")
    cells = next(csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"))))
    assert cells["Note"].startswith("'=HYPERLINK")
    assert made["webvtt"].startswith(b"WEBVTT")
    assert b"<b>" not in made["webvtt"]
    collection = json.loads(made["webannotation"])
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 1)
    assert collection["first"]["items"][0]["target"]["source"] == shown["annotations"][0]["artifact_id"]
    assert made["pdf"].startswith(b"%PDF-")
    assert b"/JavaScript" not in made["pdf"]


def test_an_export_writes_over_nothing_and_says_what_is_in_its_way(laptop: CommandLine, tmp_path: Path) -> None:
    row = a_row(laptop)
    judged(laptop, row["code"])
    path = tmp_path / "copy.html"
    path.write_text("mine")
    asked = ("export", row["code"], "--format", "html", "--to", str(path))
    assert "is there already" in laptop.refused(*asked)
    assert path.read_text() == "mine"
    laptop.ask(*asked, "--force")
    assert path.read_text().startswith("<!doctype html>")
    assert "is a folder. Name a file in it" in laptop.refused(
        "export", row["code"], "--format", "csv", "--to", str(tmp_path), "--force"
    )
    assert "no folder" in laptop.refused(
        "export", row["code"], "--format", "csv", "--to", str(tmp_path / "no" / "x.csv")
    )
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.endswith(".part")] == []
