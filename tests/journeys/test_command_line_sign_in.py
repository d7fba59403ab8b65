"""Signing in and out on the command line: by browser, with a token that stands in no list of processes, and out."""

import threading
import time
from pathlib import Path

import pytest

from assessor_app.bootstrap.profiles import create_profile
from assessor_app.config.paths import AppPaths
from assessor_app.practice import control_authorization as desk
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.signing_in import browser_of
from tests.journeys.test_command_line import PASSPHRASE, CommandLine

LONGEST_S = 30
LOOK_S = 0.05


@pytest.fixture
def laptop(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path / "laptop")
    create_profile(AppPaths(made.base), PASSPHRASE, is_cheap=True)
    return made


def somebody_at_the_browser(laptop: CommandLine, server: PracticeProcess) -> threading.Thread:
    """Reads the address off the terminal and signs in there."""
    terminal = laptop.base.parent / f"{laptop.base.name}.errors"
    person = browser_of(server)

    def sign_in() -> None:
        until = time.monotonic() + LONGEST_S
        while time.monotonic() < until:
            lines = terminal.read_text("utf-8").splitlines() if terminal.exists() else []
            addresses = [line.strip() for line in lines if "/oauth/authorize?" in line]
            if addresses:
                person.sign_in(addresses[-1])
                break
            time.sleep(LOOK_S)
        person.close()

    thread = threading.Thread(target=sign_in, name="at the browser")
    thread.start()
    return thread


def test_in_by_browser_and_out_again(
    server: PracticeProcess, laptop: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "true")
    refused = laptop.refused("servers", "add", server.url, "--browser")
    assert "Nobody has vouched for this server's key" in refused
    assert f"{server.url}/#key=" in refused
    person = somebody_at_the_browser(laptop, server)
    added = laptop.ask("servers", "add", server.invite, "--browser")
    person.join(LONGEST_S)
    assert added["name"] == "Riverside (practice)"
    assert laptop.ask("sync", "--pull")["servers"][0]["received"] > 0
    out = laptop.ask("servers", "sign-out", added["name"])
    assert out == {"signed_out": added["id"], "waiting": 0, "revoked": True}
    assert desk.open_sign_ins(server.data_dir, "assessor-1") == 0
    assert "sign" in laptop.refused("sync").lower()
