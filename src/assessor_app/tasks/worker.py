"""The program's side of the worker process: started late, killed when it is cancelled, silent or a liar, begun anew."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from assessor_app.media import worker_wire as wire
from assessor_app.media.worker_main import AS_WORKER
from assessor_app.media.worker_wire import Garbled, Sign
from assessor_app.services.vault_ports import MediaSource, Vault
from assessor_app.tasks.runner import Ticket
from assessor_app.tasks.worker_watch import Watch

MEGABYTES = 1_536
SILENCE_S = 60.0
LONGEST_S = 30 * 60.0
_LISTEN_EVERY_S = 0.1
_MOST_KINDS = 8
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "PYTHONPATH")
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class WorkerFailed(Exception):
    """The worker could not do it: it crashed, ran out of memory, hung, or said something unbelievable."""


class WorkerCancelled(Exception):
    """Whoever asked does not want it any more."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with which bytes. `written` takes (offset, bytes) of a file the job makes, and may raise.

    Killed after `silence_s` without a word from the worker, and after `longest_s` in any case.
    """

    name: str
    source: MediaSource
    given: Mapping[str, Any] = field(default_factory=dict)
    told: Callable[[float], None] = lambda _: None
    written: Callable[[int, bytes], None] | None = None
    silence_s: float = SILENCE_S
    longest_s: float = LONGEST_S


def own_command(megabytes: int = MEGABYTES) -> tuple[str, ...]:
    """How the worker starts: with the Python that runs the program, or in a bundle with the program itself."""
    if getattr(sys, "frozen", False):
        return (sys.executable, AS_WORKER, str(megabytes))
    return (sys.executable, "-m", "assessor_app.media.worker_main", str(megabytes))


def while_here(
    vault: Vault, artifact_id: str, tell: Callable[[float], None], clock: Callable[[], float] = time.monotonic
) -> Callable[[float], None]:
    """Return what tells how far a job is, and raises NotOnThisLaptop once what it reads was taken away.

    A job holds its file open: withdrawn bytes stay on the disk until it lets go of them. However often the worker
    speaks, it is passed on seldom: a hostile one must not fill the queue of the screen.
    """
    told_at: float | None = None

    def told(share: float) -> None:
        nonlocal told_at
        now = clock()
        if told_at is None or now - told_at >= _LISTEN_EVERY_S:
            told_at = now
            vault.open(artifact_id).close()
            tell(share)

    return told


class Worker:
    """One process at a time, used from one lane; `kill` and `close` may come from any thread."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = tuple(command or own_command())
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_closed = False

    @property
    def process_id(self) -> int | None:
        """None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    def run(self, job: Job, ticket: Ticket) -> dict[str, bytes]:
        """Return what the job made, by kind.

        Raises WorkerFailed, WorkerCancelled, and whatever reading the source or `written` raises.
        """
        if ticket.is_cancelled():
            raise WorkerCancelled(job.name)
        results = None
        try:
            with Watch(job.silence_s, job.longest_s, self.kill) as watch:
                ticket.when_cancelled(watch.cancel)
                results = self._converse(_Talk(self._started(), watch), job)
        except WorkerFailed as error:
            if ticket.is_cancelled():
                raise WorkerCancelled(job.name) from error
            raise WorkerFailed(f"{job.name}: {watch.reason or error}") from error
        finally:
            if results is None:
                self.kill()  # it may be in the middle of something
        return results

    def rest(self) -> None:
        """Nothing is to be done for now: the process ends, and its memory is the laptop's again."""
        self.kill()

    def kill(self) -> None:
        """End the process at once; the next job starts another one."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what could not be written any more
                cast(BinaryIO, pipe).close()

    def close(self) -> None:
        """For good."""
        with self._lock:
            self._is_closed = True
        self.kill()

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._is_closed:
                raise WorkerFailed("the program is closing")
            if self._process is None:
                self._process = _start(self._command)
            return self._process

    def _converse(self, talk: "_Talk", job: Job) -> dict[str, bytes]:
        talk.say(Sign.JOB, wire.pack_job(job.name, job.source.size, job.given))
        results: dict[str, bytes] = {}
        while True:
            sign, payload = talk.hear()
            if sign is Sign.READ:
                talk.say(Sign.BYTES, job.source.read_at(*talk.believe(wire.unpack_read, payload)))
            elif sign is Sign.SHARE:
                job.told(talk.believe(wire.unpack_share, payload))
            elif sign is Sign.WRITE and job.written is not None:
                job.written(*talk.believe(wire.unpack_write, payload))
            elif sign is Sign.RESULT:
                _keep(results, *talk.believe(wire.unpack_result, payload))
            elif sign is Sign.DONE:
                return results
            elif sign is Sign.FAILED:
                raise WorkerFailed(payload.decode(errors="replace"))
            else:
                raise WorkerFailed(f"{sign.name} is not for the program")


class _Talk:
    """The conversation with one process: whatever goes wrong with it is a WorkerFailed."""

    def __init__(self, process: "subprocess.Popen[bytes]", watch: Watch) -> None:
        self._inward, self._outward = cast(BinaryIO, process.stdout), cast(BinaryIO, process.stdin)
        self._watch = watch

    def say(self, sign: Sign, payload: bytes) -> None:
        try:
            wire.send(self._outward, sign, payload)
        except (OSError, ValueError, Garbled) as error:
            raise WorkerFailed(str(error)) from error

    def hear(self) -> tuple[Sign, bytes]:
        try:
            heard = wire.receive(self._inward)
        except (EOFError, OSError, ValueError, Garbled) as error:
            raise WorkerFailed(str(error)) from error
        self._watch.heard()
        return heard

    @staticmethod
    def believe(unpack: Callable[[bytes], Any], payload: bytes) -> Any:
        try:
            return unpack(payload)
        except Garbled as error:
            raise WorkerFailed(str(error)) from error


def _keep(results: dict[str, bytes], kind: str, data: bytes) -> None:
    results[kind] = data
    if len(results) > _MOST_KINDS or sum(map(len, results.values())) > wire.MOST_RESULT:
        raise WorkerFailed("more results than there can be")


def _start(command: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    """No environment of ours beyond what a Python needs to start: it may hold anything."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    quietly = 0
    if sys.platform == "win32":
        quietly = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | _ONE_THREAD,
            creationflags=quietly,
        )
    except OSError as error:
        raise WorkerFailed(f"it does not start: {error}") from error
    _widen(cast(BinaryIO, process.stdin))
    return process


def _widen(pipe: BinaryIO) -> None:
    """Let a whole piece of the file wait in the pipe: otherwise the two processes change turns every 64 KiB."""
    try:
        import fcntl  # noqa: PLC0415 - Unix alone has it, and Linux alone can do this

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, wire.MOST_PIECE)
    except (ImportError, AttributeError, OSError):
        return
