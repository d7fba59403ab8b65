"""When each frame of a video is shown: the table that exact seeking and stepping are aimed with."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from assessor_app.media.recordings import open_recording
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

US_PER_MS = 1_000
_US_PER_S = 1_000_000
_ONE_FRAME_US = 33_333


class FrameTimes:
    """Presentation times in microseconds from the first presented frame, in order, without doubles."""

    def __init__(self, times: Iterable[int]) -> None:
        ordered = array("q", sorted(set(times)))
        self._zero_us = ordered[0] if ordered else 0
        self._times = array("q", (at - self._zero_us for at in ordered))

    def __len__(self) -> int:
        return len(self._times)

    @property
    def zero_us(self) -> int:
        """What the file itself calls the time of the first presented frame; it may be negative."""
        return self._zero_us

    def index_at(self, at_us: int) -> int:
        """Return which frame is on screen at `at_us`; before the first frame and after the last: these."""
        return max(bisect_right(self._times, at_us) - 1, 0)

    def nearest(self, at_us: int) -> int:
        """Return the frame whose time is closest to `at_us`: engines round the same time differently."""
        index = bisect_left(self._times, at_us)
        if index == len(self._times):
            return index - 1
        if index and at_us - self._times[index - 1] <= self._times[index] - at_us:
            return index - 1
        return index

    def span(self, index: int) -> tuple[int, int]:
        """Return start of frame `index` and of the one after it; the last is taken to be as long as the one before."""
        index = min(max(index, 0), len(self._times) - 1)
        start = self._times[index]
        if index + 1 < len(self._times):
            return start, self._times[index + 1]
        before = start - self._times[index - 1] if index else _ONE_FRAME_US
        return start, start + before


def millisecond_inside(start_us: int, end_us: int, attempt: int = 0) -> int:
    """Return a whole millisecond in [start, end): its middle first, then near its start, then near its end.

    Engines are seeked in milliseconds. A span without a whole millisecond in it gets the nearest one.
    """
    first, last = -(-start_us // US_PER_MS), (end_us - 1) // US_PER_MS
    if first > last:
        return last if attempt % 2 else first
    return (min(max((start_us + end_us) // 2 // US_PER_MS, first), last), first, last)[attempt % 3]


def read_frame_times(source: MediaSource, is_unwanted: Callable[[], bool] = lambda: False) -> tuple[int, ...]:
    """Return the presentation times of all frames of the first video, sorted; () when they cannot be told.

    Reads packets without decoding them (some 4 s for an hour of video), so it belongs on a worker
    thread; `is_unwanted` is asked now and then and ends it early.
    """
    import av  # noqa: PLC0415 - heavy, and needed only once a video is open

    try:
        with open_recording(source) as container:
            return _times_of(container, is_unwanted)
    except (av.FFmpegError, OSError, ValueError, EOFError):
        return ()


def _times_of(container: InputContainer, is_unwanted: Callable[[], bool]) -> tuple[int, ...]:
    stream = first_video(container)
    base = stream.time_base if stream else None
    if stream is None or base is None:
        return ()
    times = []
    first_key: int | None = None
    for number, packet in enumerate(container.demux(stream)):
        if number % 512 == 0 and is_unwanted():
            return ()
        if packet.pts is None:
            if packet.size:
                return ()  # a table that leaves frames out would name wrong ones
            continue
        if packet.is_keyframe and first_key is None:
            first_key = packet.pts
        if not packet.is_discard:
            times.append(packet.pts)
    # A recording cut out of a broadcast may begin with frames that lean on ones cut away: no engine can show them.
    zero = first_key if first_key is not None else min(times, default=0)
    return tuple(sorted(microseconds(at, base) for at in times if at >= zero))


def first_video(container: InputContainer) -> VideoStream | None:
    """Return the first stream of moving pictures; a sound file's cover is none."""
    from av.stream import Disposition  # noqa: PLC0415

    return next((s for s in container.streams.video if not s.disposition & Disposition.attached_pic), None)


def microseconds(ticks: int, base: Fraction) -> int:
    """Return `ticks` of a time base as microseconds, to the nearest."""
    return (2 * ticks * base.numerator * _US_PER_S + base.denominator) // (2 * base.denominator)
