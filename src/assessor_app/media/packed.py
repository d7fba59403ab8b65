"""How anything computed is kept as bytes: magic, kind, version, length and CRC-32 of the payload, and it, deflated."""

import struct
import zlib
from collections.abc import Callable
from typing import TypeVar

from assessor_app.domain.derived import DerivedKind

T = TypeVar("T")
_MAGIC = b"DRV"
_HEAD = struct.Struct(">3sBBII")
_NUMBERS = {kind: number for number, kind in enumerate(DerivedKind, start=1)}
_VERSIONS = {kind: 1 for kind in DerivedKind}
MOST_UNPACKED = 128 << 20


def is_whole(kind: DerivedKind, data: bytes) -> bool:
    """Whether these bytes are of that kind, of this version, and undamaged; a quick look without reading them."""
    if len(data) < _HEAD.size:
        return False
    magic, number, version, length, checksum = _HEAD.unpack_from(data)
    head_is_ours = (magic, number, version) == (_MAGIC, _NUMBERS[kind], _VERSIONS[kind])
    return head_is_ours and length == len(data) - _HEAD.size and checksum == zlib.crc32(data[_HEAD.size :])


def pack(kind: DerivedKind, payload: bytes, level: int = 6) -> bytes:
    body = zlib.compress(payload, level)
    return _HEAD.pack(_MAGIC, _NUMBERS[kind], _VERSIONS[kind], len(body), zlib.crc32(body)) + body


def unpack(kind: DerivedKind, data: bytes, read: Callable[[bytes], T]) -> T | None:
    """Return what `read` makes of the payload; None for anything that is not what it should be."""
    if not is_whole(kind, data):
        return None
    inflate = zlib.decompressobj()
    try:
        payload = inflate.decompress(data[_HEAD.size :], MOST_UNPACKED)
        return read(payload) if inflate.eof else None
    except (zlib.error, ValueError, KeyError, TypeError, OverflowError, struct.error, RecursionError):
        return None
