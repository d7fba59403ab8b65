"""Key press to committed row and painted marker while a video plays, with 0, 1,000 and 10,000 moments before."""

import json
import os
import subprocess
import sys

from tests.benchmarks.report import Figure, median, percentile

MOMENTS = (0, 1_000, 10_000)
PULLED = 10_000
TOO_LONG_S = 600
Times = dict[str, dict[str, list[float]]]


def run() -> list[Figure]:
    times = _run([str(count) for count in MOMENTS])
    floor = median(times["0"]["painted_ms"])
    figures = []
    for count in MOMENTS:
        painted, saved = times[str(count)]["painted_ms"], times[str(count)]["saved_ms"]
        figures += [
            Figure(f"key_to_saved_{count}_p95_ms", percentile(painted, 95), "ms", None, _note(painted, saved)),
            Figure(f"key_to_saved_{count}_median_ms", median(painted), "ms", floor, "baseline: with 0 moments"),
        ]
    return figures + _beside_a_pull()


def _note(painted: list[float], saved: list[float]) -> str:
    committed = f"committed: median {median(saved):.1f}, p95 {percentile(saved, 95):.1f}"
    return f"{len(painted)} keys, max {max(painted):.1f}; {committed}"


def _beside_a_pull() -> list[Figure]:
    times = _run(["pull", str(PULLED)])
    alone, beside, saved = times["alone"]["painted_ms"], times["beside"]["painted_ms"], times["beside"]["saved_ms"]
    note = f"during a first pull of {PULLED} assignments, baseline without; {_note(beside, saved)}"
    return [Figure("key_to_saved_pulling_p95_ms", percentile(beside, 95), "ms", percentile(alone, 95), note)]


def _run(arguments: list[str]) -> Times:
    """A process of its own: Qt takes one platform per process, and what the player logs is kept for when it fails."""
    command = [sys.executable, "-m", "tests.benchmarks.key_runner", *arguments]
    environment = os.environ | {"QT_XCB_GL_INTEGRATION": "none"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=TOO_LONG_S)
    if done.returncode:
        raise RuntimeError(done.stderr)
    times: Times = json.loads(done.stdout)
    return times
