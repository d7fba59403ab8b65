"""From exec to a usable inbox of 10,000 assignments, beside the least PySide6 window, started in turn."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.benchmarks.filled import Laptop, filled_server, new_laptop, pull
from tests.benchmarks.report import Figure, median

ASSIGNMENTS = 10_000
TIMES = 9
NS_PER_MS = 1_000_000
TOO_LONG_S = 60


@dataclass(frozen=True)
class Start:
    """Milliseconds from exec to the paint without unlocking, and of unlocking (key derivation) alone."""

    usable_ms: float
    unlock_ms: float


def run() -> list[Figure]:
    with filled_server(ASSIGNMENTS) as server, new_laptop(server) as laptop:
        with laptop.profile() as profile:
            pull(profile)
        _start(laptop), _bare()  # files into the page cache, byte code onto the disk
        starts, bare = [], []
        for _ in range(TIMES):
            starts.append(_start(laptop))
            bare.append(_bare())
    usable = [start.usable_ms for start in starts]
    floor = median(bare)
    spread = f"{TIMES} starts, {min(usable):.0f}-{max(usable):.0f} ms; baseline {min(bare):.0f}-{max(bare):.0f} ms"
    unlock = median([start.unlock_ms for start in starts])
    return [
        Figure("start_10000", median(usable), "ms", floor, f"unlock left out; {spread}"),
        Figure("start_10000_unlock", unlock, "ms", None, "Argon2id without a keychain: 256 MiB, 3 passes, 4 lanes"),
    ]


def _start(laptop: Laptop) -> Start:
    command = ["tests.benchmarks.start_runner", "--basedir", os.fspath(laptop.paths.base)]
    command += ["--passphrase-file", os.fspath(laptop.passphrase_file), str(ASSIGNMENTS)]
    took, said = _painted(command)
    unlock = said["unlock_ns"] / NS_PER_MS
    return Start(took - unlock, unlock)


def _bare() -> float:
    return _painted(["tests.benchmarks.bare_window"])[0]


def _painted(module_and_arguments: list[str]) -> tuple[float, dict[str, int]]:
    """Run a module; return the milliseconds from exec to its paint, and what it said."""
    environment = os.environ | {"QT_XCB_GL_INTEGRATION": "none"}
    command = [sys.executable, "-m", *module_and_arguments]
    before = time.monotonic_ns()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=TOO_LONG_S)
    said: dict[str, int] = json.loads(done.stdout)
    return (said["painted_ns"] - before) / NS_PER_MS, said
