"""What travels between the program and its worker process: short frames over two pipes, every length bounded.

A frame is one byte that says what it is, four bytes of length, and the payload. Whatever the worker sends is
believed no further than this module checks it: it has parsed a file that may be hostile.
"""

import json
import struct
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, BinaryIO

_HEAD = struct.Struct(">BI")
_READ = struct.Struct(">QI")
_AT = struct.Struct(">Q")
_SHARE = struct.Struct(">H")
_KEY_LENGTH = struct.Struct(">B")
WHOLE = 10_000
"""A share of 1.0, as it travels."""
MOST_PIECE = 1 << 20
MOST_WORDS = 4_096
MOST_RESULT = 64 << 20
MOST_JOB = 65_536


class Sign(IntEnum):
    """The first two go to the worker, the others come from it."""

    JOB = 1
    BYTES = 2
    READ = 3
    SHARE = 4
    WRITE = 5
    RESULT = 6
    DONE = 7
    FAILED = 8


MOST = {
    Sign.JOB: MOST_JOB,
    Sign.BYTES: MOST_PIECE,
    Sign.READ: _READ.size,
    Sign.SHARE: _SHARE.size,
    Sign.WRITE: MOST_PIECE + _AT.size,
    Sign.RESULT: MOST_RESULT,
    Sign.DONE: 0,
    Sign.FAILED: MOST_WORDS,
}


class Garbled(Exception):
    """What came is no frame of ours, or a longer one than is allowed."""


def send(pipe: BinaryIO, sign: Sign, payload: bytes = b"") -> None:
    """Raises BrokenPipeError when nobody reads any more."""
    if len(payload) > MOST[sign]:
        raise Garbled(f"{sign.name} of {len(payload)} bytes")
    pipe.write(_HEAD.pack(sign, len(payload)))
    pipe.write(payload)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[Sign, bytes]:
    """Return the next frame. Raises EOFError at the end, Garbled."""
    number, length = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    try:
        sign = Sign(number)
    except ValueError as error:
        raise Garbled(f"sign {number}") from error
    if length > MOST[sign]:
        raise Garbled(f"{sign.name} of {length} bytes")
    return sign, _exactly(pipe, length)


def pack_job(name: str, size: int, given: Mapping[str, Any]) -> bytes:
    """`size` is that of the bytes to work on; `given` is anything JSON holds."""
    return json.dumps({"name": name, "size": size, "given": dict(given)}).encode()


def unpack_job(payload: bytes) -> tuple[str, int, dict[str, Any]]:
    job = json.loads(payload)
    return job["name"], job["size"], job["given"]


def pack_read(offset: int, length: int) -> bytes:
    return _READ.pack(offset, length)


def unpack_read(payload: bytes) -> tuple[int, int]:
    """Return offset and length. Raises Garbled, for more than `MOST_PIECE` too."""
    offset, length = _unpacked(_READ, payload)
    if length > MOST_PIECE:
        raise Garbled(f"{length} bytes asked for at once")
    return offset, length


def pack_share(share: float) -> bytes:
    return _SHARE.pack(round(min(max(share, 0.0), 1.0) * WHOLE))


def unpack_share(payload: bytes) -> float:
    """Return 0.0 to 1.0. Raises Garbled."""
    (share,) = _unpacked(_SHARE, payload)
    return min(int(share) / WHOLE, 1.0)


def pack_write(offset: int, data: bytes) -> bytes:
    return _AT.pack(offset) + data


def unpack_write(payload: bytes) -> tuple[int, bytes]:
    """Return offset and bytes. Raises Garbled."""
    (offset,) = _unpacked(_AT, payload[: _AT.size])
    return int(offset), payload[_AT.size :]


def pack_result(kind: str, data: bytes) -> bytes:
    key = kind.encode()
    return _KEY_LENGTH.pack(len(key)) + key + data


def unpack_result(payload: bytes) -> tuple[str, bytes]:
    """Return kind and bytes. Raises Garbled."""
    (length,) = _unpacked(_KEY_LENGTH, payload[:1])
    try:
        return payload[1 : 1 + length].decode("ascii"), payload[1 + length :]
    except UnicodeDecodeError as error:
        raise Garbled("a result without a name") from error


def _unpacked(shape: struct.Struct, payload: bytes) -> tuple[int, ...]:
    if len(payload) != shape.size:
        raise Garbled(f"{len(payload)} bytes in place of {shape.size}")
    return shape.unpack(payload)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length) if length else b""
    if len(data) != length:
        raise EOFError("the other side is gone")
    return data
