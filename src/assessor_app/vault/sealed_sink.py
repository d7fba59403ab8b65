"""Where a download goes: whole segments, sealed as they come, into a file that says itself how far it came."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.vault_ports import NotOnThisLaptop, SealBroken
from assessor_app.vault import disk, sealed_notes
from assessor_app.vault.folders import sync_folder
from assessor_app.vault.sealed_header import HEADER_BYTES, PREFIX_BYTES, TAG_BYTES, UNTOLD, Header, unpack
from assessor_app.vault.sealed_segments import FileKey, Readable, Segments

_ASIDE, _ASIDE_DRAFT = ".held", ".draft"


class SealedSink:
    """MediaSink into an unfinished sealed file, begun or resumed. One caller at a time but for `end`.

    Resuming proves segment after segment until one does not stand whole: that is where it goes on. What is not yet a
    whole segment waits in memory. `size` None: whoever writes knows it only at the end.
    """

    def __init__(
        self, path: Path, secret: FileKey, size: int | None, segment_bytes: int, may_stand: Callable[[], bool]
    ) -> None:
        self._path = path
        self._size = size
        self._may_stand = may_stand
        self._key = secret.key
        self._done = 0
        self._has_end = False
        self._tail = bytearray()
        self._ended: NotOnThisLaptop | None = None
        self._fd = disk.open_to_write(path)
        try:
            self._segments = self._resumed(secret) or self._begun(secret, segment_bytes)
            if size is not None:
                disk.reserve(self._fd, self._segments.sealed_bytes(size))
        except BaseException:
            os.close(self._fd)
            raise

    @property
    def offset(self) -> int:
        return self._done + len(self._tail)

    def write(self, data: bytes | memoryview) -> None:
        """Raises DiskFull, ValueError beyond the end, and what the vault ended it with."""
        self._must_be_open()
        view = memoryview(data)
        if self._size is not None and self.offset + len(view) > self._size:
            raise ValueError("more than there should be")
        while view:
            taken = self._take(view)
            view = view[taken:]

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes of what is here."""
        stop = min(offset + length, self.offset)
        pieces = []
        while offset < min(stop, self._done):
            number, start = divmod(offset, self._segments.size)
            piece = self._read_back(number)[start : start + stop - offset]
            pieces.append(piece)
            offset += len(piece)
        if offset < stop:
            pieces.append(bytes(self._tail[offset - self._done : stop - self._done]))
        return b"".join(pieces)

    def put_aside(self, held: bytes | memoryview) -> None:
        """Seal what is not a whole segment yet, and `held` after it, in a file beside. Raises DiskFull."""
        self._must_be_open()
        beside = self._path.with_suffix(_ASIDE)
        if self._has_end or not (held or self._tail):
            beside.unlink(missing_ok=True)
            return
        waiting = bytes(self._tail + held) if self._tail else held
        sealed = sealed_notes.seal(self._key, self._aside_name(), waiting)
        draft = self._path.with_suffix(_ASIDE_DRAFT)
        try:
            with disk.told_when_full():
                failpoint("vault.aside")
                draft.touch(mode=0o600)
                draft.write_bytes(sealed)
                draft.replace(beside)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def aside(self) -> bytes:
        """Whatever is not exactly what was put aside at this place is nothing: it only comes again."""
        if self._has_end or self._tail:
            return b""
        try:
            return sealed_notes.unseal(self._key, self._aside_name(), self._path.with_suffix(_ASIDE).read_bytes())
        except (OSError, SealBroken):
            return b""

    def sync(self) -> None:
        """Raises DiskFull."""
        self._must_be_open()
        with disk.told_when_full():
            failpoint("vault.sync")
        disk.sync(self._fd)

    def complete(self) -> None:
        """Make the file the artifact's bytes.

        Raises ValueError while bytes are missing, FileNotFoundError when it was discarded meanwhile.
        """
        if self._size not in (None, self.offset):
            raise ValueError(f"{self.offset} of {self._size} bytes are here")
        if not self._has_end:
            self._seal(self._tail, is_last=True)
            self._tail.clear()
        self.sync()
        os.ftruncate(self._fd, self._segments.sealed_bytes(self._done))
        self.close()
        with disk.told_when_full():
            failpoint("vault.complete_rename")
        if not self._may_stand():
            raise FileNotFoundError(self._path.name)
        self._path.with_suffix(_ASIDE).unlink(missing_ok=True)
        self._path.replace(self._path.with_suffix(""))
        sync_folder(self._path.parent)

    def end(self, reason: NotOnThisLaptop) -> None:
        """From any thread: the next write or sync raises `reason`."""
        self._ended = reason

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _aside_name(self) -> str:
        return f"{self._path.stem}@{self._done}"

    def _begun(self, secret: FileKey, segment_bytes: int) -> Segments:
        length = UNTOLD if self._size is None else self._size
        header = Header(secret.file_id, secrets.token_bytes(PREFIX_BYTES), length, segment_bytes)
        packed = header.pack(secret.key)
        with disk.told_when_full():
            failpoint("vault.sealed_header")
        disk.write_at(self._fd, 0, packed)
        return Segments(header, packed, secret.key)

    def _resumed(self, secret: FileKey) -> Segments | None:
        """None where no header of ours stands, or one for something else."""
        packed = disk.read_at(self._fd, 0, HEADER_BYTES)
        try:
            header = unpack(packed, secret.key, secret.file_id)
        except SealBroken:
            return None
        if header.length != self._size:
            return None
        segments = Segments(header, packed, secret.key)
        while not self._has_end and self._stands(segments, header.length):
            self._done = min(self._done + segments.size, header.length)
            self._has_end = self._done == header.length
        return segments

    def _stands(self, segments: Segments, length: int) -> bool:
        number, left = self._done // segments.size, length - self._done
        sealed = disk.read_at(self._fd, segments.place(number), min(segments.size, left) + TAG_BYTES)
        try:
            segments.open(number, sealed, is_last=left <= segments.size)
        except SealBroken:
            return False
        return True

    def _take(self, view: memoryview) -> int:
        """Return how many bytes were taken: into the segment that is being filled, never beyond it."""
        if len(self._tail) == self._segments.size:  # nobody knew whether it was the last: it was not
            self._seal(self._tail, is_last=False)
            self._tail.clear()
        piece = view[: self._segments.size - len(self._tail)]
        is_last = self._size == self.offset + len(piece)
        is_whole = self._size is not None and (is_last or len(self._tail) + len(piece) == self._segments.size)
        if not is_whole:
            self._tail += piece
        elif self._tail:
            self._seal(self._tail + piece, is_last=is_last)
            self._tail.clear()
        else:
            self._seal(piece, is_last=is_last)
        return len(piece)

    def _seal(self, data: Readable, *, is_last: bool) -> None:
        self._must_be_open()
        number = self._done // self._segments.size
        sealed = self._segments.seal(number, data, is_last=is_last)
        with disk.told_when_full():
            failpoint("vault.sealed_segment")
        disk.write_at(self._fd, self._segments.place(number), sealed)
        self._done += len(data)
        self._has_end = is_last

    def _read_back(self, number: int) -> bytes:
        size = self._segments.size
        length = min(size, self._done - number * size)
        sealed = disk.read_at(self._fd, self._segments.place(number), length + TAG_BYTES)
        is_last = self._has_end and (number + 1) * size >= self._done
        return self._segments.open(number, sealed, is_last=is_last)

    def _must_be_open(self) -> None:
        if self._ended is not None:
            raise self._ended
        if self._fd < 0:
            raise ValueError("this evidence was closed")
