"""Known words of a submission, its names, its video and the keys to it are nowhere on a laptop that can be read.

The real program, headless and with its window, syncs, downloads, plays, marks, backs up, is killed, and loses the
evidence to a withdrawal; every file below its home is searched after each of these.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from assessor_app.bootstrap.profiles import create_profile
from assessor_app.config.paths import AppPaths
from assessor_app.practice import control
from tests.conftest import XDG
from tests.fakes.command_main import run_command
from tests.fakes.practice_process import PracticeProcess, made_server
from tests.fakes.warm_process import start_warm
from tests.faults.disk_search import found_in, found_in_process
from tests.faults.marked_sample import NAME, TOLD, VIDEO, WORDS, write_marked_sample
from tests.faults.shown_window import READY

ROOT = Path(__file__).parents[2]
PASSPHRASE = "harvest mouse in a velvet drawer"
LONGEST_S = 90
pytestmark = pytest.mark.slow


class Searched:
    """A laptop with a home of its own: everything the program writes is below `home`."""

    def __init__(self, folder: Path, server: PracticeProcess) -> None:
        self.home = folder / "home"
        self.base = self.home / "assessor"
        self.secrets = folder / "in the assessor's head"
        self.server = server
        token = server.tokens["assessor-1"]
        self.words: Mapping[str, bytes] = {
            "the candidate's words": WORDS.encode(),
            "a name": NAME.encode(),
            "the video": VIDEO,
            "the assessor's words": TOLD.encode(),
            "the token": token.encode(),
            "the passphrase": PASSPHRASE.encode(),
        }
        self.secrets.mkdir()
        (self.secrets / "passphrase").write_text(PASSPHRASE)
        (self.secrets / "token").write_text(token)
        for place in ("tmp", *XDG):
            (self.home / place).mkdir(parents=True, mode=0o700)

    @property
    def environment(self) -> dict[str, str]:
        places = {variable: str(self.home / variable) for variable in XDG}
        home = {"HOME": str(self.home), "TMPDIR": str(self.home / "tmp"), "QT_QPA_PLATFORM": "offscreen"}
        return {"PATH": os.environ["PATH"], "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"} | places | home

    def run(self, *arguments: str) -> None:
        passphrase = ["--passphrase-file", str(self.secrets / "passphrase")]
        options = {
            "arguments": ["--basedir", str(self.base), *passphrase, *arguments],
            "environment": self.environment,
            "output": self.home / "output",
        }
        process, said = start_warm(run_command, self.home / "errors", options)
        with said:
            assert said.poll(LONGEST_S), arguments
            status = said.recv()
        process.join()
        assert status == 0, (arguments, (self.home / "errors").read_text(), (self.home / "output").read_text())

    def window(self) -> "subprocess.Popen[str]":
        """Returns once the video was played, marked, and words were written about it."""
        command = [sys.executable, "-m", "tests.faults.shown_window", str(self.base)]
        pipe = subprocess.PIPE
        started = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, stdin=pipe, stdout=pipe, stderr=pipe
        )
        assert started.stdin is not None
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdin.write(f"{PASSPHRASE}\n")
        started.stdin.flush()
        said = started.stdout.readline()
        if said.strip() != READY:
            started.kill()
            pytest.fail(started.stderr.read()[-2000:])
        return started

    def sealed(self) -> list[Path]:
        """Evidence on the disk."""
        return [file for file in (self.base / "profiles").rglob("media/*") if file.stat().st_size > 1_000]

    def assert_nothing_is_readable(self, when: str) -> None:
        assert found_in(self.home, self.words) == [], when


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeProcess]:
    folder = tmp_path_factory.mktemp("marked")
    sample = write_marked_sample(folder / "sample")
    with PracticeProcess(folder / "server", sample=sample, like=made_server(folder / "made", sample)) as process:
        yield process


def test_nothing_of_a_submission_can_be_read_on_the_disk(server: PracticeProcess, tmp_path: Path) -> None:
    laptop = Searched(tmp_path, server)
    create_profile(AppPaths(laptop.base), PASSPHRASE, is_cheap=True)
    laptop.run("servers", "add", server.url, "--token-file", str(laptop.secrets / "token"))
    laptop.run("sync", "--all-media")
    laptop.assert_nothing_is_readable("after the download")
    assert laptop.sealed()
    shown = laptop.window()
    try:
        laptop.assert_nothing_is_readable("while the video is on the screen")
        assert found_in_process(shown.pid, laptop.words) == []
    finally:
        shown.kill()
        shown.communicate()
    laptop.assert_nothing_is_readable("after it was killed")
    laptop.run("backups", "make")
    laptop.assert_nothing_is_readable("after a backup")
    for assignment_id in control.assignments_of(server.data_dir, "assessor-1"):
        control.withdraw(server.data_dir, assignment_id, "Consent was taken back.")
    laptop.run("sync")
    laptop.assert_nothing_is_readable("after it was withdrawn")
    assert laptop.sealed() == []


def test_what_lies_open_is_found(tmp_path: Path) -> None:
    """The search itself: in bytes, as Windows writes words, in names, behind a picture's head."""
    words = {"a name": NAME.encode(), "the video": VIDEO}
    (tmp_path / "log").write_text(f"opened {NAME}")
    (tmp_path / "recent").write_bytes(NAME.encode("utf-16-le"))
    (tmp_path / f"{NAME}.txt").touch()
    (tmp_path / "cache").write_bytes(bytes(5000) + VIDEO)
    (tmp_path / "thumbnail").write_bytes(b"\xff\xd8\xff\xe0")
    assert len(found_in(tmp_path, words)) == 5
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", NAME])
    try:
        assert found_in_process(sleeper.pid, words) == [f"{sleeper.pid}/cmdline shows a name"]
    finally:
        sleeper.kill()
        sleeper.wait()
