"""How a copy that is made piece by piece lies in a file that can only grow: its first bytes come last."""

from assessor_app.services.vault_ports import MediaSource

HEAD = 4_096
"""The writer of an MP4 comes back to its first bytes, and to nothing else, when all the others are written."""


class CopySource:
    """Fulfils MediaSource: the copy in its own order. Takes over `stored` and closes it."""

    def __init__(self, stored: MediaSource) -> None:
        self._stored = stored
        self._size = stored.size

    @property
    def size(self) -> int:
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes; fewer where the head ends, and at the end."""
        if offset < HEAD:
            return self._stored.read_at(self._size - HEAD + offset, min(length, HEAD - offset))
        return self._stored.read_at(offset - HEAD, min(length, self._size - offset)) if offset < self._size else b""

    def close(self) -> None:
        self._stored.close()
