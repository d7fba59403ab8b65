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
from assessor_app.vault.files import FileSource
from tests.benchmarks.long_recording import make_long
from tests.benchmarks.report import Figure, median

TIMES = 5


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        hour = make_long(Path(folder) / "hour.mp4")
        size = f"{hour.stat().st_size / 1e6:.0f} MB, 720p30 and AAC"
        return [_waveform(hour, size), _thumbnails(hour, size), _look(hour, size)]


def _waveform(hour: Path, size: str) -> Figure:
    """Wall time of one after the other, each beside a bare decode of the same track in this process."""
    ours, bare = [], []
    for _ in range(TIMES):
        bare.append(_seconds(lambda: _decode_bare(hour)))
        ours.append(_seconds(lambda: _in_worker("waveform", hour)))
    ratios = sorted(mine / other for mine, other in zip(ours, bare, strict=True))
    note = f"{size}; {TIMES} pairs, ratio {ratios[0]:.2f}-{ratios[-1]:.2f}; process start and pipes included"
    return Figure("waveform_60min", median(ours), "s", median(bare), note)


def _thumbnails(hour: Path, size: str) -> Figure:
    cpu, pictures = [], 0
    for _ in range(TIMES):
        before = _cpu_of_children()
        made = _in_worker("thumbnails", hour)
        cpu.append(_cpu_of_children() - before)
        pictures = len(unpack_thumbnails(made[DerivedKind.THUMBNAILS]) or ())
    note = f"{size}; {pictures} pictures, {TIMES} times, {min(cpu):.2f}-{max(cpu):.2f} s; process start included"
    return Figure("thumbnails_60_cpu_s", median(cpu), "s", None, note)


def _look(hour: Path, size: str) -> Figure:
    took = [_seconds(lambda: _in_worker("look", hour)) for _ in range(TIMES)]
    note = f"{size}; every packet, first and last pictures decoded; {TIMES} times, {min(took):.2f}-{max(took):.2f} s"
    return Figure("probe_60min_s", median(took), "s", None, note)


def _in_worker(name: str, hour: Path) -> dict[str, bytes]:
    worker, source = Worker(), FileSource(hour)
    try:
        return worker.run(Job(name, source), Ticket())
    finally:
        worker.close()
        source.close()


def _decode_bare(hour: Path) -> None:
    with av.open(str(hour)) as container:
        for _ in container.decode(audio=0):
            pass


def _cpu_of_children() -> float:
    """Of those that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _seconds(act: Callable[[], object]) -> float:
    before = time.monotonic()
    act()
    return time.monotonic() - before
