"""How much to ask of a stream at once: much while it is quick, whatever is there while it is slow.

Encrypted streams come in records of 16 KiB. To fetch them one by one costs a quick line a third of its speed; to wait
for many of them on a slow one would leave the assessor without progress, and deaf to a cancel.
"""

import time
from collections.abc import Callable
from typing import Any

_WINDOW_S = 0.05
_WORTH_WAITING_FOR = 64 * 1024


class Pace:
    """Of one answer. What is asked for is never more than came lately in a twentieth of a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._arrived = 0
        self._amount = 0

    def read(self, raw: Any, most: int) -> bytes:
        """Return up to `most` bytes of a urllib3 answer as they were sent; empty at the end."""
        amount = min(self._amount, most)
        if amount >= _WORTH_WAITING_FOR:
            part = bytes(raw.read(amount, decode_content=False) or b"")
        else:
            part = bytes(raw.read1(most, decode_content=False) or b"")
        self._note(len(part))
        return part

    def _note(self, length: int) -> None:
        self._arrived += length
        took = self._clock() - self._since
        if took >= _WINDOW_S:
            self._amount = int(self._arrived * _WINDOW_S / took)
            self._since, self._arrived = self._clock(), 0
