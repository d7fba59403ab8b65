"""A window manager for tests with a real window: without one, no window gets the keyboard focus."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

START_SECONDS = 10.0


@contextmanager
def window_manager(folder: Path) -> Iterator[None]:
    """openbox on $DISPLAY while the block runs; its log and configuration stay in folder."""
    with (folder / "openbox.log").open("wb") as log:
        process = subprocess.Popen(["openbox", "--sm-disable"], stdout=log, stderr=log)
        try:
            _wait_until_it_manages(process)
            yield
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _wait_until_it_manages(process: "subprocess.Popen[bytes]") -> None:
    """Wait until xdotool can ask the window manager which desktop is shown."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if subprocess.run(["xdotool", "get_desktop"], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.05)
    pytest.fail(f"openbox did not start managing windows (exit status {process.poll()})")
