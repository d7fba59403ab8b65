"""The vault as services see it: sealed evidence as seekable bytes, never a path."""

from typing import Protocol


class MediaSource(Protocol):
    """Seekable bytes of one artifact. Thread-safe; a path is never handed out."""

    @property
    def size(self) -> int: ...
    def read_at(self, offset: int, length: int) -> bytes: ...
    def close(self) -> None: ...


class MediaSink(Protocol):
    """Where a download goes. `offset` bytes are already safe; `write` raises DiskFull with nothing lost before it."""

    @property
    def offset(self) -> int: ...
    def write(self, data: bytes) -> None: ...
    def read_at(self, offset: int, length: int) -> bytes:
        """What is already here, to verify it before going on."""

    def sync(self) -> None: ...
    def truncate(self, offset: int) -> None: ...
    def complete(self) -> None: ...
    def close(self) -> None: ...


class NotOnThisLaptop(LookupError):
    """The artifact's bytes are not (or not yet fully) here."""


class DiskFull(OSError):
    """There is no room for more; what was written before stays."""


class StillOpen(OSError):
    """Bytes that were discarded are still being shown, so that nothing can take their place yet."""


class Vault(Protocol):
    def open(self, artifact_id: str) -> MediaSource:
        """Raises NotOnThisLaptop."""

    def sink(self, artifact_id: str, size: int) -> MediaSink:
        """Resume or start the bytes of an artifact. Raises DiskFull when `size` cannot fit, and StillOpen."""

    def discard(self, artifact_id: str) -> None:
        """Never fails for a file that is open: that one counts as gone and goes as soon as it can."""

    def free_bytes(self) -> int: ...
