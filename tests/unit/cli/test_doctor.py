"""`doctor`, `support` and `backups`: a report whatever is wrong, in its documented shape; no secret in a bundle."""

import io
import json
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from assessor_app.bootstrap.headless import run_headless
from assessor_app.bootstrap.profiles import create_profile, open_profile
from assessor_app.cli.parser import build_parser
from assessor_app.config.district import VARIABLE
from assessor_app.config.paths import AppPaths, ProfilePaths
from assessor_app.domain.outbox import OutboxState
from assessor_app.domain.submission import MediaState
from assessor_app.services import annotate
from assessor_app.services.parking import cause_of
from assessor_app.services.views import ArtifactMedia
from assessor_app.vault.support_seal import open_for_district
from tests.fakes.store_factory import SERVER_ID, START, Bench, a_mark, a_server, put_world

ROOT = Path(__file__).parents[3]
WORDS = "only for this test"
VIDEO = "submission-1/artifacts/1"
TOKEN = "token-that-nobody-may-see"
CANDIDATE = "Benedetta Quintavalle"
PLANTED = (CANDIDATE, TOKEN, "Riverside", "riverside.example", "4F2A7K9", "Well waited", "secret words of a server")
Ask = Callable[..., tuple[int, Any, str]]


@pytest.fixture(scope="module")
def schema() -> Any:
    text = (ROOT / "docs" / "doctor.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    found = json.loads(block)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    (tmp_path / "passphrase").write_text(WORDS, encoding="utf-8")
    return AppPaths(tmp_path / "laptop")


@pytest.fixture
def ask(paths: AppPaths, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command; return exit status, JSON document and what a person is told on standard error."""

    def run(*arguments: str, knows_passphrase: bool = True) -> tuple[int, Any, str]:
        key = ["--passphrase-file", str(tmp_path / "passphrase")] if knows_passphrase else []
        status = run_headless(build_parser().parse_args(["--basedir", str(paths.base), *key, *arguments, "--json"]))
        said = capsys.readouterr()
        return status, json.loads(said.out), said.err

    return run


@pytest.fixture
def place(paths: AppPaths) -> ProfilePaths:
    """A profile with one mark that waits and one that was refused, both full of things nobody may see."""
    create_profile(paths, WORDS, is_cheap=True)
    profile = open_profile(paths, WORDS)
    bench = Bench()
    with profile.factory() as uow:
        put_world(uow)
        met = START + timedelta(minutes=20)
        uow.servers.put(replace(a_server(), server_time_at=START, met_at=met))
        uow.servers.put_token(SERVER_ID, TOKEN)
        for at in (1_000_000, 2_000_000):
            annotate.add(uow, bench.tools, a_mark(at, text=f"{CANDIDATE} waits. Well waited."))
        refused, waiting = uow.outbox.line(SERVER_ID, "assignment-1")
        uow.outbox.update(
            replace(
                refused,
                state=OutboxState.PARKED,
                cause=cause_of("reference-error"),
                server_words="secret words of a server",
                tries=1,
            )
        )
        uow.media.put(ArtifactMedia(VIDEO, MediaState.FAILED, 0, 5, "The server does not offer this file any more."))
        later = START + timedelta(minutes=5)
        words = f"Riverside did not answer {CANDIDATE}"
        uow.outbox.update(replace(waiting, tries=3, not_before_at=later, cause=words))
    profile.close()
    return profile.paths


def test_without_a_profile_there_is_a_report(ask: Ask, schema: Any) -> None:
    status, document, _ = ask("doctor")
    jsonschema.validate(document, schema)
    assert (status, document["profile"]["state"]) == (0, "none")
    assert tuple(int(part) for part in document["versions"]["SQLite"].split(".")) >= (3, 51, 3)
    assert document["versions"]["SQLCipher"]
    reminders = {finding["check"]: finding["words"] for finding in document["findings"] if finding["is_well"]}
    assert "BitLocker" in reminders["disk encryption"]


def test_a_locked_profile_is_reported_without_its_passphrase(ask: Ask, schema: Any, place: ProfilePaths) -> None:
    status, document, _ = ask("doctor", knows_passphrase=False)
    jsonschema.validate(document, schema)
    assert (status, document["profile"]["state"]) == (0, "locked")
    assert document["profile"]["key_slots"] == ["cheap"]
    assert document["integrity"]["is_whole"] is None


def test_every_stuck_item_is_explained(ask: Ask, schema: Any, place: ProfilePaths) -> None:
    status, document, _ = ask("doctor")
    jsonschema.validate(document, schema)
    assert (status, document["profile"]["state"], document["integrity"]["is_whole"]) == (3, "open", True)
    items = {item["state"]: item for item in document["queue"]["items"]}
    assert "could not make sense" in items["parked"]["reason"]
    assert "decide" in items["parked"]["next_step"]
    assert items["pending"]["tries"] == 3
    assert items["pending"]["next_try_at"].startswith("2026-03-02T17:35")
    assert "needs your decision" in items["pending"]["reason"], "not what kept it before"
    assert "sent by itself" in items["pending"]["next_step"]
    assert document["clock"][0]["laptop_ahead_s"] == 1200
    unwell = {finding["check"]: finding["words"] for finding in document["findings"] if not finding["is_well"]}
    assert "20 minutes ahead" in unwell["clock"]
    assert "cheap key slot" in unwell["passphrase"]
    assert "does not offer this file" in unwell["evidence 4F2A7K9"]


def test_a_damaged_profile_is_reported_and_restored_by_two_commands(ask: Ask, schema: Any, place: ProfilePaths) -> None:
    made = ask("backups", "make")[1]
    content = bytearray(place.database.read_bytes())
    content[100] ^= 1
    place.database.write_bytes(content)
    status, document, _ = ask("doctor")
    jsonschema.validate(document, schema)
    assert (status, document["profile"]["state"], document["integrity"]["is_whole"]) == (3, "damaged", False)
    assert made["name"] in document["profile"]["words"], "the report names the very command"
    assert document["backups"]["is_newest_whole"] is True
    status, restored, _ = ask("backups", "restore")
    assert (status, restored["name"]) == (0, made["name"])
    assert ask("doctor")[1]["profile"]["state"] == "open"


def test_backups_are_listed_and_unknown_ones_refused(ask: Ask, place: ProfilePaths) -> None:
    assert ask("backups", "list")[1] == []
    assert ask("backups", "restore")[0] == 1
    made = ask("backups", "make")[1]
    assert [row["name"] for row in ask("backups", "list")[1]] == [made["name"]]
    status, _, said = ask("backups", "restore", "rolling-of-another-laptop.db")
    assert status == 1
    assert "There is no backup" in said
    assert ask("recover-finals")[1]["brought_back"] == 0


def test_a_bad_district_file_is_told_with_its_line(
    ask: Ask, schema: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "district.toml"
    file.write_text("[settings]\nlock_after_min = 0\n")
    monkeypatch.setenv(VARIABLE, str(file))
    status, document, _ = ask("doctor")
    jsonschema.validate(document, schema)
    assert status == 3
    assert "line 2" in document["district"]["problems"][0]
    assert document["district"]["origins"]["lock_after_min"] == "district"


def contents(bundle: Path) -> Iterator[bytes]:
    yield bundle.read_bytes()
    with zipfile.ZipFile(io.BytesIO(bundle.read_bytes())) as archive:
        for info in archive.infolist():
            yield archive.read(info)
            yield info.filename.encode() + info.comment + info.extra


def test_a_support_bundle_holds_nothing_of_anybody(
    ask: Ask, place: ProfilePaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = X25519PrivateKey.generate()
    file = tmp_path / "district.toml"
    key = private.public_key().public_bytes_raw()
    file.write_text(f'recovery_key = "{b64encode(key).decode()}"\n')
    monkeypatch.setenv(VARIABLE, str(file))
    bundle = tmp_path / "bundle.zip"
    assert ask("support", "--to", str(bundle), "--with-refused")[0] == 0
    for content in contents(bundle):
        for marker in (*PLANTED, str(tmp_path), place.root.name, WORDS, "assignment-1", key.hex()):
            assert marker.encode() not in content, marker
    with zipfile.ZipFile(bundle) as archive:
        report = json.loads(archive.read("report.json"))
        sealed = archive.read("parked.sealed")
    assert {item["problem"] for item in report["queue"]["items"]} == {"reference-error", "other"}
    assert CANDIDATE in bytes.fromhex(json.loads(open_for_district(private, sealed))[0]["body"]).decode()
    status, _, said = ask("support", "--to", str(bundle))
    assert status == 1, "nothing is written over"
    assert "Choose another file" in said


def test_refused_writes_leave_the_laptop_sealed_or_not_at_all(ask: Ask, place: ProfilePaths) -> None:
    status, _, said = ask("support", "--with-refused")
    assert status == 1
    assert "recovery key" in said
    _, shown, _ = ask("support")
    assert sorted(shown) == ["README.txt", "report.json", "settings.json"]
