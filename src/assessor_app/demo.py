"""The demo behind `./run demo`: a practice server of its own, a profile with sample work, the real window."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from assessor_app.bootstrap import demo
from assessor_app.bootstrap.first_window import Start, run_start
from assessor_app.config.hardening import forbid_dumps
from assessor_app.config.paths import AppPaths

PASSPHRASE = "sample work only"


@contextmanager
def practice_server(data: Path) -> Iterator[dict[str, Any]]:
    """Run the practice server as a process of its own; yields its ready line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "assessor_app", "practice", "serve", "--data", os.fspath(data)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    try:
        yield json.loads(_first_line(process))
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


def main() -> int:
    """Serve sample work, sign in, fetch everything, open the window; all below one folder that stays."""
    forbid_dumps()
    signal.signal(signal.SIGTERM, _stop)
    paths = AppPaths(AppPaths.default().base / "demo")
    with practice_server(paths.practice) as ready:
        sys.stderr.write(f"The practice server runs at {ready['url']}; the demo's files are in {paths.base}\n")
        demo.prepare(paths, PASSPHRASE, ready)
        return run_start(Start(paths, passphrase=PASSPHRASE))


def _first_line(process: "subprocess.Popen[bytes]") -> bytes:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        raise SystemExit("The practice server did not start; its own words are above.")
    return line


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
