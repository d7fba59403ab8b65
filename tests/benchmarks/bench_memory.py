"""Resident memory with an hour of 720p open, over minutes of use: `ASSESSOR_BENCH_MINUTES` says how many (2)."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.lesson_clips import Lesson, lengthen, record
from tests.benchmarks.report import Figure, median

MINUTES = 2.0
MINUTES_LONG = 60
PREPARED_S = 600


def run() -> list[Figure]:
    minutes = float(os.environ.get("ASSESSOR_BENCH_MINUTES", MINUTES))
    with tempfile.TemporaryDirectory() as folder:
        # Here and not there: what encoding leaves behind in a process is not the program's.
        minute = record(Path(folder) / "minute.mp4", Lesson(1280, 720, 60), has_sound=True)
        hour = lengthen(minute, Path(folder) / "hour.mp4", MINUTES_LONG)
        sizes = _use(hour, minutes)
    tenth = max(len(sizes) // 10, 1)
    first, last = median(sizes[1 : 1 + tenth] or sizes), median(sizes[-tenth:])
    note = f"{minutes:g} minutes of use: first {first:.0f}, last {last:.0f}, highest {max(sizes):.0f}"
    return [Figure("rss_mb", last, "MB", None, note)]


def _use(hour: Path, minutes: float) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.memory_runner", str(hour), str(minutes)]
    environment = os.environ | {"QT_XCB_GL_INTEGRATION": "none"}
    limit = minutes * 60 + PREPARED_S
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=limit)
    if done.returncode:
        raise RuntimeError(done.stderr)
    sizes: list[float] = json.loads(done.stdout.splitlines()[-1])["mb"]
    return sizes
