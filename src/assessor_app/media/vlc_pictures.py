"""libVLC paints into memory through these callbacks; the window takes the picture shown last."""

import ctypes
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]

_SETUP = ctypes.CFUNCTYPE(
    ctypes.c_uint, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p, *[ctypes.POINTER(ctypes.c_uint)] * 4
)
_LOCK = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
_DISPLAY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
_CLEANUP = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_CHROMA = b"I420"
_ALIGNED = 32
# One is shown, one was displayed since, one is being painted into, one is on the way to the window.
_BUFFERS = 4
_SAMPLED_ROWS = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as libVLC displayed it: `serial` counts displays, `at_us` is the monotonic clock then.

    `planes` are Y, U and V without padding, good until the store is told to take another one.
    """

    serial: int
    at_us: int
    size: tuple[int, int]
    planes: tuple[Plane, Plane, Plane]


class _Buffer:
    """Three planes in one piece of memory, aligned as libVLC wants them."""

    def __init__(self, width: int, height: int) -> None:
        self.pitch, self.lines = _rounded(width), _rounded(height)
        half = self.pitch // 2 * (self.lines // 2)
        self._memory = np.zeros(self.pitch * self.lines + 2 * half + _ALIGNED, np.uint8)
        start = -self._memory.ctypes.data % _ALIGNED
        places = (start, start + self.pitch * self.lines, start + self.pitch * self.lines + half)
        self.addresses = tuple(self._memory.ctypes.data + place for place in places)
        wide, high = (width + 1) // 2, (height + 1) // 2
        self.planes = (
            self._cut(places[0], self.pitch, width, height),
            self._cut(places[1], self.pitch // 2, wide, high),
            self._cut(places[2], self.pitch // 2, wide, high),
        )

    def _cut(self, place: int, pitch: int, width: int, height: int) -> Plane:
        return self._memory[place : place + pitch * height].reshape(height, pitch)[:, :width]

    def sample(self) -> bytes:
        """Some rows: what libVLC displays again has the same, a new frame of a camera never."""
        luma = self.planes[0]
        return luma[:: max(luma.shape[0] // _SAMPLED_ROWS, 1)].tobytes()


class PictureStore:
    """Keep it until the media player was stopped and released, then `drop` it.

    libVLC's threads call in; `on_shown` is called on them after the first display of all, and while
    `is_accepting` after each of a new picture, or of any while `is_running` (a still scene passes time as well;
    paused, libVLC displays the same picture again and again). Nothing of libVLC is called from here.
    """

    def __init__(self, size: tuple[int, int] | None, on_shown: Callable[[], None]) -> None:
        """`size` as it is to be seen, upright. libVLC offers the size of its decoder's memory and would stretch
        the picture to that; None takes that offer."""
        self._size = size
        self._on_shown = on_shown
        self._lock = threading.Lock()
        self._buffers: list[_Buffer] = []
        self._serials = itertools.count(1)
        self._painting = self._taken = 0
        self._latest: tuple[int, int, int] | None = None
        self._sample = b""
        self.is_accepting = self.is_running = False
        self.count = 0
        self.setup: tuple[Any, ...] = (_SETUP(self._set_up), _CLEANUP(self._clean_up))
        self.painting: tuple[Any, ...] = (_LOCK(self._give_room), _DISPLAY(self._display))

    def drop(self) -> None:
        """Undo the circle of this object and its callbacks, and let the memory go."""
        self.setup = self.painting = ()
        with self._lock:
            self._buffers, self._latest = [], None

    def take(self) -> Shown | None:
        """Return the picture displayed last; what was taken before may be painted over from now on."""
        with self._lock:
            if self._latest is None:
                return None
            serial, at_us, number = self._latest
            self._taken = number
            buffer = self._buffers[number]
            height, width = buffer.planes[0].shape
            return Shown(serial, at_us, (width, height), buffer.planes)

    def _set_up(self, _: Any, chroma: int, width: Any, height: Any, pitches: Any, lines: Any) -> int:
        try:
            size = self._size or (width[0], height[0])
            buffers = [_Buffer(*size) for _ in range(_BUFFERS)]
        except (MemoryError, ValueError):
            return 0
        ctypes.memmove(chroma, _CHROMA, len(_CHROMA))
        width[0], height[0] = size
        for plane, share in enumerate((1, 2, 2)):
            pitches[plane] = buffers[0].pitch // share
            lines[plane] = buffers[0].lines // share
        with self._lock:
            self._buffers, self._latest, self._painting, self._taken = buffers, None, 0, 0
        return _BUFFERS

    def _clean_up(self, _: Any) -> None:
        """The memory stays: the window may be painting from it."""

    def _give_room(self, _: Any, planes: Any) -> None:
        with self._lock:
            latest = self._taken if self._latest is None else self._latest[2]
            self._painting = next(n for n in range(_BUFFERS) if n not in (self._taken, latest))
            for plane, address in enumerate(self._buffers[self._painting].addresses):
                planes[plane] = address

    def _display(self, _: Any, __: Any) -> None:
        at_us = time.monotonic_ns() // 1_000
        with self._lock:
            if not self._buffers:
                return
            sample = self._buffers[self._painting].sample()
            is_new = sample != self._sample
            self._sample = sample
            self.count += 1
            if self._latest is not None and not (self.is_accepting and (is_new or self.is_running)):
                return
            self._latest = (next(self._serials), at_us, self._painting)
        self._on_shown()


def _rounded(length: int) -> int:
    return -(-length // (2 * _ALIGNED)) * 2 * _ALIGNED
