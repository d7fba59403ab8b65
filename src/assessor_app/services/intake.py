"""Arriving bytes of one file: held until their block is proved, and only then written."""

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.exchange_ports import MediaManifest
from assessor_app.services.vault_ports import DiskFull, MediaSink, NotOnThisLaptop

READ_BACK_BYTES = 1024 * 1024
SYNC_BYTES = 8 * 1024 * 1024
"""A power cut costs no more than this, beside the block that was arriving."""
WORTH_KEEPING = 256 * 1024
SLOW_S = 1.0
_QUARTERS = 4


class DamagedBlock(Exception):
    """A block is not what the manifest says; it was never written, everything before it stays."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"block {number}")


class Intake:
    """Feeds a sink, whose bytes of an earlier run stand proved already. `offset` is where to go on."""

    def __init__(self, sink: MediaSink, manifest: MediaManifest) -> None:
        self._sink = sink
        self._manifest = manifest
        self._room = memoryview(bytearray(min(manifest.block_size, manifest.size)))
        self._held = 0
        self._since_sync = 0
        self._kept_at = 0.0
        self.sync: Callable[[], None] = sink.sync
        """How the bytes are made to survive a power cut: somebody may do it on another thread."""
        self._whole = None if manifest.vouches_for_whole else hashlib.sha256()
        self._block = self._block_so_far()
        self._read_back_whole()
        with suppress(DamagedBlock):
            self.feed(sink.aside())

    def close(self) -> int:
        """Close the sink, and return how many bytes stand or wait on the disk for the next time."""
        safe_bytes = self._sink.offset
        with suppress(OSError, ValueError, NotOnThisLaptop):  # a full disk, a complete file, one that was taken back
            self._sink.put_aside(self._room[: self._held])
            safe_bytes = self.offset
        self._sink.close()
        return safe_bytes

    @property
    def offset(self) -> int:
        return self._sink.offset + self._held

    @property
    def is_complete(self) -> bool:
        return self.offset == self._manifest.size

    def feed(self, data: bytes) -> None:
        """Take what arrived; what goes beyond the file's end is left out. Raises DamagedBlock, DiskFull."""
        view = memoryview(data)
        while view and not self.is_complete:
            part = view[: self._left_in_block()]
            self._block.update(part)
            self._room[self._held : self._held + len(part)] = part
            self._held += len(part)
            view = view[len(part) :]
            if self.is_complete or self.offset % self._manifest.block_size == 0:
                self._keep_block((self.offset - 1) // self._manifest.block_size)
            elif self._is_worth_keeping(len(part)):
                with suppress(DiskFull):  # the file's own room was taken before: it still arrives
                    self._sink.put_aside(self._room[: self._held])
                self._kept_at = time.monotonic()

    def finish(self) -> None:
        """Make the file the artifact's bytes. Raises DamagedWhole when the whole is not what was promised."""
        if self._whole is not None and self._whole.hexdigest() != self._manifest.sha256:
            raise DamagedWhole
        failpoint("download.whole_proved")
        self._sink.complete()
        failpoint("download.complete")

    def _is_worth_keeping(self, arrived: int) -> bool:
        """With the first quarter of a block, so that a kill costs less than a block, and on a slow line with each."""
        quarter = len(self._room) // _QUARTERS
        if quarter < WORTH_KEEPING or (self._held - arrived) // quarter == self._held // quarter:
            return False
        return self._held - arrived < quarter or time.monotonic() - self._kept_at > SLOW_S

    def _left_in_block(self) -> int:
        size = self._manifest.block_size
        return min(size - self.offset % size, self._manifest.size - self.offset)

    def _keep_block(self, number: int) -> None:
        if self._block.hexdigest() != self._manifest.blocks[number]:
            self._held = 0
            self._block = self._block_so_far()
            raise DamagedBlock(number)
        failpoint("download.block_proved")
        held, self._held, self._block = self._room[: self._held], 0, hashlib.sha256()
        self._since_sync += len(held)
        if self._whole is not None:
            self._whole.update(held)
        self._sink.write(held)
        if self._since_sync >= SYNC_BYTES:
            self.sync()
            failpoint("download.block_synced")
            self._since_sync = 0

    def _block_so_far(self) -> "hashlib._Hash":
        """Of a block that stands in part: its segments are whole, and what comes must go with them."""
        end = self._sink.offset
        return self._digest_of(end - end % self._manifest.block_size, end, hashlib.sha256())

    def _read_back_whole(self) -> None:
        if self._whole is not None:
            self._whole = self._digest_of(0, self._sink.offset, self._whole)

    def _digest_of(self, start: int, end: int, digest: "hashlib._Hash") -> "hashlib._Hash":
        while start < end:
            piece = self._sink.read_at(start, min(READ_BACK_BYTES, end - start))
            digest.update(piece)
            start += len(piece)
        return digest


class DamagedWhole(Exception):
    """Every block was as the manifest says, and together they are not the file that was promised."""
