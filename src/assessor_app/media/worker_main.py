"""The worker process: parses what may be hostile, knows no path, no key and no network, and can be killed any time.

Started as `python -m assessor_app.media.worker_main MEGABYTES`, in a bundle as the program itself with `AS_WORKER
MEGABYTES`. It reads jobs from its standard input and asks for
the bytes of the file piece by piece over its standard output. What it prints by accident goes nowhere.

The memory limit is the kernel's where `resource` exists and minds it (Linux); on macOS and Windows what holds is
that one file is worked on at a time, that replies are bounded, and that it is killed when it takes too long.
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from assessor_app.config.hardening import forbid_dumps
from assessor_app.media import worker_wire as wire
from assessor_app.media.worker_source import Pipes, PipeSource
from assessor_app.media.worker_wire import Sign

Jobs = Mapping[str, Callable[..., Mapping[str, bytes]]]
AS_WORKER = "--work-for-the-window"
"""The program's own first argument when it is to be the worker process; nobody types it."""
NICENESS = 10
_MEGABYTE = 1 << 20


def limit_memory(megabytes: int) -> bool:
    """Let the kernel refuse more than that; False where it cannot."""
    try:
        import resource  # noqa: PLC0415 - Unix alone has it

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not leave a child's picture on the disk
    except (ImportError, ValueError, OSError):
        return False
    return True


def give_way() -> None:
    """Whoever plays a video meanwhile goes first."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def own_pipes() -> Pipes:
    """Take over standard input and output; what anything else prints from now on goes to nowhere."""
    inward, outward = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return Pipes(os.fdopen(inward, "rb"), os.fdopen(outward, "wb"))


def serve(pipes: Pipes, jobs: Jobs) -> None:
    """Do one job after another until the program closes the pipe."""
    while True:
        try:
            sign, payload = wire.receive(pipes.inward)
        except EOFError:
            return
        if sign is Sign.JOB:
            _do(pipes, jobs, *wire.unpack_job(payload))


def _do(pipes: Pipes, jobs: Jobs, name: str, size: int, given: dict[str, Any]) -> None:
    try:
        results = jobs[name](PipeSource(pipes, size), given, pipes)
    except EOFError:
        raise
    except Exception as error:  # noqa: BLE001 - the program hears of it; the next file may be a good one
        words = f"{type(error).__name__}: {error}".encode()[: wire.MOST_WORDS]
        wire.send(pipes.outward, Sign.FAILED, words)
        return
    for kind, data in results.items():
        wire.send(pipes.outward, Sign.RESULT, wire.pack_result(kind, data))
    wire.send(pipes.outward, Sign.DONE)


def main(arguments: list[str]) -> int:
    pipes = own_pipes()
    give_way()
    forbid_dumps()
    limit_memory(int(arguments[0]))
    from assessor_app.media.worker_jobs import JOBS  # noqa: PLC0415 - heavy: under the limit, and pipes first

    serve(pipes, JOBS)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
