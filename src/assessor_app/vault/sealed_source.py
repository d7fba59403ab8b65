"""A sealed file as seekable bytes: whole segments are opened, proved, and a few of them kept at hand."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from assessor_app.services.vault_ports import NotOnThisLaptop, SealBroken
from assessor_app.vault import disk
from assessor_app.vault.sealed_header import HEADER_BYTES, TAG_BYTES, unpack
from assessor_app.vault.sealed_segments import FileKey, Segments, count_of, plain_length

SEGMENTS_AT_HAND = 16


class SealedSource:
    """MediaSource over one sealed file. Thread-safe.

    `on_broken` hears of a seal that turns out broken while it is read.
    """

    def __init__(self, path: Path, secret: FileKey, on_broken: Callable[[], None]) -> None:
        self._on_broken = on_broken
        self._lock = threading.Lock()
        self._at_hand: OrderedDict[int, bytes] = OrderedDict()
        self._ended: NotOnThisLaptop | None = None
        self._fd = disk.open_to_read(path)
        try:
            packed = disk.read_at(self._fd, 0, HEADER_BYTES)
            header = unpack(packed, secret.key, secret.file_id)
            self._size = plain_length(header, os.fstat(self._fd).st_size)
            self._segments: Segments | None = Segments(header, packed, secret.key)
            self._segment_bytes = header.segment_bytes
            self._last = count_of(self._size, header.segment_bytes) - 1
            self._segment(self._last)  # its flag proves the end
        except BaseException:
            os.close(self._fd)
            raise

    @property
    def size(self) -> int:
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end.

        Raises ValueError once closed, SealBroken, and what the vault ended it with: NotOnThisLaptop, VaultLocked.
        """
        stop = min(offset + length, self._size)
        with self._lock:  # a close in another thread must not hand our number to somebody else's file
            self._must_be_open()
            if offset >= stop:
                return b""
            first, last = offset // self._segment_bytes, (stop - 1) // self._segment_bytes
            start = offset - first * self._segment_bytes
            if first == last:
                return self._proved(first)[start : stop - first * self._segment_bytes]
            pieces = [self._proved(number) for number in range(first, last + 1)]
        pieces[0] = pieces[0][start:]
        pieces[-1] = pieces[-1][: stop - last * self._segment_bytes]
        return b"".join(pieces)

    def end(self, reason: NotOnThisLaptop) -> None:
        """Nothing more comes out: every read raises `reason`, key and opened segments are dropped."""
        with self._lock:
            if self._fd >= 0 and self._ended is None:
                self._ended = reason
                self._let_go()

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        self._at_hand.clear()
        self._segments = None

    def _must_be_open(self) -> None:
        if self._ended is not None:
            raise self._ended.with_traceback(None)
        if self._fd < 0:
            raise ValueError("this evidence was closed")

    def _proved(self, number: int) -> bytes:
        try:
            return self._segment(number)
        except SealBroken:
            self._on_broken()
            raise

    def _segment(self, number: int) -> bytes:
        at_hand = self._at_hand
        if number in at_hand:
            at_hand.move_to_end(number)
            return at_hand[number]
        segments = self._segments
        if segments is None:
            raise ValueError("this evidence was closed")
        room = segments.size + TAG_BYTES
        sealed = disk.read_at(self._fd, segments.place(number), room)
        opened = segments.open(number, sealed, is_last=number == self._last)
        at_hand[number] = opened
        if len(at_hand) > SEGMENTS_AT_HAND:
            at_hand.popitem(last=False)
        return opened
