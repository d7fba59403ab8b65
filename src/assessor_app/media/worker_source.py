"""The worker's side of the pipes: the file's bytes asked for in large pieces, progress and output sent back."""

import time
from collections import OrderedDict
from typing import BinaryIO

from assessor_app.media import worker_wire as wire
from assessor_app.media.worker_wire import Sign

_PIECE = 256 * 1024
_KEPT = 16
_TELL_EVERY_S = 0.2


class Pipes:
    """Both pipes to the program, and what can be told through them."""

    def __init__(self, inward: BinaryIO, outward: BinaryIO) -> None:
        self.inward, self.outward = inward, outward
        self._told_at = 0.0

    def tell(self, share: float) -> None:
        """How far the job is, 0.0 to 1.0; often asked, seldom sent."""
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY_S:
            self._told_at = now
            wire.send(self.outward, Sign.SHARE, wire.pack_share(share))

    def write(self, offset: int, data: bytes) -> None:
        """Hand over a piece of a file that is being made."""
        for start in range(0, len(data), wire.MOST_PIECE):
            piece = bytes(data[start : start + wire.MOST_PIECE])
            wire.send(self.outward, Sign.WRITE, wire.pack_write(offset + start, piece))

    def read(self, offset: int, length: int) -> bytes:
        wire.send(self.outward, Sign.READ, wire.pack_read(offset, length))
        sign, data = wire.receive(self.inward)
        if sign is not Sign.BYTES:
            raise EOFError(f"{sign.name} in place of bytes")
        return data


class PipeSource:
    """Fulfils MediaSource. Whole pieces are asked for and a few are kept: parsers read little, often and nearby."""

    def __init__(self, pipes: Pipes, size: int) -> None:
        self._pipes = pipes
        self._size = size
        self._pieces: OrderedDict[int, bytes] = OrderedDict()

    @property
    def size(self) -> int:
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes; fewer at the end of a piece, none at the end of the file."""
        if length <= 0 or offset >= self._size:
            return b""
        number, inside = divmod(offset, _PIECE)
        return self._piece(number)[inside : inside + length]

    def close(self) -> None:
        self._pieces.clear()

    def _piece(self, number: int) -> bytes:
        known = self._pieces.get(number)
        if known is not None:
            self._pieces.move_to_end(number)
            return known
        start = number * _PIECE
        piece = self._pipes.read(start, min(_PIECE, self._size - start))
        self._pieces[number] = piece
        if len(self._pieces) > _KEPT:
            self._pieces.popitem(last=False)
        return piece
