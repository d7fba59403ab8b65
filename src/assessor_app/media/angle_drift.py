"""Judges how far a second recording runs ahead of the first, and by how much its speed has to give way."""

from collections import deque
from statistics import median

FAR_US = 400_000
"""Further apart than that no speed helps: the second recording has to be sought anew."""
APART_US = 10_000
TOGETHER_US = 3_000
SETTLING_S = 0.3
"""After a change the first pictures say nothing yet."""
_GENTLEST, _STRONGEST = 0.02, 0.10
_CALM, _QUICK = 12, 4
"""How many looks make a judgement: many while all is well, few while the speed is changed, so as not to overshoot."""


class Drift:
    """`nudge` is the share by which the second one runs faster (+) or slower (-) than the first."""

    def __init__(self) -> None:
        self.nudge = 0.0
        self.measured_us: int | None = None
        self.is_far = False
        """Whether the last looks were all of recordings far apart."""
        self._looks: deque[float] = deque(maxlen=_CALM)
        self._quiet_until = 0.0

    def restart(self, now: float) -> None:
        """Both were set going, or moved: forget what was."""
        self.nudge, self.is_far = 0.0, False
        self._settle(now)

    def look(self, ahead_us: float, now: float) -> bool:
        """Take one look; return whether `nudge` is another one now."""
        if now < self._quiet_until:
            return False
        self._looks.append(ahead_us)
        if len(self._looks) < (_QUICK if self.nudge else _CALM):
            return False
        middle = median(self._looks)
        self.measured_us = round(middle)
        self.is_far = all(abs(ahead) > FAR_US for ahead in self._looks)
        wanted = self._wanted(middle)
        if self.nudge:
            self._looks.clear()
        if wanted == self.nudge:
            return False
        self.nudge = wanted
        self._settle(now)
        return True

    def _wanted(self, ahead_us: float) -> float:
        is_over = self.nudge * ahead_us > 0  # it has come out on the other side
        if abs(ahead_us) <= (TOGETHER_US if self.nudge else APART_US) or is_over:
            return 0.0
        share = min(max(abs(ahead_us) / 1_000_000, _GENTLEST), _STRONGEST)
        if share < 2 * abs(self.nudge):
            return self.nudge  # the same speed until they are together: each change costs a picture or two
        return -share if ahead_us > 0 else share

    def _settle(self, now: float) -> None:
        self._looks.clear()
        self._quiet_until = now + SETTLING_S
