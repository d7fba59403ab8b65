"""Where the parts of the timeline lie from top to bottom: compact, and nothing for what is not there."""

from dataclasses import dataclass

WAVEFORM = 26
COVERAGE = 6
OVERVIEW = 12
LOWEST_LANE, WANTED_LANE, HIGHEST_LANE = 14, 20, 34
_FEWEST_LANES = 3
_ALWAYS_SEEN = 4
_WANTED_LANES = 7


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal stripe; one of no height is not there."""

    top: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def is_there(self) -> bool:
        return self.height > 0

    def holds(self, y: float) -> bool:
        return self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Needs:
    """What there is to show: `lanes` is how many, `lane` the least height of one.

    `header`, `captions` (0 without any) and `lane` are heights that grow with the text.
    """

    header: int
    lanes: int
    has_waveform: bool = False
    captions: int = 0
    has_coverage: bool = False
    lane: int = LOWEST_LANE

    @property
    def beside_lanes(self) -> int:
        return (
            self.header + self.captions + OVERVIEW + WAVEFORM * self.has_waveform + (COVERAGE + 1) * self.has_coverage
        )

    @property
    def least_height(self) -> int:
        """Some lanes are always seen; the others can be scrolled to."""
        return self.beside_lanes + min(max(self.lanes, _FEWEST_LANES), _ALWAYS_SEEN) * self.lane

    @property
    def wanted_height(self) -> int:
        return self.beside_lanes + min(max(self.lanes, _FEWEST_LANES), _WANTED_LANES) * max(WANTED_LANE, self.lane)


@dataclass(frozen=True, slots=True)
class Rows:
    """`lanes` is the window the lanes are seen through; `hidden` pixels of them lie outside of it."""

    header: Band
    waveform: Band
    captions: Band
    lanes: Band
    coverage: Band
    overview: Band
    lane_height: int
    hidden: int

    @property
    def scrub(self) -> tuple[Band, ...]:
        """Where a drag moves the playhead."""
        return (self.header, self.waveform, self.captions, self.coverage)


def rows_of(height: int, needs: Needs) -> Rows:
    """Share `height` pixels out: everything has its own, the lanes take what is left."""
    room = max(height - needs.beside_lanes, 0)
    count = max(needs.lanes, 1)
    lane_height = max(min(room // count, HIGHEST_LANE), needs.lane)
    header = Band(0, needs.header)
    waveform = Band(header.bottom, WAVEFORM * needs.has_waveform)
    captions = Band(waveform.bottom, needs.captions)
    lanes = Band(captions.bottom, min(room, count * lane_height))
    coverage = Band(lanes.bottom, (COVERAGE + 1) * needs.has_coverage)
    overview = Band(max(coverage.bottom, height - OVERVIEW), OVERVIEW)
    return Rows(
        header,
        waveform,
        captions,
        lanes,
        coverage,
        overview,
        lane_height,
        max(count * lane_height - int(lanes.height), 0),
    )
