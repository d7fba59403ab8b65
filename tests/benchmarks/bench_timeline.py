"""How long the timeline takes to paint while it is zoomed and panned, with none and with 10,000 moments on it."""

import json
import os
import subprocess
import sys

from tests.benchmarks.report import Figure, median, percentile

MOMENTS = 10_000
TOO_LONG_S = 600
Times = dict[str, dict[str, list[float]]]


def run() -> list[Figure]:
    times = _run(["0", str(MOMENTS)])
    bare, points, both = times["0"], times[str(MOMENTS)], times[f"{MOMENTS} mixed"]
    floor = percentile(bare["paint_ms"], 95)
    return [
        Figure(f"timeline_paint_{MOMENTS}_p95_ms", percentile(points["paint_ms"], 95), "ms", floor, _note(points)),
        Figure(f"timeline_paint_{MOMENTS}_mixed_p95_ms", percentile(both["paint_ms"], 95), "ms", floor, _note(both)),
        _spread(f"timeline_insert_{MOMENTS}_p95_ms", points["insert_ms"], "put in and painted"),
        _spread(f"timeline_playhead_{MOMENTS}_p95_ms", points["playhead_ms"], "each paint of a moving playhead"),
    ]


def _note(times: dict[str, list[float]]) -> str:
    taken = times["paint_ms"]
    spread = f"median {median(taken):.1f}, max {max(taken):.1f}"
    return f"{len(taken)} paints of wheel zoom and pan in the window at 1366x768, {spread}; baseline: no moments"


def _spread(name: str, taken: list[float], what: str) -> Figure:
    return Figure(name, percentile(taken, 95), "ms", None, f"{what}: median {median(taken):.2f}, max {max(taken):.1f}")


def _run(arguments: list[str]) -> Times:
    """A process of its own, as Qt takes one platform per process."""
    command = [sys.executable, "-m", "tests.benchmarks.timeline_runner", *arguments]
    environment = os.environ | {"QT_XCB_GL_INTEGRATION": "none"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=TOO_LONG_S)
    if done.returncode:
        raise RuntimeError(done.stderr)
    times: Times = json.loads(done.stdout)
    return times
