"""The first pull of 10,000 assignments, the window meanwhile, the inbox with them, and the commit of one annotation."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.benchmarks.commit_pair import commit_times
from tests.benchmarks.report import Figure, median, percentile

ASSIGNMENTS = 10_000
COMMITS = 400
FRAME_MS = 16
TOO_LONG_S = 900


def run() -> list[Figure]:
    return [*_window(int(os.environ.get("BENCH_ASSIGNMENTS", ASSIGNMENTS))), _commits()]


def _window(assignments: int) -> list[Figure]:
    found: Any = _run(assignments)
    late = [gap for gap, _ in found["pulling"]]
    own = [own for _, own in found["pulling"]]
    quiet = max(gap for gap, _ in found["quiet"])
    over = sum(gap > FRAME_MS for gap in late)
    note = (
        f"{len(late)} beats, p99.9 {percentile(late, 99.9):.1f}, {over} over {FRAME_MS} ms;"
        f" computing in one go at most {max(own):.1f} ms; baseline: the same window at rest"
    )
    first, filtered = found["first_page_ms"], found["filter_ms"]
    return [
        Figure(f"first_pull_{assignments}_s", found["pull_s"], "s", None, "on loopback, with the window open"),
        Figure("ui_blocked_max_ms", max(late), "ms", quiet, note),
        Figure("inbox_first_page_ms", median(first), "ms", None, _spread(first)),
        Figure("inbox_filter_ms", percentile(filtered, 95), "ms", None, f"p95; {_spread(filtered)}"),
    ]


def _spread(times: list[float]) -> str:
    return (
        f"{len(times)} times, median {median(times):.1f}, {min(times):.1f}-{max(times):.1f} ms to the end of the paint"
    )


def _commits() -> Figure:
    sealed, plain = commit_times(COMMITS)
    note = (
        f"ratio {median(sealed) / median(plain):.2f}; {COMMITS} commits each, taking turns, synchronous=FULL;"
        f" p95 {percentile(sealed, 95):.2f} and {percentile(plain, 95):.2f} ms; baseline: plain SQLite"
    )
    return Figure("annotation_commit_p50_ratio", median(sealed), "ms", median(plain), note)


def _run(assignments: int) -> Any:
    """A process of its own: Qt takes one platform per process."""
    command = [sys.executable, "-m", "tests.benchmarks.sync_runner", str(assignments)]
    environment = os.environ | {"QT_XCB_GL_INTEGRATION": "none"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=TOO_LONG_S)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)
