"""What is computed from an hour of lesson video, through the worker process as the program does it."""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av

from assessor_app.domain.derived import DerivedKind
from assessor_app.media.derived import unpack_thumbnails
from assessor_app.tasks.runner import Ticket
from assessor_app.tasks.worker import Job, Worker
from tests.benchmarks.long_recording import make_long
from tests.benchmarks.report import Figure, median
from tests.fakes.plain_source import PlainSource

TIMES = 5


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        hour = make_long(Path(folder) / "hour.mp4")
        size = f"{hour.stat().st_size / 1e6:.0f} MB, 720p30 and AAC"
        return [_waveform(hour, size), _thumbnails(hour, size), _look(hour, size)]


def _waveform(hour: Path, size: str) -> Figure:
    """Each beside a bare decode of the same track; CPU of both processes, because the worker gives way to others."""
    ours, bare, wall = [], [], []
    for _ in range(TIMES):
        bare.append(_cpu_seconds(lambda: _decode_bare(hour)))
        before = time.monotonic()
        ours.append(_cpu_seconds(lambda: _in_worker("waveform", hour)))
        wall.append(time.monotonic() - before)
    ratios = sorted(mine / other for mine, other in zip(ours, bare, strict=True))
    spread = f"CPU, {TIMES} pairs, ratio {ratios[0]:.2f}-{ratios[-1]:.2f}"
    note = f"{size}; {spread}; process start and pipes included; on the clock {min(wall):.1f}-{max(wall):.1f} s"
    return Figure("waveform_60min", median(ours), "s", median(bare), note)


def _thumbnails(hour: Path, size: str) -> Figure:
    cpu, made = [], dict[str, bytes]()
    for _ in range(TIMES):
        cpu.append(_cpu_seconds(lambda: made.update(_in_worker("thumbnails", hour))))
    pictures = len(unpack_thumbnails(made[DerivedKind.THUMBNAILS]) or ())
    note = f"{size}; {pictures} pictures, {TIMES} times, {min(cpu):.2f}-{max(cpu):.2f} s; process start included"
    return Figure("thumbnails_60_cpu_s", median(cpu), "s", None, note)


def _look(hour: Path, size: str) -> Figure:
    took = [_seconds(lambda: _in_worker("look", hour)) for _ in range(TIMES)]
    note = f"{size}; every packet, first and last pictures decoded; {TIMES} times, {min(took):.2f}-{max(took):.2f} s"
    return Figure("probe_60min_s", median(took), "s", None, note)


def _in_worker(name: str, hour: Path) -> dict[str, bytes]:
    worker, source = Worker(), PlainSource(hour)
    try:
        return worker.run(Job(name, source), Ticket())
    finally:
        worker.close()
        source.close()


def _decode_bare(hour: Path) -> None:
    with av.open(str(hour)) as container:
        for _ in container.decode(audio=0):
            pass


def _cpu_seconds(act: Callable[[], object]) -> float:
    """Of this process and of those it started and saw end."""

    def used() -> float:
        usages = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)

    before = used()
    act()
    return used() - before


def _seconds(act: Callable[[], object]) -> float:
    before = time.monotonic()
    act()
    return time.monotonic() - before
