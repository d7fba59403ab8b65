"""`assessor-app profile ...`: a locked-out assessor gets back to unsent work, and nobody else does."""

import json
from pathlib import Path
from typing import Any

import pytest

from assessor_app.bootstrap.headless import run_headless
from assessor_app.bootstrap.profiles import CannotOpen, MustWait, create_profile, open_profile
from assessor_app.cli.parser import build_parser
from assessor_app.config.district import VARIABLE
from assessor_app.config.paths import AppPaths
from assessor_app.vault import key_slots
from assessor_app.vault.district_keys import make_pair
from assessor_app.vault.key_derivation import CHEAPEST, Costs

WORDS, OTHER = "seven swans a-swimming", "six geese a-laying"


class Line:
    """The command line of one laptop, in this process."""

    def __init__(self, paths: AppPaths, capsys: pytest.CaptureFixture[str]) -> None:
        self.paths, self._capsys = paths, capsys
        self.profile_id = create_profile(paths, WORDS, is_cheap=True)

    def file(self, name: str, words: str) -> str:
        path = self.paths.base / name
        path.write_text(words, encoding="utf-8")
        return str(path)

    def run(self, *words: str, passphrase: str = WORDS) -> tuple[int, Any]:
        given = ["--passphrase-file", self.file("now", passphrase), "--basedir", str(self.paths.base), "--json"]
        status = run_headless(build_parser().parse_args(["profile", *words, *given]))
        return status, json.loads(self._capsys.readouterr().out)

    def opens(self, words: str) -> bool:
        self.paths.profile(self.profile_id).attempts.unlink(missing_ok=True)
        try:
            open_profile(self.paths, words).close()
        except CannotOpen:
            return False
        return True


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setattr(key_slots, "Costs", lambda: Costs(CHEAPEST, CHEAPEST))
    return Line(AppPaths(tmp_path / "laptop"), capsys)


def test_a_passphrase_is_changed(line: Line) -> None:
    assert line.run("passphrase", "--new-passphrase-file", line.file("new", "short"))[0] == 1
    assert line.run("passphrase", "--new-passphrase-file", line.file("new", OTHER))[0] == 0
    assert line.opens(OTHER)
    assert not line.opens(WORDS)


def test_the_code_on_paper_opens_what_a_forgotten_passphrase_closed(line: Line) -> None:
    code = line.run("recovery-code")[1]["recovery_code"]
    assert line.run("ways")[1]["has_recovery_code"] is False
    assert line.run("recovery-code", "--confirm-file", line.file("code", "0000 0000"))[0] == 1
    assert line.run("recovery-code", "--confirm-file", line.file("code", code.lower()))[0] == 0
    assert line.run("ways")[1]["has_recovery_code"] is True
    assert line.run("passphrase", "--new-passphrase-file", line.file("new", OTHER), passphrase=code)[0] == 0
    assert line.opens(OTHER)
    assert not line.opens(WORDS)


def test_the_district_gets_a_locked_out_assessor_back_in(line: Line) -> None:
    status, made = line.run("district-key", "--to", str(line.paths.base / "district.pem"))
    assert status == 0
    assert (line.paths.base / "district.pem").stat().st_mode & 0o777 == 0o600
    assert line.run("district-key", "--to", str(line.paths.base / "district.pem"))[0] == 1, "never written over"
    recover = ("recover", "--key-file", str(line.paths.base / "district.pem"))
    new = ("--new-passphrase-file", line.file("new", OTHER))
    assert line.run(*recover, *new)[0] == 1, "nothing is sealed to it yet"
    assert line.run("trust", made["recovery_key"])[1]["fingerprint"] == made["fingerprint"]
    assert line.run("ways")[1]["district_keys"] == [made["fingerprint"]]
    assert line.run(*recover, *new)[0] == 0
    assert line.opens(OTHER)
    stranger = line.file("stranger.pem", make_pair().private_pem.decode())
    status, said = line.run("recover", "--key-file", stranger, *new)
    assert status == 1
    assert "own district" in said["refused"]


def test_the_key_of_the_district_file_is_sealed_in_when_a_profile_is_opened(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only an administrator can write, that is: a colleague in the same account could name any file."""
    pair = make_pair()
    file = line.file("district.toml", f'recovery_key = "{pair.public}"\n')
    monkeypatch.setenv(VARIABLE, file)
    assert line.opens(WORDS)
    assert line.run("ways")[1]["district_keys"] == []
    monkeypatch.setattr("assessor_app.config.district.district_files", lambda **_: (Path(file),))
    assert line.opens(WORDS)
    assert line.run("ways")[1]["district_keys"] == [pair.fingerprint]


def test_a_name_in_the_list_is_never_long_or_strange(line: Line) -> None:
    assert line.run("list")[1][0]["label"] == "Profile 1"
    assert line.run("label", "A.  B.")[0] == 0
    assert line.run("list")[1][0]["label"] == "A. B."
    for words in ("x" * 41, "a\x00b"):
        assert line.run("label", words)[0] == 1
    (line.paths.profile(line.profile_id).label).write_text("{", encoding="utf-8")
    assert line.run("list")[1][0]["label"] == "Profile 1"


def test_guessing_waits_at_the_command_line_too(line: Line) -> None:
    assert line.run("label", "X", passphrase="a guess of somebody")[0] == 1
    status, said = line.run("label", "X")
    assert status == 1
    assert "Try again in" in said["refused"]
    with pytest.raises(MustWait):
        open_profile(line.paths, WORDS)


@pytest.mark.parametrize("action", ["ways", "recover"])
def test_of_several_profiles_one_must_be_named(line: Line, action: str) -> None:
    create_profile(line.paths, OTHER, is_cheap=True)
    key = ("--key-file", line.file("key", "")) if action == "recover" else ()
    status, said = line.run(action, *key)
    assert status == 1
    assert "--profile" in said["refused"]
    assert line.run("ways", "--profile", line.profile_id)[0] == 0
