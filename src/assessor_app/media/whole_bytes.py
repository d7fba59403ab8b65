"""Whole evidence files in memory, for decoders that must not call back into Python.

Qt's image and PDF code holds locks of its own while it reads. A device written in Python needs the interpreter then,
which the UI thread may be holding while it waits for those very locks: both would wait for ever.
"""

from PySide6.QtCore import QByteArray

from assessor_app.services.vault_ports import MediaSource

LARGEST = 256 * 1024 * 1024
_CHUNK = 4 * 1024 * 1024


class TooLarge(Exception):
    """The file is larger than may be held in memory. The message is a sentence."""


def read_whole(source: MediaSource) -> QByteArray:
    """Return all bytes and close `source`. For a worker thread. Raises TooLarge, OSError."""
    try:
        if source.size > LARGEST:
            raise TooLarge(f"The file is larger than {LARGEST // 1024 // 1024} MB, too large to show here.")
        whole = bytearray()
        while len(whole) < source.size:
            piece = source.read_at(len(whole), _CHUNK)
            if not piece:
                raise OSError("the file ends early")
            whole += piece
        return QByteArray(bytes(whole))
    finally:
        source.close()
