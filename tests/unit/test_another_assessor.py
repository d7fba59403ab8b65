"""Whoever comes next gets a process of its own: the one that knew the last assessor's keys is gone by then."""

import os
import subprocess
import sys
from pathlib import Path

from assessor_app.bootstrap.profiles import create_profile
from assessor_app.config.paths import AppPaths

PASSPHRASE = "only for this test"
PROGRAM = """
import sys
from assessor_app.bootstrap import first_window
from assessor_app.bootstrap.one_window import is_open
from assessor_app.cli.parser import build_parser
from assessor_app.config.paths import AppPaths

arguments = build_parser().parse_args()

def start_anew(base):
    paths = AppPaths(base)
    print("anew", base, [is_open(paths.profile(each)) for each in paths.profile_ids()], flush=True)

first_window.start_anew = start_anew

def leave(desktop):
    lock = desktop.watch.lock

    def press():
        desktop.window.lock_now()
        assert lock.is_locked
        lock.screen.form.other.click()

    desktop.window.settled.connect(press)

sys.exit(first_window.run(arguments, leave))
"""


def test_another_assessor_begins_in_a_new_process_once_this_one_has_let_go(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path / "laptop")
    create_profile(paths, PASSPHRASE, is_cheap=True)
    (paths.base / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "--basedir", os.fspath(paths.base)]
    command += ["--passphrase-file", os.fspath(paths.base / "passphrase")]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == [f"anew {paths.base} [False]"]
