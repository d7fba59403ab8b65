"""Decoded frames around the playhead, as many as fit into a stated number of bytes."""

from __future__ import annotations

import threading
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

MOST_BYTES = 64 * 1024 * 1024
# A frame ahead is reached by decoding on; one behind only by decoding its whole group again.
_BEHIND_IS_WORTH = 3


@dataclass(frozen=True, slots=True)
class Still:
    """Frame `number` of a video, its planes in a format that is painted as it is.

    `rotation` in degrees clockwise, upright when turned by it; the colour fields as FFmpeg numbers them.
    """

    number: int
    frame: VideoFrame
    rotation: int
    colour_space: int
    colour_range: int
    colour_transfer: int

    @property
    def size_bytes(self) -> int:
        return sum(plane.buffer_size for plane in self.frame.planes)


class StillCache:
    """Thread-safe: a lane puts, the screen gets. The frames farthest from `centre` make room for new ones."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._stills: dict[int, Still] = {}
        self._bytes = 0
        self._lock = threading.Lock()
        self._centre = 0

    def put(self, still: Still) -> bool:
        """Keep it if it is nearer than what would have to go; return whether it was kept."""
        with self._lock:
            if still.number in self._stills:
                return True
            self._stills[still.number] = still
            self._bytes += still.size_bytes
            while self._bytes > self._most_bytes and len(self._stills) > 1:
                self._drop(max(self._stills, key=self._distance))
            return still.number in self._stills

    def get(self, number: int) -> Still | None:
        with self._lock:
            return self._stills.get(number)

    def aim(self, centre: int) -> None:
        """From now on the frames around number `centre` count."""
        with self._lock:
            self._centre = centre

    def room(self) -> int:
        """How many frames fit in, as far as those known tell; 0 before the first."""
        with self._lock:
            return self._most_bytes * len(self._stills) // self._bytes if self._bytes else 0

    def first_gap(self, number: int, step: int, passing: Container[int] = ()) -> int:
        """Return the nearest frame from `number` on, by `step` (1 or -1), that is neither here nor in `passing`."""
        with self._lock:
            while number in self._stills or number in passing:
                number += step
            return number

    @property
    def size_bytes(self) -> int:
        with self._lock:
            return self._bytes

    def clear(self) -> None:
        with self._lock:
            self._stills.clear()
            self._bytes = 0

    def _distance(self, number: int) -> int:
        away = number - self._centre
        return -away if away < 0 else away * _BEHIND_IS_WORTH

    def _drop(self, number: int) -> None:
        self._bytes -= self._stills.pop(number).size_bytes
