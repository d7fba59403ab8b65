"""The vault: downloading and sealing beside curl, what a kill costs, and playing from it beside the plain file."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assessor_app.practice.media import manifest_of
from tests.benchmarks.lesson_clips import Lesson, lengthen, record
from tests.benchmarks.report import Figure, median, percentile
from tests.benchmarks.tls_file_server import ETAG
from tests.benchmarks.vault_runner import ARTIFACT, SEED
from tests.fakes.vaults import make_vault

MEGABYTES, DOWNLOADS, KILLS = 1_024, 7, 6
PLAYS, PLAYED_S = 5, 15.0
SAMPLES, LOWER, UPPER = 2_000, 2.5, 97.5
MIB = 1 << 20
ENGINES = ("qtmultimedia", "libvlc")
TOO_LONG_S = 1_200


def run(megabytes: int = MEGABYTES, downloads: int = DOWNLOADS, played_s: float = PLAYED_S) -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = []
        with tls_server(folder, megabytes) as server:
            figures += [_throughput(folder, server, downloads), _fetched_again(folder, server)]
        shutil.rmtree(folder / "served")
        return [*figures, *_playing(folder, played_s)]


@dataclass(frozen=True, slots=True)
class TlsServer:
    url: str
    authority: Path
    size: int


@contextmanager
def tls_server(folder: Path, megabytes: int) -> Iterator[TlsServer]:
    """One file of random bytes behind TLS on loopback, in a process of its own."""
    served = folder / "served"
    served.mkdir()
    certificate, key, file, manifest = (served / name for name in ("cert.pem", "key.pem", "file", "manifest.json"))
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-nodes"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    made = ["openssl", "req", "-x509", *curve, *subject, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    with file.open("wb") as stream:
        for _ in range(megabytes):
            stream.write(os.urandom(MIB))
    manifest.write_text(manifest_of(file).model_copy(update={"etag": ETAG}).model_dump_json(), encoding="utf-8")
    command = [sys.executable, "-m", "tests.benchmarks.tls_file_server"]
    process = subprocess.Popen(
        [*command, *map(str, (file, manifest, certificate, key))], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        yield TlsServer(f"https://127.0.0.1:{port}", certificate, megabytes * MIB)
    finally:
        process.kill()
        process.communicate()


def _throughput(folder: Path, server: TlsServer, times: int) -> Figure:
    """In turn, so that what else the machine does meets both; curl writes the same file, and syncs nothing."""
    ours, curls, cpu = [], [], []
    for number in range(times + 1):
        curl_s = _curl_seconds(folder, server)
        found = json.loads(_runner(server, "download", server.url, str(folder / "arriving")).splitlines()[-1])
        shutil.rmtree(folder / "arriving")
        if number:  # the first of each warms the caches
            curls.append(server.size / MIB / curl_s)
            ours.append(server.size / MIB / found["seconds"])
            cpu.append(found["cpu"])
    low, high = interval(ours, curls)
    note = (
        f"{server.size // MIB} MiB, {times} pairs, ratio {median(ours) / median(curls):.2f},"
        f" 95 % between {low:.2f} and {high:.2f}; ours {min(ours):.0f}-{max(ours):.0f}, curl"
        f" {min(curls):.0f}-{max(curls):.0f} MiB/s; {median(cpu):.2f} s CPU; every block proved, sealed and synced"
    )
    return Figure("download_seal_tls_1gib", median(ours), "MiB/s", median(curls), note)


def _curl_seconds(folder: Path, server: TlsServer) -> float:
    target = folder / "by-curl"
    began = time.monotonic()
    command = ["curl", "--silent", "--fail", "--cacert", str(server.authority), "--output", str(target)]
    subprocess.run([*command, f"{server.url}/file"], check=True)
    took = time.monotonic() - began
    target.unlink()
    return took


def _fetched_again(folder: Path, server: TlsServer) -> Figure:
    """Killed with -9 at a random byte, begun again: from where it had come to where it goes on."""
    chance, again = random.Random(SEED), []
    for _ in range(KILLS):
        wanted = chance.randrange(server.size)
        arrived = _kill_after(server, folder, wanted)
        found = json.loads(_runner(server, "download", server.url, str(folder / "arriving")).splitlines()[-1])
        again.append((arrived - found["from"]) / MIB)
        shutil.rmtree(folder / "arriving")
    note = f"{KILLS} kills, {', '.join(f'{each:.2f}' for each in again)}; a pause or a broken connection costs nothing"
    return Figure("fetched_again_after_kill", max(again), "MiB", None, note)


def _kill_after(server: TlsServer, folder: Path, wanted: int) -> int:
    """Return how many bytes had arrived when it died."""
    process = subprocess.Popen(
        _command("download", server.url, str(folder / "arriving")),
        stdout=subprocess.PIPE,
        text=True,
        env=_environment(server),
    )
    assert process.stdout is not None
    arrived = 0
    for line in process.stdout:
        if line.startswith("{"):
            break
        arrived = int(line)
        if arrived >= wanted:
            process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return arrived


def _playing(folder: Path, played_s: float) -> list[Figure]:
    clip = record(folder / "lesson.mp4", Lesson(1280, 720, 60))
    long = lengthen(clip, folder / "long.mp4", 3)
    _seal(long, folder / "sealed")
    figures = [_reads(long, folder / "sealed")]
    for engine in ENGINES:
        figures += [_seeks(engine, long, folder / "sealed"), _cpu(engine, long, folder / "sealed", played_s)]
    return figures


def _seal(file: Path, folder: Path) -> None:
    vault = make_vault(folder)
    sink = vault.sink(ARTIFACT, file.stat().st_size)
    sink.write(file.read_bytes())
    sink.complete()
    vault.close()


def _reads(plain: Path, sealed: Path) -> Figure:
    took = json.loads(_runner(None, "reads", str(plain), str(sealed)))
    slow = {name: percentile(times, 95) for name, times in took.items()}
    note = f"{len(took['sealed'])} reads, p95 {slow['sealed']:.2f}, plain {slow['plain']:.2f}"
    return Figure("vault_read_64kib_ms", median(took["sealed"]), "ms", median(took["plain"]), note)


def _seeks(engine: str, plain: Path, sealed: Path) -> Figure:
    took = json.loads(_runner(None, "seek", engine, str(plain), str(sealed)).splitlines()[-1])
    return _beside(f"vault_seek_{engine}_ms", took["sealed"], took["plain"], "ms", f"{len(took['sealed'])} seeks")


def _cpu(engine: str, plain: Path, sealed: Path, played_s: float) -> Figure:
    ours, theirs = list[float](), list[float]()
    for number in range(PLAYS):
        ways: list[tuple[list[float], tuple[str, ...]]] = [(theirs, ()), (ours, (str(sealed),))]
        for found, where in ways if number % 2 else reversed(ways):
            told = _runner(None, "play", engine, str(played_s), str(plain), *where)
            found.append(json.loads(told.splitlines()[-1])["cpu_percent"])
    note = f"{PLAYS} times {played_s:.0f} s in turn"
    return _beside(f"vault_play_{engine}_cpu", ours, theirs, "% of a core", note)


def _beside(name: str, ours: Sequence[float], theirs: Sequence[float], unit: str, note: str) -> Figure:
    low, high = interval(ours, theirs)
    return Figure(
        name, median(ours), unit, median(theirs), f"{note}, 95 % of the ratio between {low:.2f} and {high:.2f}"
    )


def interval(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the ratio of medians of pairs that were measured in turn."""
    chance, pairs = random.Random(SEED), list(zip(ours, theirs, strict=True))
    ratios = []
    for _ in range(SAMPLES):
        drawn = chance.choices(pairs, k=len(pairs))
        ratios.append(median([mine for mine, _ in drawn]) / median([other for _, other in drawn]))
    return percentile(ratios, LOWER), percentile(ratios, UPPER)


def _runner(server: TlsServer | None, *arguments: str) -> str:
    done = subprocess.run(
        _command(*arguments), env=_environment(server), capture_output=True, text=True, check=False, timeout=TOO_LONG_S
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.vault_runner", *arguments]


def _environment(server: TlsServer | None) -> Mapping[str, str]:
    """The bench's own authority is this system's for as long as it runs."""
    trust = {"SSL_CERT_FILE": str(server.authority)} if server is not None else {}
    return os.environ | {"QT_XCB_GL_INTEGRATION": "none"} | trust
