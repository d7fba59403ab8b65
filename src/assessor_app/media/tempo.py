"""Sound at another speed with its pitch kept, block by block."""

from fractions import Fraction

import numpy as np

from assessor_app.media.loudness import Samples

_LAYOUTS = {1: "mono", 2: "stereo"}
_SLOWEST_STAGE = 0.5  # one stage of the filter goes no further down


class Tempo:
    """One stream at one speed. PyAV is loaded with the first."""

    def __init__(self, sample_rate: int, channels: int, rate: float) -> None:
        import av  # noqa: PLC0415 - heavy, and needed only for boosted sound at another speed
        from av.filter import Graph  # noqa: PLC0415

        self._av = av
        self._sample_rate, self._channels = sample_rate, channels
        self._taken = 0
        self._graph = Graph()
        time_base = Fraction(1, sample_rate)
        source = self._graph.add_abuffer(
            sample_rate=sample_rate, format="flt", layout=_LAYOUTS[channels], time_base=time_base
        )
        last = source
        for stage in stages(rate):
            after = self._graph.add("atempo", f"{stage:.6f}")
            last.link_to(after)
            last = after
        sink = self._graph.add("abuffersink")
        last.link_to(sink)
        self._graph.configure()

    def taken(self, samples: Samples) -> Samples:
        """Take a block (frames, channels) and return what is ready at the new speed, perhaps nothing."""
        packed = np.ascontiguousarray(samples, dtype=np.float32).reshape(1, -1)
        frame = self._av.AudioFrame.from_ndarray(packed, format="flt", layout=_LAYOUTS[self._channels])
        frame.sample_rate = self._sample_rate
        frame.pts, frame.time_base = self._taken, Fraction(1, self._sample_rate)
        self._taken += len(samples)
        self._graph.push(frame)
        return self._ready()

    def _ready(self) -> Samples:
        blocks = []
        while True:
            try:
                block = self._graph.pull()
            except (BlockingIOError, EOFError):
                break
            blocks.append(block.to_ndarray().reshape(-1, self._channels))
        if not blocks:
            return np.zeros((0, self._channels), np.float32)
        return np.concatenate(blocks).astype(np.float32, copy=False)


def stages(rate: float) -> tuple[float, ...]:
    """Return the speeds of the filters in a row that together make `rate`; each stands for at least one half."""
    found = []
    while rate < _SLOWEST_STAGE:
        found.append(_SLOWEST_STAGE)
        rate /= _SLOWEST_STAGE
    return (*found, rate)
