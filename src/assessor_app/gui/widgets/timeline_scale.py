"""The timeline's arithmetic: media time to pixels and back, zoom and scroll, and where ticks belong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

_US_PER_S = 1_000_000
_CLOSEST_US = 100_000
_PLAYHEAD_SHARE = 0.08
LABEL_WIDTH = 84.0
_OUT_OF_SIGHT = 200
# Seconds between labelled ticks, and how many parts the small ticks make of that.
_STEPS = (
    (0.01, 5), (0.02, 4), (0.05, 5), (0.1, 5), (0.2, 4), (0.5, 5), (1, 5), (2, 4), (5, 5), (10, 5), (15, 3), (30, 3),
    (60, 4), (120, 4), (300, 5), (600, 5), (900, 3), (1800, 3), (3600, 4), (7200, 4),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tick:
    at_us: int
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class TimelineScale:
    """`width` pixels from `left` on show the time from `start_us` on; `zoom` 1.0 shows all of it.

    Labelled ticks are at least `label_width` pixels apart.
    """

    duration_us: int = 0
    left: float = 0.0
    width: float = 1.0
    zoom: float = 1.0
    start_us: int = 0
    label_width: float = LABEL_WIDTH

    @property
    def visible_us(self) -> int:
        return max(round(self.duration_us / self.zoom), 1)

    @property
    def end_us(self) -> int:
        return self.start_us + self.visible_us

    @property
    def last_start_us(self) -> int:
        return max(self.duration_us - self.visible_us, 0)

    @property
    def us_per_pixel(self) -> float:
        return self.visible_us / self.width

    def x_of(self, at_us: int) -> float:
        return self.left + (at_us - self.start_us) / self.us_per_pixel

    def us_at(self, x: float) -> int:
        """Return the time at pixel `x`, kept inside the media."""
        at = self.start_us + round((x - self.left) * self.us_per_pixel)
        return min(max(at, 0), self.duration_us)

    def time_at(self, x: float) -> int:
        """Return the time at pixel `x`, beyond the ends of the media too."""
        return self.start_us + round((x - self.left) * self.us_per_pixel)

    def near(self, x: float) -> float:
        """Return `x`, or a place just out of sight for one far out: painters count pixels in few bits."""
        return min(max(x, self.left - _OUT_OF_SIGHT), self.left + self.width + _OUT_OF_SIGHT)

    def resized(self, left: float, width: float, label_width: float = LABEL_WIDTH) -> "TimelineScale":
        return replace(self, left=left, width=max(width, 1.0), label_width=max(label_width, LABEL_WIDTH))

    def of_duration(self, duration_us: int) -> "TimelineScale":
        return replace(self, duration_us=duration_us, zoom=1.0, start_us=0)

    def zoomed(self, factor: float, x: float) -> "TimelineScale":
        """Return the scale zoomed by `factor` with the time under pixel `x` staying there."""
        most = max(self.duration_us / _CLOSEST_US, 1.0)
        zoom = min(max(self.zoom * factor, 1.0), most)
        held = self.us_at(x)
        grown = replace(self, zoom=zoom)
        return grown.scrolled_to(held - round((x - self.left) * grown.us_per_pixel))

    def scrolled_to(self, start_us: int) -> "TimelineScale":
        return replace(self, start_us=min(max(start_us, 0), self.last_start_us))

    def keeps(self, at_us: int) -> bool:
        """Whether that time is on show."""
        return self.start_us <= at_us <= self.end_us

    def centred(self, at_us: int) -> "TimelineScale":
        return self.scrolled_to(at_us - self.visible_us // 2)

    def paged_to(self, at_us: int) -> "TimelineScale":
        """Turn the page: that time comes near the left edge, with room for what follows."""
        return self.scrolled_to(at_us - round(self.visible_us * _PLAYHEAD_SHARE))

    @property
    def step_us(self) -> int:
        """Time between labelled ticks, so that their labels do not touch."""
        return self._step()[0]

    def ticks(self, from_us: int = 0, to_us: int | None = None) -> Iterator[Tick]:
        """Those on show, or only those of them in [from, to]."""
        step, parts = self._step()
        small = step // parts
        number = -(-max(self.start_us, from_us) // small)
        last = min(self.end_us, self.duration_us, self.duration_us if to_us is None else to_us)
        while number * small <= last:
            yield Tick(number * small, number % parts == 0)
            number += 1

    def _step(self) -> tuple[int, int]:
        wanted = self.us_per_pixel * self.label_width / _US_PER_S
        seconds, parts = next((s for s in _STEPS if s[0] >= wanted), _STEPS[-1])
        return round(seconds * _US_PER_S), parts
