"""Endurance: 500 times open and close, 2,000 random seeks while playing, with each engine in a process of its own."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.benchmarks.report import Figure

ENGINES = ("libvlc", "qtmultimedia")
OPENINGS, SEEKS = 500, 2_000
TOO_LONG_S = 1_800


def run(openings: int = OPENINGS, seeks: int = SEEKS) -> list[Figure]:
    return [figure for engine in ENGINES for figure in _figures(engine, openings, seeks)]


def endure(engine: str, openings: int, seeks: int, *more: str) -> dict[str, Any]:
    """Return what the runner found; `crashes` counts a process that died, `hangs` also one that had to be ended."""
    command = [sys.executable, "-m", "tests.benchmarks.endurance_runner", engine, str(openings), str(seeks), *more]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=TOO_LONG_S)
    except subprocess.TimeoutExpired:
        return {"crashes": 0, "hangs": 1, "words": f"ended after {TOO_LONG_S} s"}
    if done.returncode:
        return {"crashes": 1, "hangs": 0, "words": f"exit code {done.returncode}: {done.stderr[-200:]}"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"crashes": 0} | found


def _figures(engine: str, openings: int, seeks: int) -> list[Figure]:
    found = endure(engine, openings, seeks)
    note = (
        f"{openings} openings, {seeks} random seeks; load {found.get('load', 0.0):.1f} {found.get('words', '')}".strip()
    )
    name = {"libvlc": "vlc", "qtmultimedia": "qt"}[engine]
    figures = [
        Figure(f"{name}_endurance_crashes", found["crashes"], "crashes", None, note),
        Figure(f"{name}_endurance_hangs", found["hangs"], "hangs", None, note),
    ]
    if "rss_end_mb" in found:
        opened = f"after {openings} openings {found['rss_opened_mb']:.0f} MB, then {seeks} seeks"
        end, start = found["rss_end_mb"], found["rss_start_mb"]
        figures.append(Figure(f"{name}_endurance_rss_mb", end, "MB", start, f"baseline: at the start; {opened}"))
    return figures
