"""Media time while libVLC plays: told from the monotonic clock since the moment it was last known."""

STARTING_US = 10_000
"""After buffering libVLC shows what it was sent to this much later."""
GUESSED_US = 250_000
"""How far libVLC was seen to be from where it was sent (200 ms), with some to spare."""


class VlcClock:
    """Times are microseconds: of the media from its first frame, and of the monotonic clock for `now_us`."""

    def __init__(self) -> None:
        self._at_us = 0
        self._since_us: int | None = None
        self._rate = 1.0
        self.uncertainty_us = 0

    @property
    def is_running(self) -> bool:
        return self._since_us is not None

    def stand(self, at_us: int, uncertainty_us: int) -> None:
        """It is at `at_us`, and stays there."""
        self._at_us, self._since_us, self.uncertainty_us = at_us, None, uncertainty_us

    def run(self, at_us: int, now_us: int, uncertainty_us: int) -> None:
        """It was at `at_us` at `now_us`, and goes on."""
        self._at_us, self._since_us, self.uncertainty_us = at_us, now_us, uncertainty_us

    def halt(self, now_us: int) -> None:
        """It was paused at `now_us`: how soon the engine heard of it is not told."""
        if self._since_us is not None:
            self.stand(self.at(now_us), max(self.uncertainty_us, GUESSED_US))

    def doubt(self, uncertainty_us: int) -> None:
        """It is at least this unsure."""
        self.uncertainty_us = max(self.uncertainty_us, uncertainty_us)

    def set_rate(self, rate: float, now_us: int) -> None:
        if self._since_us is not None:
            self.run(self.at(now_us), now_us, max(self.uncertainty_us, GUESSED_US))
        self._rate = rate

    def at(self, now_us: int) -> int:
        if self._since_us is None:
            return self._at_us
        return self._at_us + max(round((now_us - self._since_us) * self._rate), 0)
