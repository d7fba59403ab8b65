"""A MediaSource as the random-access QIODevice that QtMultimedia reads from its own threads."""

from PySide6.QtCore import QIODevice, QObject, Signal

from assessor_app.services.vault_ports import MediaSource

_MOST_AT_ONCE = 1 << 20


class SourceDevice(QIODevice):
    """Open from the start; unbuffered, so each read asks the source for just what the engine asks for.

    `read_failed` is emitted once, from the reading thread, when the source raises or has
    nothing where there should be bytes.
    """

    read_failed = Signal()

    def __init__(self, source: MediaSource, parent: QObject | None = None) -> None:
        super().__init__()
        if parent is not None:
            self.setParent(parent)
        self._source = source
        self._has_failed = False
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def isSequential(self) -> bool:
        return False

    def size(self) -> int:
        return self._source.size

    def readData(self, maxlen: int) -> bytes:
        length = max(min(maxlen, _MOST_AT_ONCE, self._source.size - self.pos()), 0)
        try:
            # Never more than asked for: PySide6 copies what it gets without looking at the room.
            data = self._source.read_at(self.pos(), length)[:length]
        except Exception:  # noqa: BLE001 - whatever it is, it must not reach the engine's C++ frames
            data = b""
        if length and not data:
            self._say_failed()
            # Zeros end every parser quickly. An early end does not: FFmpeg then walks a half-read
            # table of an mp4 entry by entry, for minutes, while whoever closes it waits.
            return bytes(length)
        return data

    def writeData(self, data: bytes | bytearray | memoryview, length: int) -> int:
        return -1

    def _say_failed(self) -> None:
        if not self._has_failed:
            self._has_failed = True
            self.read_failed.emit()
