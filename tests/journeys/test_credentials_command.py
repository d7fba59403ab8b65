"""Certifications at the command line: what a teacher may hold in their hands, and what the program says to each."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openbadgeslib import baking

from assessor_app.bootstrap.profiles import create_profile
from assessor_app.config.paths import AppPaths
from assessor_app.practice import control
from tests.fakes.badges import Badge, rsa_key
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.test_command_line import PASSPHRASE, CommandLine
from tests.unit.adapters.test_badge_files import png
from tests.unit.practice.laptop import Laptop
from tests.unit.practice.tiny_sample import write_tiny_sample


@pytest.fixture
def server(tmp_path: Path):
    sample = write_tiny_sample(tmp_path / "sample")
    with PracticeProcess(tmp_path / "server", sample=sample) as process:
        yield process


@pytest.fixture
def laptop(tmp_path: Path, server: PracticeProcess) -> CommandLine:
    """Signed in, nothing fetched: whatever is kept was added by hand."""
    line = CommandLine(tmp_path / "laptop")
    create_profile(AppPaths(line.base), PASSPHRASE, is_cheap=True)
    line.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    return line


def badges_of(server: PracticeProcess, label: str) -> list[str]:
    return list(Laptop(server.url, server.tokens[label]).document("/credentials")["compactJwsString"])


def written(folder: Path, content: str | bytes, name: str = "badge.jws") -> str:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(file)


def test_own_badges_are_added_from_any_kind_of_file(
    laptop: CommandLine, server: PracticeProcess, tmp_path: Path
) -> None:
    first, second = badges_of(server, "assessor-1")
    assert laptop.ask("credentials", "list") == []
    row = laptop.ask("credentials", "add", written(tmp_path, first))
    assert (row["standing"], row["issuer"]) == ("valid", "Riverside Micro-credentials")
    picture = baking.bake_png(png(), second, keyword=baking.ITXT_KEYWORD_OB3)
    done = laptop.run("credentials", "add", written(tmp_path, picture, "badge.png"))
    assert done.returncode == 0
    assert "was added until" in done.stdout
    listed = laptop.ask("credentials", "list")
    assert {each["id"] for each in listed} == {row["id"], *(each["id"] for each in listed)}
    assert [each["standing"] for each in listed] == ["valid", "valid"]
    assert "Certified assessor: pause" in laptop.run("credentials", "list").stdout


def test_a_sync_brings_them_by_itself(laptop: CommandLine) -> None:
    laptop.ask("sync")
    assert [each["standing"] for each in laptop.ask("credentials", "list")] == ["valid", "valid"]


def test_what_is_of_no_use_is_refused_in_plain_words(
    laptop: CommandLine, server: PracticeProcess, tmp_path: Path
) -> None:
    (mine, *_), (theirs, *_) = badges_of(server, "assessor-1"), badges_of(server, "assessor-2")
    head, body, signature = mine.split(".")
    cases: dict[str, str | bytes] = {
        "given to somebody else": theirs,
        "its signature is wrong": f"{head}.{body}.{signature[:-8]}AAAAAAAA",
        "was not issued by anybody Riverside (practice) trusts": Badge(issuer="https://elsewhere.example").signed(),
        "did not sign it": Badge().signed(rsa_key("forger")),
        "This is not a certification": "Dear colleague, please find enclosed",
        "too large to be a badge": "x" * 10_000_000,
        "no certification in this picture": png(),
    }
    for words, content in cases.items():
        assert words in laptop.refused("credentials", "add", written(tmp_path, content)), words
    assert "cannot be read" in laptop.refused("credentials", "add", str(tmp_path / "nowhere.jws"))
    assert "cannot be read" in laptop.refused("credentials", "add", str(tmp_path))
    assert laptop.ask("credentials", "list") == []


@pytest.mark.parametrize(
    ("event", "words"),
    [(control.end_certification, "ended on"), (control.revoke_certification, "was withdrawn by Riverside")],
)
def test_one_that_holds_no_more_is_refused(
    laptop: CommandLine, server: PracticeProcess, tmp_path: Path, event, words: str
) -> None:
    event(server.data_dir, "assessor-1")
    assert words in laptop.refused("credentials", "add", written(tmp_path, badges_of(server, "assessor-1")[0]))
    assert laptop.ask("credentials", "list") == []


def test_without_it_scripts_read_and_do_not_score(laptop: CommandLine, server: PracticeProcess) -> None:
    laptop.ask("sync")
    control.revoke_certification(server.data_dir, "assessor-1")
    laptop.ask("sync")
    first = laptop.ask("inbox")[0]["id"]
    assert laptop.ask("show", first)
    said = laptop.refused("feedback", first, "--text", "Well done.")
    assert "You can read, not score." in said
    control.renew_certification(server.data_dir, "assessor-1", datetime.now(UTC) + timedelta(days=10))
    laptop.ask("sync")
    assert laptop.ask("feedback", first, "--text", "Well done.")
    assert "expiring" in json.dumps(laptop.ask("credentials", "list"))
    findings = [each for each in laptop.ask("doctor")["findings"] if each["check"].startswith("certification ")]
    assert len(findings) == 2
    assert all(each["is_well"] and each["words"].startswith("expiring, until") for each in findings)
