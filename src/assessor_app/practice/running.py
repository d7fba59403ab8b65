"""Which writes are being worked on right now, so that the same one sent twice at once is told to wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assessor_app.practice.problems import Refused
from assessor_app.wire.problem import ProblemName

RETRY_AFTER_S = "1"


class RunningWrites:
    def __init__(self) -> None:
        self._keys: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def alone(self, assessor_id: str, op_id: str) -> Iterator[None]:
        """Raises Refused (in-progress) while the same key is inside already."""
        key = (assessor_id, op_id)
        with self._lock:
            if key in self._keys:
                words = "It has not been answered yet. Send it again in a moment."
                raise Refused(ProblemName.IN_PROGRESS, words, headers={"Retry-After": RETRY_AFTER_S})
            self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)
