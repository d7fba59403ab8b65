"""Measures the vault in a process of its own: `download`, `reads`, `seek`, `play`; prints one JSON object at its end.

Arguments after the way: `download URL FOLDER MEGABYTES`, `reads PLAIN FOLDER`, `seek ENGINE PLAIN FOLDER`,
`play ENGINE SECONDS PLAIN [FOLDER]`; FOLDER holds the vault, PLAIN the same bytes as a plain file.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast

from assessor_app.adapters.assessment_exchange import download as exchange_download
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.http import Http
from assessor_app.domain.submission import Artifact, PartKind
from assessor_app.services.download import Fetch, Progress, download
from assessor_app.services.exchange_ports import MediaManifest
from assessor_app.services.vault_ports import MediaSource
from assessor_app.tasks.runner import Runner
from assessor_app.tasks.sealing import beside_on
from tests.fakes.plain_source import PlainSource
from tests.fakes.vaults import make_vault

ARTIFACT = "bench/artifacts/1"
READS, READ_BYTES = 2_000, 64 * 1024
SEEKS = 60
SEED = 20261122
SETTLE_MS = 1_500


class OneFile:
    """The client of a server that offers one file: the adapter's own manifest and stream."""

    def __init__(self, url: str) -> None:
        self._link = Link(Http(url), url, "bench", "epoch", cast(Any, None))

    def manifest(self, href: str) -> MediaManifest:
        return exchange_download.manifest(self._link, href)

    def media(self, href: str, etag: str, offset: int) -> AbstractContextManager[Iterator[bytes]]:
        return exchange_download.media(self._link, href, etag, offset)


class RememberedVersion:
    """A unit of work that knows which version was begun, and nothing else."""

    def __init__(self) -> None:
        self.media = self
        self._etag = ""

    def etag(self, _: str) -> str:
        return self._etag

    def set_etag(self, _: str, etag: str) -> None:
        self._etag = etag


def fetch(url: str, folder: str) -> dict[str, float]:
    """Seconds from the first request until the file stands whole; each new offset goes to the standard output."""
    client, version, vault = OneFile(url), RememberedVersion(), make_vault(Path(folder))
    told = client.manifest("file")
    artifact = Artifact(ARTIFACT, 1, PartKind.ARTIFACT, "file", "video/mp4", told.sha256, told.size, href="file")
    runner = Runner(lambda call: call())
    task = Fetch(lambda: nullcontext(cast(Any, version)), cast(Any, client), vault, beside=beside_on(runner, "bench"))
    offsets: list[int] = []

    def tell(offset: int) -> None:
        if not offsets or offset - offsets[-1] >= READ_BYTES:
            offsets.append(offset)
            sys.stdout.write(f"{offset}\n")
            sys.stdout.flush()

    began, cpu = time.monotonic(), _cpu()
    download(task, artifact, Progress(tell))
    took = {"seconds": time.monotonic() - began, "cpu": _cpu() - cpu, "from": offsets[0]}
    runner.close()
    vault.close()
    return took


def reads(plain: str, folder: str) -> Mapping[str, list[float]]:
    """Milliseconds of reads of 64 KiB at random places, plain and sealed in turn."""
    vault = make_vault(Path(folder))
    sources: Mapping[str, MediaSource] = {"plain": PlainSource(Path(plain)), "sealed": vault.open(ARTIFACT)}
    chance, took = random.Random(SEED), {name: list[float]() for name in sources}
    for _ in range(READS):
        offset = chance.randrange(sources["plain"].size - READ_BYTES)
        found = set()
        for name, source in sources.items():
            began = time.perf_counter()
            data = source.read_at(offset, READ_BYTES)
            took[name].append((time.perf_counter() - began) * 1_000)
            found.add(data)
        if len(found) != 1:
            raise AssertionError("plain and sealed differ")
    return took


def seek(engine: str, plain: str, folder: str) -> Mapping[str, list[float]]:
    """Milliseconds of exact seeks to the same frames, plain and sealed in turn, each in a player of its own."""
    from tests.benchmarks.player_screen import rest

    vault = make_vault(Path(folder))
    with _screen(engine) as one, _screen(engine) as two:
        one.open(PlainSource(Path(plain)))
        two.open(vault.open(ARTIFACT))
        times = one.player.frame_times
        chance, took = random.Random(SEED), {"plain": list[float](), "sealed": list[float]()}
        for number in range(SEEKS):
            start, end = times.span(chance.randrange(len(times) - 2))
            pair = [("plain", one), ("sealed", two)]
            for name, screen in pair if number % 2 else reversed(pair):
                took[name].append(screen.seek_ms(start, (start + end) // 2))
                rest(400)  # what goes on behind the picture must not burden the other
    vault.close()
    return took


def play(engine: str, seconds: str, plain: str, folder: str = "") -> Mapping[str, float]:
    """CPU of this process in percent of one core while it plays."""
    from tests.benchmarks.player_screen import rest

    with _screen(engine) as screen:
        screen.open(make_vault(Path(folder)).open(ARTIFACT) if folder else PlainSource(Path(plain)))
        screen.player.play()
        rest(SETTLE_MS)
        cpu, began = time.process_time(), time.monotonic()
        rest(round(float(seconds) * 1_000))
        return {"cpu_percent": 100 * (time.process_time() - cpu) / (time.monotonic() - began)}


@contextmanager
def _screen(engine: str) -> Iterator[Any]:
    from tests.benchmarks.player_runner import screen_of

    with screen_of(engine) as screen:
        yield screen


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


WAYS: Mapping[str, Callable[..., Mapping[str, object]]] = {
    "download": fetch,
    "reads": reads,
    "seek": seek,
    "play": play,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(WAYS[sys.argv[1]](*sys.argv[2:])) + "\n")
