"""Arriving bytes of one file: written as they come, each block proved before the next one begins."""

import hashlib

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.exchange_ports import MediaManifest
from assessor_app.services.vault_ports import MediaSink

READ_BACK_BYTES = 1024 * 1024


class DamagedBlock(Exception):
    """A block is not what the manifest says; it was cut off again, everything before it stays."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"block {number}")


class Intake:
    """Feeds a sink, whose bytes of an earlier run are proved first. `offset` is where to go on."""

    def __init__(self, sink: MediaSink, manifest: MediaManifest) -> None:
        self._sink = sink
        self._manifest = manifest
        self._position = 0
        self._block = hashlib.sha256()
        self._whole = hashlib.sha256()
        self._whole_before = self._whole.copy()
        if sink.offset > manifest.size:
            sink.truncate(0)
        self._read_back()

    @property
    def offset(self) -> int:
        return self._position

    @property
    def is_complete(self) -> bool:
        return self._position == self._manifest.size

    def feed(self, data: bytes) -> None:
        """Write what arrived; what goes beyond the file's end is left out. Raises DamagedBlock, DiskFull."""
        view = memoryview(data)
        while view and not self.is_complete:
            part = bytes(view[: self._left_in_block()])
            self._sink.write(part)
            self._count(part)
            view = view[len(part) :]

    def finish(self) -> None:
        """Make the file the artifact's bytes. Raises DamagedBlock when the whole is not what was promised."""
        if self._whole.hexdigest() != self._manifest.sha256:
            self._cut_to(0, hashlib.sha256())
            raise DamagedBlock(0)
        failpoint("download.whole_proved")
        self._sink.complete()
        failpoint("download.complete")

    def _read_back(self) -> None:
        while self._position < self._sink.offset:
            length = min(READ_BACK_BYTES, self._sink.offset - self._position, self._left_in_block())
            try:
                self._count(self._sink.read_at(self._position, length))
            except DamagedBlock:
                return

    def _left_in_block(self) -> int:
        size = self._manifest.block_size
        return min(size - self._position % size, self._manifest.size - self._position)

    def _count(self, part: bytes) -> None:
        self._block.update(part)
        self._whole.update(part)
        self._position += len(part)
        if self.is_complete or self._position % self._manifest.block_size == 0:
            self._judge((self._position - 1) // self._manifest.block_size)

    def _judge(self, number: int) -> None:
        if self._block.hexdigest() != self._manifest.blocks[number]:
            self._cut_to(number * self._manifest.block_size, self._whole_before.copy())
            raise DamagedBlock(number)
        failpoint("download.block_proved")
        self._sink.sync()
        failpoint("download.block_synced")
        self._block = hashlib.sha256()
        self._whole_before = self._whole.copy()

    def _cut_to(self, offset: int, whole: "hashlib._Hash") -> None:
        self._sink.truncate(offset)
        self._position = offset
        self._block = hashlib.sha256()
        self._whole = whole
        self._whole_before = whole.copy()
