"""The vault as services see it: sealed evidence as seekable bytes, never a path."""

from collections.abc import Callable, Iterable
from typing import Protocol

SEALED_MARK = b"AXNOTE1\n"
"""What everything begins with that `Vault.seal` made."""


class MediaSource(Protocol):
    """Seekable bytes of one artifact. Thread-safe; a path is never handed out."""

    @property
    def size(self) -> int: ...
    def read_at(self, offset: int, length: int) -> bytes: ...
    def close(self) -> None: ...


class MediaSink(Protocol):
    """Where a download goes. `offset` bytes are already here; `write` raises DiskFull with nothing lost before it.

    Only bytes that were proved may be written: what stands at a place once is never replaced by something else.
    """

    @property
    def offset(self) -> int: ...
    def write(self, data: bytes | memoryview) -> None: ...
    def read_at(self, offset: int, length: int) -> bytes:
        """What is already here, to verify it before going on."""

    def put_aside(self, held: bytes | memoryview) -> None:
        """Keep, for the next time, what comes after `offset` and is not proved yet. Raises DiskFull."""

    def aside(self) -> bytes:
        """Return what was put aside right after `offset`, none when there is nothing whole."""

    def sync(self) -> None: ...
    def complete(self) -> None: ...
    def close(self) -> None: ...


class NotOnThisLaptop(LookupError):
    """The artifact's bytes are not (or not yet fully) here."""


class VaultLocked(NotOnThisLaptop):
    """The bytes may be here, but the profile is locked: their keys were forgotten."""

    def __init__(self) -> None:
        super().__init__("This profile is locked. Unlock it to go on.")


class SealBroken(NotOnThisLaptop):
    """What is on the disk is not what was sealed: damaged, cut off, or put there by somebody else."""

    def __init__(self) -> None:
        super().__init__("This file was damaged on this laptop, so none of it is shown. Download it again.")


class DiskFull(OSError):
    """There is no room for more; what was written before stays."""


class Vault(Protocol):
    @property
    def is_locked(self) -> bool: ...

    def open(self, artifact_id: str) -> MediaSource:
        """Raises NotOnThisLaptop, SealBroken, and VaultLocked for what is here; so may the source at any moment."""

    def sink(self, artifact_id: str, size: int | None) -> MediaSink:
        """Resume or start the bytes of an artifact; None when nobody knows yet how many there will be.

        Raises DiskFull when `size` cannot fit. Raises VaultLocked for what is here already; what arrives while the
        vault is locked goes on arriving.
        """

    def discard(self, artifact_id: str) -> None:
        """Destroy the key first: file and everything sealed for the artifact are unreadable from then on.

        Never fails for a file that is open: its readers get nothing more, and it goes as soon as it can.
        """

    def seal(self, artifact_id: str, data: bytes) -> bytes:
        """Seal what was made of an artifact, under its key. Raises VaultLocked."""

    def unseal(self, artifact_id: str, sealed: bytes) -> bytes:
        """Raises NotOnThisLaptop once the key is gone, SealBroken, VaultLocked."""

    def has_plain_files(self) -> bool:
        """Whether an earlier release left evidence unsealed. It is never opened."""

    def seal_plain_files(self, artifact_ids: Iterable[str], is_cancelled: Callable[[], bool]) -> None:
        """Seal such files of these artifacts, and remove all others. For a lane: it takes long. Raises VaultLocked."""

    def sweep(self) -> None:
        """Remove sealed files whose key is gone, as far as nobody has them open."""

    def used_bytes(self) -> int:
        """How much of the disk evidence takes, what is arriving included."""

    def free_bytes(self) -> int: ...

    def lock(self) -> None:
        """Forget the keys and end what is open."""

    def unlock(self, media_key: bytes) -> None:
        """Raises ValueError for another profile's key."""

    def close(self) -> None:
        """At the end of the profile's session: forget everything, let go of every file."""
