"""Shuttling as film editors know it: which speed comes next, and where a picture that runs backwards has got to."""

from dataclasses import dataclass

SPEEDS = (-4.0, -2.0, -1.0, 1.0, 2.0, 4.0)
RATES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Speeds to choose from, in either direction."""
NORMAL = 1.0
_US_PER_S = 1_000_000


def next_speed(now: float, direction: int, *, is_playing: bool) -> float:
    """Return the speed after one more press forwards (+1) or backwards (-1); negative speeds run backwards.

    From a standstill it begins at once the normal speed; against the direction of travel it first slows down.
    """
    if not is_playing:
        return NORMAL * direction
    if direction > 0:
        return min((speed for speed in SPEEDS if speed > now), default=SPEEDS[-1])
    return max((speed for speed in SPEEDS if speed < now), default=SPEEDS[0])


@dataclass(frozen=True, slots=True)
class Descent:
    """A picture running backwards since `began_s` (seconds of a monotonic clock) from `from_us`, at `speed` > 0."""

    from_us: int
    began_s: float
    speed: float

    def at(self, now_s: float) -> int:
        """Return the media time it has got to, microseconds; never before the first frame."""
        gone = max(now_s - self.began_s, 0.0) * self.speed
        return max(self.from_us - round(gone * _US_PER_S), 0)
