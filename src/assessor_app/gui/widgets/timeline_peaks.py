"""The waveform as a pyramid of maxima, so that painting looks at pixels and not at the hours behind them."""

import numpy as np
from numpy.typing import NDArray

from assessor_app.domain.derived import Waveform
from assessor_app.gui.widgets.timeline_scale import TimelineScale

Levels = NDArray[np.uint8]


class PeakPyramid:
    """`peaks` once more with half as many steps, again and again: twice the memory at most."""

    def __init__(self, waveform: Waveform) -> None:
        self._step_us = max(waveform.step_us, 1)
        self._levels: list[Levels] = [np.frombuffer(waveform.peaks, np.uint8)]
        while len(self._levels[-1]) > 1:
            finer = self._levels[-1]
            pairs = np.append(finer, finer[-1]) if len(finer) % 2 else finer
            self._levels.append(pairs.reshape(-1, 2).max(axis=1))

    def __len__(self) -> int:
        return len(self._levels[0])

    @property
    def loudest(self) -> int:
        return int(self._levels[-1][0]) if len(self) else 0

    def columns(self, scale: TimelineScale, left: int, right: int) -> NDArray[np.int64]:
        """Return the peak of each pixel in [left, right); 0 where there is no sound to show."""
        wanted = max(right - left, 0)
        if not wanted or not len(self):
            return np.zeros(wanted, np.int64)
        depth, step = 0, float(self._step_us)
        # Coarser while a pixel still holds two steps of it: what a pixel shows is never less than was there.
        while depth + 1 < len(self._levels) and 4 * step <= scale.us_per_pixel:
            depth, step = depth + 1, 2 * step
        level = self._levels[depth]
        edges = scale.start_us + (np.arange(left, right + 1) - scale.left) * scale.us_per_pixel
        first = np.floor(edges[:-1] / step).astype(np.int64)
        last = np.maximum(np.ceil(edges[1:] / step).astype(np.int64), first + 1)
        is_inside = (first >= 0) & (first < len(level))
        found = np.zeros(wanted, np.int64)
        for offset in range(int((last - first).max())):
            place = first + offset
            is_read = is_inside & (place < np.minimum(last, len(level)))
            found[is_read] = np.maximum(found[is_read], level[place[is_read]])
        return found
