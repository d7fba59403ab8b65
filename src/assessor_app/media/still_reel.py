"""Gives the screen single frames of an open video: from memory when near, else from a lane, the latest first."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import RunApart
from assessor_app.media.still_cache import MOST_BYTES, Still, StillCache
from assessor_app.media.still_decoder import NoStill, StillDecoder
from assessor_app.media.still_form import still_of
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_MOST_AHEAD = 12
_STEPS = 12


class _Stretch:
    """Frames `first` to `last` being decoded on the lane. Written there: `given`, `seen`, `has_failed`."""

    def __init__(self, first: int, last: int, *, is_ahead_of_need: bool) -> None:
        self.first, self.last = first, last
        self.is_ahead_of_need = is_ahead_of_need
        self.given = -1
        self.seen: set[int] = set()
        self.has_failed = False
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def is_unwanted(self) -> bool:
        return self._cancelled.is_set()

    def will_give(self, number: int) -> bool:
        return self.first <= number <= self.last and number > self.given

    @property
    def missing(self) -> set[int]:
        return set(range(self.first, self.last + 1)) - self.seen


class StillReel(QObject):
    """On the UI thread. `arrived(Still)` follows a `want` that was not answered at once; `gave_up()` ends it all."""

    arrived = Signal(object)
    gave_up = Signal()
    _has_come = Signal()

    def __init__(
        self,
        source: MediaSource,
        times: FrameTimes,
        run_apart: RunApart,
        parent: QObject | None = None,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """`run_apart` must run one work after the other: the decoder lives on that lane."""
        super().__init__(parent)
        self._source = source
        self._times = times
        self._run_apart = run_apart
        self._cache = StillCache(most_bytes)
        self._decoder: StillDecoder | None = None
        self._stretch: _Stretch | None = None
        self._wanted: int | None = None
        self._centre = 0
        self._absent: set[int] = set()
        self._is_closed = False
        self._has_come.connect(self._look, Qt.ConnectionType.QueuedConnection)

    @property
    def size_bytes(self) -> int:
        """What the frames kept here take."""
        return self._cache.size_bytes

    def has(self, number: int) -> bool:
        """Whether that frame would come at once."""
        return self._cache.get(number) is not None

    def want(self, number: int) -> Still | None:
        """Return frame `number` if it is here. Else it arrives, unless another one is wanted before.

        A frame that cannot be decoded is replaced by the one before it.
        """
        way = number - self._centre
        self.aim(number)
        still = self._cache.get(self._nearest_present(number))
        self._wanted = None if still else number
        if still:
            self.surround()
        elif self._stretch is None or not self._stretch.will_give(number):
            # Whoever steps will step on: the frames on that way come along at once.
            behind, ahead = self._reach if abs(way) <= _STEPS else (0, 0)
            self._begin(number - behind * (way < 0), number + ahead * (way > 0))
        return still

    def aim(self, number: int) -> None:
        """Say which frame is looked at, though it is not taken from here."""
        self._centre = number
        self._cache.aim(number)

    def surround(self) -> None:
        """Fetch what lies around the frame last wanted, in the background; nothing when it is here already."""
        if self._is_closed or self._wanted is not None or self._stretch is not None:
            return
        behind, ahead = self._reach
        gap = self._cache.first_gap(self._centre, -1, self._absent)
        if gap >= 0 and gap > self._centre - max(behind // 2, 1):
            self._begin(self._centre - behind, gap, is_ahead_of_need=True)
            return
        gap = self._cache.first_gap(self._centre, 1, self._absent)
        if gap < len(self._times) and gap <= self._centre + ahead // 2:
            self._begin(gap, self._centre + ahead, is_ahead_of_need=True)

    def stop(self) -> None:
        """Leave what is under way: nobody looks at single frames now."""
        self._wanted = None
        if self._stretch is not None:
            self._stretch.cancel()
            self._stretch = None

    def close(self) -> None:
        """Let go of everything; the file is left on the lane, not here."""
        if self._is_closed:
            return
        self._is_closed = True
        self.stop()
        self._cache.clear()
        try:
            self._run_apart(self._shut, lambda _: self.deleteLater())
        except RuntimeError:  # the lanes are closed, so nothing is under way any more
            self._shut()

    def _begin(self, first: int, last: int, *, is_ahead_of_need: bool = False) -> None:
        if self._is_closed:
            return
        if self._stretch is not None:
            self._stretch.cancel()
        last = min(last, len(self._times) - 1)
        stretch = self._stretch = _Stretch(max(first, 0), last, is_ahead_of_need=is_ahead_of_need)
        self._run_apart(lambda: self._decode(stretch), lambda _: self._on_done(stretch))

    def _decode(self, stretch: _Stretch) -> None:
        """On the lane."""
        if stretch.is_unwanted():
            return
        try:
            if self._decoder is None:
                self._decoder = StillDecoder(self._source, self._times)
            self._decoder.decode(stretch.first, stretch.last, partial(self._take, stretch), stretch.is_unwanted)
        except (NoStill, MemoryError):
            stretch.has_failed = True

    def _take(self, stretch: _Stretch, number: int, frame: "VideoFrame") -> None:
        """On the lane: keep a decoded frame, and say so when the screen waits for it."""
        if number >= stretch.first - self._cache.room() and self._decoder is not None:
            self._cache.put(still_of(number, frame, self._decoder.aspect))
        stretch.seen.add(number)
        stretch.given = number
        # In this order: the screen says what it wants before it looks how far this has come.
        if number == self._wanted and not stretch.is_unwanted():
            self._has_come.emit()

    def _shut(self) -> None:
        """On the lane."""
        decoder, self._decoder = self._decoder, None
        if decoder is not None:
            decoder.close()

    @property
    def _reach(self) -> tuple[int, int]:
        """How many frames are kept behind the playhead, and how many ahead of it."""
        room = self._cache.room()
        return room * 2 // 3, min(room // 5, _MOST_AHEAD)

    def _look(self) -> None:
        """Hand over what is wanted, if it has come."""
        if self._wanted is None or self._is_closed:
            return
        still = self._cache.get(self._wanted)
        if still is not None:
            self._wanted = None
            self.arrived.emit(still)

    def _on_done(self, stretch: _Stretch) -> None:
        if stretch is not self._stretch or self._is_closed:
            return
        self._stretch = None
        if stretch.has_failed:
            self.gave_up.emit()
            return
        self._absent |= stretch.missing
        self._look()
        if self._wanted is None:
            if stretch.is_ahead_of_need or stretch.last > stretch.first:
                self.surround()
        elif len(self._absent) == len(self._times):
            self.gave_up.emit()
        else:
            self._settle_for_another()

    def _settle_for_another(self) -> None:
        assert self._wanted is not None
        still = self.want(self._nearest_present(self._wanted))
        if still is not None:
            self.arrived.emit(still)

    def _nearest_present(self, number: int) -> int:
        before = number
        while before in self._absent:
            before -= 1
        if before >= 0:
            return before
        while number in self._absent:
            number += 1
        return number
