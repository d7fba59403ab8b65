"""libVLC reads a medium through these callbacks: the bytes of a MediaSource, never a path."""

import ctypes
import itertools
from collections.abc import Callable
from typing import Any

from assessor_app.services.vault_ports import MediaSource

MOST_AT_ONCE = 64 * 1024
_OK, _FAILED = 0, -1
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_uint64)
)
_READ = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_SEEK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint64)
_CLOSE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class SourceCallbacks:
    """Keep it until the media player was stopped and released, then `drop` it.

    libVLC's threads call in. Nothing is raised to them, and nothing of libVLC is called from here.
    `on_failed` is called once, on such a thread, when the source raises or lacks bytes that it should have.
    """

    def __init__(self, source: MediaSource, on_failed: Callable[[], None]) -> None:
        self._source = source
        self._on_failed = on_failed
        self._has_failed = False
        self._places: dict[int, int] = {}
        self._handles = itertools.count(1)
        self.callbacks: tuple[Any, ...] = (
            _OPEN(self._open),
            _READ(self._read),
            _SEEK(self._seek),
            _CLOSE(self._close),
        )

    def drop(self) -> None:
        """Undo the circle of this object and its callbacks, which holds the source as well."""
        self.callbacks = ()
        self._places.clear()

    def _open(self, _: Any, handle_out: Any, size_out: Any) -> int:
        handle = next(self._handles)
        self._places[handle] = 0
        handle_out[0] = handle
        size_out[0] = self._source.size
        return _OK

    def _read(self, handle: int, room: int, length: int) -> int:
        try:
            place = self._places[handle]
            # libVLC asks for the whole file at once where it can: a short answer is allowed.
            length = max(min(length, MOST_AT_ONCE, self._source.size - place), 0)
            data = self._source.read_at(place, length)[:length]
            ctypes.memmove(room, data, len(data))
            self._places[handle] = place + len(data)
        except Exception:  # noqa: BLE001 - whatever it is, it must not reach the engine's C frames
            self._say_failed()
            return _FAILED
        if length and not data:
            self._say_failed()
            return _FAILED
        return len(data)

    def _seek(self, handle: int, offset: int) -> int:
        if handle not in self._places:
            return _FAILED
        self._places[handle] = offset
        return _OK

    def _close(self, handle: int) -> None:
        self._places.pop(handle, None)

    def _say_failed(self) -> None:
        if not self._has_failed:
            self._has_failed = True
            self._on_failed()
