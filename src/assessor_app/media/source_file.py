"""A MediaSource as a file object, which is what PyAV reads from."""

import io
import threading
from typing import TYPE_CHECKING

from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from typing_extensions import Buffer


class SourceFile(io.RawIOBase):
    """Reads `source` from the start; closing it leaves the source open."""

    def __init__(self, source: MediaSource) -> None:
        super().__init__()
        self._source = source
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(self._source.size - self._at, 0)
        data = self._source.read_at(self._at, left if size < 0 else min(size, left))
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._source.size}[whence]
        self._at = max(base + offset, 0)
        return self._at


class SteadyFile(SourceFile):
    """As most parsers expect a file: a read is short only at the end, however small the source's pieces are."""

    def read(self, size: int = -1) -> bytes:
        pieces, left = [], size if size >= 0 else max(self._source.size - self._at, 0)
        while left > 0 and (piece := super().read(left)):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def readinto(self, buffer: "Buffer") -> int:
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)


class SharedSource:
    """One source read by the engine's threads and by workers: after `close` every read finds nothing, never an error.

    The owner may close at any moment; a read under way is waited for, so that the bytes' keeper is
    never closed under a reader.
    """

    def __init__(self, source: MediaSource) -> None:
        self._source = source
        self._size = source.size
        self._lock = threading.Lock()
        self._is_closed = False

    @property
    def size(self) -> int:
        return self._size

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def read_at(self, offset: int, length: int) -> bytes:
        with self._lock:
            return b"" if self._is_closed else self._source.read_at(offset, length)

    def close(self) -> None:
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._source.close()
