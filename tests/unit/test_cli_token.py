"""Where a personal token may come from: a file or standard input, so that it stands in no list of processes."""

import io
from argparse import Namespace
from pathlib import Path

import pytest

from assessor_app.cli.output import Refusal
from assessor_app.cli.parser import build_parser
from assessor_app.cli.signing_in import _token


def asked(*words: str) -> Namespace:
    return build_parser().parse_args(["servers", "add", "https://riverside.example", *words])


def test_from_a_file_or_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "token"
    file.write_text("axp_one\n")
    assert _token(asked("--token-file", str(file))) == "axp_one"
    monkeypatch.setattr("sys.stdin", io.StringIO("axp_two\nmore\n"))
    assert _token(asked("--token-file", "-")) == "axp_two"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Refusal, match="standard input"):
        _token(asked("--token-file", "-"))


def test_without_any_the_ways_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Refusal, match="--browser, --device"):
        _token(asked())


def test_only_one_way_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        asked("--browser", "--device")
    assert "not allowed with" in capsys.readouterr().err
