"""One sealed file's segments: where each lies, and how it is sealed and opened (STREAM over AES-256-GCM)."""

import struct
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assessor_app.services.vault_ports import SealBroken
from assessor_app.vault.sealed_header import (
    HEADER_BYTES,
    MOST_SEGMENTS,
    PREFIX_BYTES,
    TAG_BYTES,
    UNTOLD,
    Header,
    header_hash,
)

_NONCE = struct.Struct(f">{PREFIX_BYTES}sI?")
Readable = bytes | bytearray | memoryview


@dataclass(frozen=True, slots=True)
class FileKey:
    """What a file is called on the disk, and the key that belongs to this version of its bytes alone."""

    file_id: bytes
    key: bytes = field(repr=False)


class Segments:
    """The arithmetic and the cipher of one file. Thread-safe; knows nothing of disks."""

    def __init__(self, header: Header, packed: bytes, key: bytes) -> None:
        self.size = header.segment_bytes
        self._prefix = header.prefix
        self._bound_to = header_hash(packed)
        self._aead = AESGCM(key)

    def place(self, number: int) -> int:
        """Where in the file the segment begins."""
        return HEADER_BYTES + number * (self.size + TAG_BYTES)

    def sealed_bytes(self, length: int) -> int:
        """How long the whole file is for `length` bytes of plaintext."""
        return HEADER_BYTES + length + count_of(length, self.size) * TAG_BYTES

    def seal(self, number: int, data: Readable, *, is_last: bool) -> bytes:
        return self._aead.encrypt(self._nonce(number, is_last), data, self._bound_to)

    def open(self, number: int, sealed: bytes, *, is_last: bool) -> bytes:
        """Raises SealBroken for anything but these bytes, at this place, in this file."""
        try:
            return self._aead.decrypt(self._nonce(number, is_last), sealed, self._bound_to)
        except (InvalidTag, ValueError) as error:
            raise SealBroken from error

    def _nonce(self, number: int, is_last: bool) -> bytes:
        return _NONCE.pack(self._prefix, number, is_last)


def count_of(length: int, segment_bytes: int) -> int:
    """How many segments hold `length` bytes: an empty file has one, so that it too has an end."""
    return max(1, -(-length // segment_bytes))


def plain_length(header: Header, file_bytes: int) -> int:
    """Return how much a file of that length holds. Raises SealBroken when it cannot be whole."""
    step = header.segment_bytes + TAG_BYTES
    body = file_bytes - HEADER_BYTES
    count = -(-body // step) if body > 0 else 0
    length = body - count * TAG_BYTES
    is_whole = 0 < count <= MOST_SEGMENTS and length >= 0 and count == count_of(length, header.segment_bytes)
    if not is_whole or header.length not in (length, UNTOLD):
        raise SealBroken
    return length
