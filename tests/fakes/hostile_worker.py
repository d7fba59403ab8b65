"""A worker process whose jobs do everything a file that took it over could do."""

import ctypes
import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from assessor_app.media import worker_wire as wire
from assessor_app.media.worker_main import limit_memory, own_pipes, serve
from assessor_app.media.worker_source import Pipes, PipeSource
from assessor_app.media.worker_wire import Sign

Results = Mapping[str, bytes]
Given = Mapping[str, Any]


def echo(source: PipeSource, _: Given, way: Pipes) -> Results:
    way.tell(0.5)
    whole = bytearray()
    while piece := source.read_at(len(whole), 1_000):
        whole += piece
    return {"echo": bytes(whole)}


def exit_now(*_: object) -> Results:
    os._exit(3)


def segfault(*_: object) -> Results:
    ctypes.string_at(0)
    return {}


def eat_memory(*_: object) -> Results:
    hoard = [bytearray(64 << 20) for _ in range(64)]
    return {"echo": bytes(len(hoard))}


def raise_error(*_: object) -> Results:
    raise ValueError("raise")


def hang(*_: object) -> Results:
    time.sleep(600)
    return {}


def deaf(source: PipeSource, _: Given, way: Pipes) -> Results:
    """Asks without ever listening, so that the answers fill the pipe."""
    for _turn in range(50):
        wire.send(way.outward, Sign.READ, wire.pack_read(0, source.size))
    return hang()


def chatter(source: PipeSource, _: Given, way: Pipes) -> Results:
    while True:
        wire.send(way.outward, Sign.SHARE, wire.pack_share(0.5))
        time.sleep(0.01)


def print_much(source: PipeSource, given: Given, way: Pipes) -> Results:
    sys.stdout.write("by accident\n")
    sys.stdout.flush()
    os.write(1, b"\x08\x00\x00\x00\x00")
    return echo(source, given, way)


def environment(*_: object) -> Results:
    return {"echo": repr(sorted(os.environ)).encode()}


def _raw(data: bytes) -> Any:
    def lie(_: object, __: object, way: Pipes) -> Results:
        way.outward.write(data)
        way.outward.flush()
        return hang()

    return lie


def _frame(sign: Sign, payload: bytes) -> Any:
    return _raw(bytes([sign]) + len(payload).to_bytes(4, "big") + payload)


def huge_result(_: object, __: object, way: Pipes) -> Results:
    wire.send(way.outward, Sign.RESULT, wire.pack_result("a", bytes(wire.MOST_RESULT - 2)))
    wire.send(way.outward, Sign.RESULT, wire.pack_result("b", bytes(100)))
    return hang()


JOBS = {
    "echo": echo,
    "exit": exit_now,
    "segfault": segfault,
    "memory": eat_memory,
    "raise": raise_error,
    "hang": hang,
    "deaf": deaf,
    "chatter": chatter,
    "print": print_much,
    "environment": environment,
    "long frame": _raw(bytes([Sign.RESULT]) + b"\xff\xff\xff\xff"),
    "no frame": _raw(b"\x99" * 64),
    "large read": _frame(Sign.READ, wire.pack_read(0, wire.MOST_PIECE + 1)),
    "far read": _frame(Sign.READ, b"\xff" * 11),
    "short share": _frame(Sign.SHARE, b"\x01"),
    "write": _frame(Sign.WRITE, wire.pack_write(0, b"nobody asked for a file")),
    "huge result": huge_result,
    "many results": lambda *_: {f"kind {number}": b"" for number in range(20)},
}

if __name__ == "__main__":
    pipes = own_pipes()
    limit_memory(int(sys.argv[1]))
    serve(pipes, JOBS)
