"""Decodes the very frame that is asked for, wherever it lies in a video, and as little else as possible."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from assessor_app.media.frame_times import FrameTimes, first_video, microseconds
from assessor_app.media.recordings import open_recording
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_US_PER_S = 1_000_000
_NEAR_US = 2 * _US_PER_S
_BEFORE_ALL_US = -10 * _US_PER_S
_MOST_TRIES = 8
# Their frames that nothing refers to are marked as such beyond doubt. HEVC marks them per temporal layer only.
_HAS_SAFE_NONREF = frozenset({"h264", "mpeg4", "mpeg2video", "mpeg1video", "vp8", "vp9", "libdav1d", "av1"})


class NoStill(Exception):
    """This video gives no single frames here."""


class StillDecoder:
    """Frames of the first video stream by their number in `times`. For one worker thread; `close` on it as well."""

    def __init__(self, source: MediaSource, times: FrameTimes) -> None:
        """Open the file. Raises NoStill."""
        import av  # noqa: PLC0415 - heavy, and needed only once a frame is asked for

        self._errors = (av.FFmpegError, OSError, ValueError, EOFError)
        self._times = times
        try:
            self._container = open_recording(source)
        except self._errors as error:
            raise NoStill(str(error)) from error
        self._packets: Iterator[Packet[VideoStream]] | None = None
        stream = first_video(self._container)
        if stream is None:
            self.close()
            raise NoStill("no video")
        self._stream: VideoStream = stream
        self._base = self._stream.time_base or Fraction(1, _US_PER_S)
        self._stream.thread_type = "AUTO"
        self._has_safe_nonref = self._stream.codec_context.name in _HAS_SAFE_NONREF
        self._is_skipping = False
        # When the keyframes passed so far are shown, and when they are decoded.
        self._keys: list[tuple[int, int]] = []
        # Where the decoder stands: the number of the frame it gave last, whether it met a keyframe yet.
        self._given = -1
        self._has_begun = False
        self._is_at_start = False
        self._attempt = 0

    @property
    def aspect(self) -> tuple[int, int]:
        """How wide a pixel is to how high."""
        ratio = self._stream.sample_aspect_ratio
        return (ratio.numerator, ratio.denominator) if ratio else (1, 1)

    def decode(
        self, first: int, last: int, take: Callable[[int, VideoFrame], None], is_unwanted: Callable[[], bool]
    ) -> None:
        """Give `take` the frames `first` to `last` in order, and those before them that came by the way.

        `is_unwanted` is asked between packets and ends it early. What cannot be decoded is left out.
        Raises NoStill when nothing can be read.
        """
        try:
            if not self._can_go_on(first):
                self._go_back(first, 0)
            while not self._run(first, last, take, is_unwanted) and self._attempt < _MOST_TRIES:
                self._go_back(first, self._attempt + 1)
        except self._errors as error:
            self._packets = None
            raise NoStill(str(error)) from error

    def close(self) -> None:
        self._packets = None
        self._container.close()

    def _run(
        self, first: int, last: int, take: Callable[[int, VideoFrame], None], is_unwanted: Callable[[], bool]
    ) -> bool:
        """Decode on until `last` is out; False when it turns out to have begun too late for `first`."""
        from_us = self._times.span(first)[0]
        for packet in self._packets or ():
            if is_unwanted():
                self._stand_nowhere()
                return True
            self._learn(packet)
            if not self._has_begun and not self._begins_with(packet):
                if self._time_of(packet.dts) > from_us and not self._is_at_start:
                    return False
                continue
            for frame in self._frames_of(packet, from_us):
                index = self._number_of(frame)
                if index is None:
                    continue
                if self._given < 0 and index > first and not self._is_at_start:
                    return False
                if index < self._given:
                    raise NoStill("the file's own times are not in the order of its frames")
                self._given = index
                take(index, frame)
            if self._given >= last:
                return True
        has_come = self._given >= 0
        self._stand_nowhere()
        return has_come or self._is_at_start

    def _begins_with(self, packet: Packet[VideoStream]) -> bool:
        """Nothing before a keyframe can be decoded, unless the file marks none."""
        self._has_begun = packet.is_keyframe or self._attempt == _MOST_TRIES
        return self._has_begun

    def _frames_of(self, packet: Packet[VideoStream], from_us: int) -> list[VideoFrame]:
        is_skipping = self._has_safe_nonref and packet.pts is not None and self._time_of(packet.pts) < from_us
        context = self._stream.codec_context
        if is_skipping is not self._is_skipping:
            self._is_skipping = is_skipping
            context.skip_frame = "NONREF" if is_skipping else "DEFAULT"
        try:
            return context.decode(packet if packet.size else None)
        except self._errors:
            return []  # a damaged piece: players go on, too

    def _number_of(self, frame: VideoFrame) -> int | None:
        if frame.pts is None:
            return None
        at_us = self._time_of(frame.pts)
        return None if at_us < 0 else self._times.nearest(at_us)

    def _can_go_on(self, first: int) -> bool:
        """Whether decoding on from here is the shortest way to frame `first`."""
        if self._packets is None or not 0 <= self._given < first:
            return False
        here, there = self._times.span(self._given)[0], self._times.span(first)[0]
        if not self._is_indexed(there):
            return there - here <= _NEAR_US
        entries = self._stream.index_entries
        key = entries.search_timestamp(self._ticks(there), backward=True)
        return key < 0 or self._time_of(entries[key].timestamp) <= here

    def _is_indexed(self, at_us: int) -> bool:
        """Whether the file itself says where the nearest keyframe before `at_us` lies."""
        entries = self._stream.index_entries
        return len(entries) > 0 and self._time_of(entries[len(entries) - 1].timestamp) >= at_us

    def _go_back(self, first: int, attempt: int) -> None:
        """Stand before a keyframe from which `first` can be reached: farther back with each attempt."""
        self._attempt = attempt
        at_us = self._times.span(first)[0] - (_US_PER_S << attempt if attempt else 0)
        self._is_at_start = at_us <= 0 or attempt >= _MOST_TRIES - 1
        if self._is_at_start:
            at_us = _BEFORE_ALL_US
        elif not self._is_indexed(at_us):
            at_us = self._known_key(at_us)
        self._enter(at_us)
        self._packets = self._container.demux(self._stream)
        self._has_begun = False
        self._given = -1

    def _enter(self, at_us: int) -> None:
        try:
            self._container.seek(self._ticks(at_us), stream=self._stream)
        except self._errors:
            # Some containers refuse a place before their first frame, others need one to reach it.
            self._container.seek(self._ticks(max(at_us, 0)), stream=self._stream)

    def _known_key(self, at_us: int) -> int:
        """Return when a keyframe passed before is decoded, if one lies near before `at_us`; else `at_us`.

        Some containers are entered anywhere, not at keyframes.
        """
        place = bisect_right(self._keys, (at_us, at_us))
        if place and at_us - self._keys[place - 1][0] <= _NEAR_US * _MOST_TRIES:
            return self._keys[place - 1][1]
        return at_us

    def _learn(self, packet: Packet[VideoStream]) -> None:
        if packet.is_keyframe and packet.pts is not None and packet.dts is not None:
            key = self._time_of(packet.pts), self._time_of(packet.dts)
            place = bisect_right(self._keys, key)
            if not place or self._keys[place - 1] != key:
                self._keys.insert(place, key)

    def _stand_nowhere(self) -> None:
        self._packets = None
        self._given = -1

    def _time_of(self, ticks: int | None) -> int:
        return -1 if ticks is None else microseconds(ticks, self._base) - self._times.zero_us

    def _ticks(self, at_us: int) -> int:
        """Return the time base's tick at `at_us`, the one after it when between two."""
        whole = (at_us + self._times.zero_us) * self._base.denominator
        return -(-whole // (self._base.numerator * _US_PER_S))
