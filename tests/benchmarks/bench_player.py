"""The player: right frames, seeks and steps, playing beside mpv, and memory with an hour of video open."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks import mpv_peer
from tests.benchmarks.lesson_clips import Lesson, lengthen, record
from tests.benchmarks.report import Figure, median, percentile

QT, VLC = "qtmultimedia", "libvlc"
TOO_LONG_S = 1_200
ROUNDS = 3
PLAYED_S = 20.0
WHOLE = 100
AS_PHONES_RECORD = 12_000_000


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_right_frames(), *_seeks(Path(folder)), *_steps(Path(folder)), *_playing(Path(folder))]


def _right_frames() -> list[Figure]:
    return [
        _percent("qt_paused_exact_percent", _ours("exact", QT)),
        _percent("vlc_paused_exact_percent", _ours("exact", VLC)),
        _percent("qt_playing_time_exact_percent", _ours("playing", QT)),
    ]


def _percent(name: str, found: dict[str, list[int]]) -> Figure:
    right, asked = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    note = ", ".join(f"{kind} {pair[0]}/{pair[1]}" for kind, pair in found.items())
    return Figure(name, WHOLE * right / asked, "%", None, note)


def _seeks(folder: Path) -> list[Figure]:
    path = _once(folder / "720p30.mp4", Lesson(1280, 720, 120))
    figures = []
    for engine in (QT, VLC):
        times = _ours("seek", engine, str(path))
        ours, theirs = times["ours"], times["mpv"]
        note = f"{engine}, {len(ours)} seeks, p95 {percentile(ours, 95):.0f}, max {max(ours):.0f}"
        if theirs:
            note += f"; mpv p95 {percentile(theirs, 95):.0f}, max {max(theirs):.0f}"
        name = "seek_median_ms" if engine == QT else "vlc_seek_median_ms"
        figures.append(Figure(name, median(ours), "ms", median(theirs) if theirs else None, note))
    return figures


def _steps(folder: Path) -> list[Figure]:
    path = _once(folder / "720p30.mp4", Lesson(1280, 720, 120))
    times = _ours("step", QT, str(path))
    every = [*times["back"], *times["forward"]]
    note = "; ".join(f"{way} median {median(t):.0f}, p95 {percentile(t, 95):.0f}" for way, t in times.items())
    return [Figure("step_p95_ms", percentile(every, 95), "ms", None, f"{note}; max {max(every):.0f}")]


def _playing(folder: Path) -> list[Figure]:
    """In turn, so that what else the machine does meets both."""
    path = _once(folder / "1080p30.mp4", Lesson(1920, 1080, 30, bit_rate=AS_PHONES_RECORD))
    long = lengthen(path, folder / "1080p30-long.mp4", 3)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_ours("play", QT, str(long), str(PLAYED_S)))
        if mpv_peer.is_here():
            theirs.append(_run([sys.executable, "-m", "tests.benchmarks.mpv_peer", str(path), str(PLAYED_S)]))
    note = f"{ROUNDS} times {PLAYED_S:.0f} s in turn"
    return [
        Figure(
            "play_1080p30_dropped", _sum(ours, "dropped"), "frames", _sum(theirs, "dropped") if theirs else None, note
        ),
        Figure(
            "play_1080p30_cpu", _mean(ours, "cpu_percent"), "% of a core", _mean(theirs, "cpu_percent") or None, note
        ),
    ]


def _sum(found: list[dict[str, float]], name: str) -> float:
    return sum(each[name] for each in found)


def _mean(found: list[dict[str, float]], name: str) -> float:
    return _sum(found, name) / max(len(found), 1)


def _once(path: Path, lesson: Lesson) -> Path:
    return path if path.exists() else record(path, lesson)


def _ours(*arguments: str) -> Any:
    return _run([sys.executable, "-m", "tests.benchmarks.player_runner", *arguments])


def _run(command: list[str]) -> Any:
    environment = os.environ | {"QT_XCB_GL_INTEGRATION": "none"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=TOO_LONG_S)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
