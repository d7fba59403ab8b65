"""The first bytes of a sealed file: what it is, how it is cut, and a tag that only its key can make."""

import hashlib
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assessor_app.services.vault_ports import SealBroken

MAGIC = b"AXSEALED"
VERSION = 1
AES_256_GCM = 1
SEGMENT_BYTES = 1 << 20
MOST_SEGMENT_BYTES = 1 << 26
"""What a header can make us hold in memory for one segment."""
TAG_BYTES = 16
FILE_ID_BYTES = 16
PREFIX_BYTES = 7
UNTOLD = (1 << 64) - 1
"""As the length: how much there would be was not known when it was begun; the file's own length says."""
_FIELDS = struct.Struct(f">8sBBI{FILE_ID_BYTES}s{PREFIX_BYTES}sQ")
HEADER_BYTES = _FIELDS.size + TAG_BYTES
_HEADER_NONCE = struct.Struct(f">{PREFIX_BYTES}sIB")
_NO_SEGMENT, _OF_HEADER = 0xFFFF_FFFF, 2
MOST_SEGMENTS = _NO_SEGMENT


@dataclass(frozen=True, slots=True)
class Header:
    """`length` is that of the plaintext in bytes, or UNTOLD."""

    file_id: bytes
    prefix: bytes
    length: int
    segment_bytes: int = SEGMENT_BYTES

    def pack(self, key: bytes) -> bytes:
        """Return the header's bytes with their tag."""
        fields = _FIELDS.pack(MAGIC, VERSION, AES_256_GCM, self.segment_bytes, self.file_id, self.prefix, self.length)
        return fields + AESGCM(key).encrypt(self._nonce(), b"", fields)

    def _nonce(self) -> bytes:
        """No segment has it: theirs end with 0 or 1."""
        return _HEADER_NONCE.pack(self.prefix, _NO_SEGMENT, _OF_HEADER)


def unpack(packed: bytes, key: bytes, file_id: bytes) -> Header:
    """Return what the header says, once its tag proves it was made with this key for this file. Raises SealBroken."""
    if len(packed) != HEADER_BYTES:
        raise SealBroken
    magic, version, algorithm, segment_bytes, named, prefix, length = _FIELDS.unpack_from(packed)
    header = Header(named, prefix, length, segment_bytes)
    is_known = (magic, version, algorithm) == (MAGIC, VERSION, AES_256_GCM)
    if not is_known or named != file_id or not 0 < segment_bytes <= MOST_SEGMENT_BYTES:
        raise SealBroken
    try:
        AESGCM(key).decrypt(header._nonce(), packed[_FIELDS.size :], packed[: _FIELDS.size])
    except InvalidTag as error:
        raise SealBroken from error
    return header


def header_hash(packed: bytes) -> bytes:
    """What every segment is bound to."""
    return hashlib.sha256(packed).digest()
