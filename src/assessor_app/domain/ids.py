"""Client-minted identifiers: UUIDv7, so that ids sort by the time they were made."""

import os
import time
import uuid


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562 section 5.7) as 36 lower-case characters.

    The standard library has `uuid.uuid7` from Python 3.14 only. The clock orders ids for
    reading convenience; nothing may rely on it (laptop clocks jump).
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
