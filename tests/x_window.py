"""A window manager for tests with a real window: without one, no window gets the keyboard focus."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

START_SECONDS = 10.0


@contextmanager
def window_manager(folder: Path) -> Iterator[None]:
    """openbox on $DISPLAY while the block runs; its log and configuration stay in folder."""
    with (folder / "openbox.log").open("wb") as log:
        process = _managing(log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _managing(log: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start openbox until it stays: an X server that lost its last client starts anew and refuses who comes then."""
    deadline = time.monotonic() + START_SECONDS
    process = subprocess.Popen(["openbox", "--sm-disable"], stdout=log, stderr=log)
    while time.monotonic() < deadline:
        if process.poll() is not None:
            process = subprocess.Popen(["openbox", "--sm-disable"], stdout=log, stderr=log)
        # xdotool can ask which desktop is shown only once there is a window manager.
        if subprocess.run(["xdotool", "get_desktop"], capture_output=True, check=False).returncode == 0:
            return process
        time.sleep(0.05)
    process.kill()
    process.wait()
    pytest.fail("openbox did not start managing windows; its words are in openbox.log")
