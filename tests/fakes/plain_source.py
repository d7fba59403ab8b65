"""A plain file as a MediaSource: what the sealed vault is compared with."""

import os
import threading
from pathlib import Path


class PlainSource:
    """Fulfils MediaSource. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDONLY)
        self._size = os.fstat(self._fd).st_size
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        with self._lock:
            return os.pread(self._fd, length, offset) if self._fd >= 0 else b""

    def close(self) -> None:
        with self._lock:
            if self._fd >= 0:
                os.close(self._fd)
                self._fd = -1
