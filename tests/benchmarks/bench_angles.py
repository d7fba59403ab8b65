"""Two angles of one lesson: how far they drift apart while they play, read off both screens every second.

A minute unless the variable `ANGLES_MINUTES` says how many; they are played in real time, nothing is sped up.
"""

import json
import os
import subprocess
import sys

from tests.benchmarks.report import Figure, percentile

MINUTES = "ANGLES_MINUTES"
TOO_LONG_S = 300


def run() -> list[Figure]:
    minutes = int(os.environ.get(MINUTES, "1"))
    found = _play(minutes)
    frames, drift_ms = [abs(apart) for apart in found["frames"]], [us / 1_000 for us in found["drift_us"]]
    within = 100 * sum(apart <= 1 for apart in frames) / len(frames)
    note = (
        f"{minutes} min in real time, read {len(frames)} times, largest {max(frames)} frames, paused exact at the end"
    )
    judged = f"as the program judges it; max {max(drift_ms):.1f}, at the end {drift_ms[-1]:.1f}; a frame is 33.3"
    return [
        Figure("angles_within_a_frame_percent", within, "%", None, note),
        Figure("angles_drift_p95_ms", percentile(drift_ms, 95), "ms", None, judged),
    ]


def _play(minutes: int) -> dict[str, list[int]]:
    command = [sys.executable, "-m", "tests.benchmarks.angles_runner", str(minutes)]
    environment = os.environ | {"QT_XCB_GL_INTEGRATION": "none"}
    patience = TOO_LONG_S + 60 * minutes
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=patience)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, list[int]] = json.loads(done.stdout.splitlines()[-1])
    return found
