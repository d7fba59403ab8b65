"""How loud a recording is over its time: decoded once from end to end, measured a second or more at a time."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from assessor_app.domain.derived import Waveform
from assessor_app.media.packet_log import Tell, sound_of, zero_of
from assessor_app.media.recordings import US_PER_S, frames_in, open_recording, packets_of, read_only, unreadable
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    import numpy as np
    from av.audio.frame import AudioFrame
    from av.container import InputContainer

    Array = np.ndarray[Any, np.dtype[Any]]

STEP_US = 20_000
LOUDEST = 255
_SAMPLES_AT_ONCE = 96_000
_GAP_US = 50_000
_MOST_PEAKS = 48 * 3_600 * US_PER_S // STEP_US
_TELL_EVERY = 256
_SAMPLE_KINDS = MappingProxyType({"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"})


def measure_waveform(source: MediaSource, tell: Tell = lambda _: None) -> Waveform:
    """Return the loudest level of each step from the first presented frame on; no peaks without sound."""
    try:
        with open_recording(source) as container:
            zero_us = zero_of(container)
        with open_recording(source) as container:
            return _measured(container, zero_us, tell)
    except unreadable():
        return Waveform(STEP_US, b"")


def _measured(container: InputContainer, zero_us: int, tell: Tell) -> Waveform:
    sound = sound_of(container)
    if sound is None or sound.time_base is None:
        return Waveform(STEP_US, b"")
    read_only(container, sound)
    peaks = _Peaks()
    stretch = _Stretch(peaks, zero_us, sound.time_base)
    whole_us = max(int(container.duration or 0), 1)
    for number, packet in enumerate(packets_of(container, sound)):
        for frame in frames_in(packet):
            stretch.take(frame)
        if number % _TELL_EVERY == 0:
            tell(stretch.at_us / whole_us)
    stretch.end()
    return Waveform(STEP_US, peaks.levels())


class _Stretch:
    """Sound without a gap and of one kind, gathered until there is enough to measure at once.

    An hour has 170,000 frames: what is done for each of them is counted in ticks, and little.
    """

    def __init__(self, peaks: _Peaks, zero_us: int, base: Fraction) -> None:
        self._peaks = peaks
        self._zero_us = zero_us
        self._base = base
        self._gap = _GAP_US / US_PER_S / base
        self._rate = 1
        self._next: float = -1e18
        self._fifo: Any = None
        self._from_us = self._taken = self._waiting = 0

    @property
    def at_us(self) -> int:
        """Where it has come to, from the first presented frame."""
        return self._from_us + (self._taken + self._waiting) * US_PER_S // self._rate

    def take(self, frame: AudioFrame) -> None:
        pts, samples = frame.pts, frame.samples
        if self._fifo is None or (pts is not None and abs(pts - self._next) > self._gap):
            self._begin(frame)
        frame.pts = None  # the fifo minds every rounded tick; gaps were looked for
        try:
            self._fifo.write(frame)
        except ValueError:  # other channels, other samples, another rate
            frame.pts = pts
            self._begin(frame)
            frame.pts = None
            self._fifo.write(frame)
        self._next += samples * self._ticks_per_sample
        self._waiting += samples
        if self._waiting >= _SAMPLES_AT_ONCE:
            self.end()

    def end(self) -> None:
        """Measure what waits."""
        frame = self._fifo.read(0, partial=True) if self._fifo is not None and self._waiting else None
        if frame is not None:
            at_us = self._from_us + self._taken * US_PER_S // self._rate
            self._peaks.raise_to(at_us, frame, self._rate)
            self._taken += self._waiting
            self._waiting = 0

    def _begin(self, frame: AudioFrame) -> None:
        """Whatever comes now does not go on from what came before."""
        import av  # noqa: PLC0415

        self.end()
        at_us = self.at_us
        if frame.pts is not None:
            self._next = frame.pts
            at_us = int(frame.pts * self._base * US_PER_S) - self._zero_us
        self._fifo = av.AudioFifo()
        self._from_us, self._rate = at_us, max(frame.sample_rate, 1)
        self._taken = self._waiting = 0
        self._ticks_per_sample = float(1 / (self._rate * self._base))


class _Peaks:
    """The levels so far; it grows."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415

        self._levels = np.zeros(0, np.uint8)
        self._end = 0

    def raise_to(self, at_us: int, frame: AudioFrame, rate: int) -> None:
        """Take the samples of a frame that begins at `at_us`; what lies before zero or absurdly late is left out."""
        import numpy as np  # noqa: PLC0415

        skipped = max(-at_us * rate // US_PER_S, 0)
        at_us, count = max(at_us, 0), frame.samples - skipped
        first = at_us // STEP_US
        if count <= 0 or first >= _MOST_PEAKS:
            return
        last = (at_us + (count - 1) * US_PER_S // rate) // STEP_US
        edges = (np.arange(first, last + 1, dtype=np.int64) * STEP_US - at_us) * rate // US_PER_S
        loudest = loudest_of(frame, np.clip(edges, 0, count - 1) + skipped)
        self._make_room(last + 1)
        heard = self._levels[first : last + 1]
        np.maximum(heard, np.ceil(loudest * LOUDEST).astype(np.uint8), out=heard)

    def levels(self) -> bytes:
        return bytes(self._levels[: self._end].tobytes())

    def _make_room(self, end: int) -> None:
        import numpy as np  # noqa: PLC0415

        self._end = max(self._end, end)
        if self._end > len(self._levels):
            grown = np.zeros(max(self._end, 2 * len(self._levels)), np.uint8)
            grown[: len(self._levels)] = self._levels
            self._levels = grown


def loudest_of(frame: AudioFrame, edges: Array) -> Array:
    """Return how far the samples from each edge to the next go from silence in any channel, 0.0 to 1.0."""
    import numpy as np  # noqa: PLC0415

    kind = np.dtype(_SAMPLE_KINDS[frame.format.name.removesuffix("p")])
    channels = frame.layout.nb_channels
    levels = np.zeros(len(edges), np.float64)
    for plane in frame.planes:
        samples = np.frombuffer(memoryview(plane), kind)
        if not frame.format.is_planar:
            samples = samples[: frame.samples * channels].reshape(-1, channels)
        samples = samples[: frame.samples]
        low, high = (reduce.reduceat(samples, edges).astype(np.float64) for reduce in (np.minimum, np.maximum))
        if kind.kind == "u":
            low, high = low - 128, high - 128
        both = np.maximum(high, -low)
        np.maximum(levels, both if both.ndim == 1 else both.max(axis=1), out=levels)
    full = 128.0 if kind.kind == "u" else -float(np.iinfo(kind).min) if kind.kind == "i" else 1.0
    # What a damaged packet decodes to may be no number at all.
    return np.clip(np.nan_to_num(levels / full, posinf=1.0), 0.0, 1.0)
