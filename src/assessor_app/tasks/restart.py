"""Starts the program anew, as a process of its own: another person's keys never share memory with the last one's."""

import subprocess
import sys
from pathlib import Path


def start_anew(base: Path) -> None:
    """Open the list of profiles in a new process, which goes on when this one has ended."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "assessor_app"]
    subprocess.Popen(
        [*program, "--basedir", str(base)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
