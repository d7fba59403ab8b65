"""A writer on a disk that fails now and then (libfiu), or has no room (a limit on file sizes, a small file system)."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.store_factory import make_world
from tests.faults.torn_wal import trouble_in

ROOT = Path(__file__).parents[2]
PLACES = ("posix/io/rw/pwrite", "posix/io/rw/pread", "posix/io/sync/fdatasync", "posix/io/sync/fsync")
COUNT = 60


@dataclass(frozen=True)
class Written:
    """`acts` were acknowledged in this order, `refused` marks were not saved and said so."""

    acts: tuple[str, ...]
    refused: int
    words: str


def write_with_errors(folder: Path, percent: float) -> Written:
    """Mark on a disk where this share of all reads, writes and syncs fails with EIO."""
    faults = [f"enable_random name={place},probability={percent / 100}" for place in PLACES]
    return _write(["fiu-run", "-x", "-f", str(folder / "fiu")], folder, faults)


def write_within(folder: Path, limit_bytes: int) -> Written:
    """Mark while no file may grow beyond that: the database is told there is no room."""
    limit = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit_bytes},) * 2)"
    start = f"{limit}; import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    code = f"{start}; sys.argv = sys.argv[1:]; runpy.run_module('tests.fakes.marking_process', run_name='__main__')"
    return _run([sys.executable, "-c", code, "-", str(folder), str(COUNT)])


def write_freely(folder: Path) -> Written:
    return _write([], folder, [])


def make_profile(folder: Path) -> None:
    with make_world(folder):
        pass


def trouble_in_profile(folder: Path, written: Written, unsure: int = 0) -> str:
    """Look at it in a healthy process; "" when everything acknowledged is there, in its order, and nothing is torn.

    Where syncs fail, as many as `unsure` refused commits may still be read back from the log.
    """
    return trouble_in(folder / "profile.db", written.acts, len(written.acts), unsure)


def _write(before: list[str], folder: Path, faults: list[str]) -> Written:
    return _run([*before, sys.executable, "-m", "tests.fakes.marking_process", str(folder), str(COUNT), *faults])


def _run(command: list[str]) -> Written:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    refused = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("refused ")]
    return Written(tuple(done.stdout.split()), int(refused[-1]) if refused else 0, done.stderr[-600:])
