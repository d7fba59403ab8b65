"""Louder than recorded without harsh distortion: a gain with a limiter that turns itself down before it clips."""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""(frames, channels), -1.0 to 1.0."""

CEILING = 0.98
_KNEE = 0.8  # below it sound passes unchanged
_BACK_PER_S = 1.5  # how fast the limiter lets go, as a share of the gain wanted


class Limiter:
    """Follows the sound block by block; one for each stream, because it remembers how far it has turned down."""

    def __init__(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._gain: float | None = None

    def amplified(self, samples: Samples, gain: float) -> Samples:
        """Return `samples` times `gain` (at least 1.0), turned down where that would be too loud; never above CEILING.

        The gain changes smoothly inside the block. What is louder than the limiter foresaw, at the attack of a
        sudden noise, is rounded off instead of cut.
        """
        if not len(samples):
            return samples
        peak = float(np.max(np.abs(samples)))
        highest = min(gain, max(_KNEE / peak, 1.0)) if peak > 0 else gain
        began = highest if self._gain is None else self._gain
        ends = min(highest, began + gain * _BACK_PER_S * len(samples) / self._sample_rate)
        self._gain = ends
        slope = np.linspace(began, ends, len(samples), endpoint=False, dtype=np.float32)
        return rounded_off(samples * slope[:, None])


def rounded_off(samples: Samples) -> Samples:
    """Return the samples with everything above the knee bent towards CEILING, which nothing passes."""
    size = np.abs(samples)
    room = CEILING - _KNEE
    bent = _KNEE + room * np.tanh((size - _KNEE) / room)
    return np.where(size <= _KNEE, samples, np.copysign(bent, samples)).astype(np.float32, copy=False)
