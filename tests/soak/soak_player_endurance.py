"""Both engines opened, closed and sought in over and over, each in a process of its own."""

from assessor_app.media.vlc_library import look_for_libvlc
from tests.benchmarks.bench_player_endurance import endure
from tests.soak.tally import Tally

OPENINGS, SEEKS = 20, 50
MOST_GROWTH_MB = 120


def once(_seed: int) -> Tally:
    """One run an engine; nothing of anybody's work is at stake here, only the program."""
    engines = ["qtmultimedia"] if look_for_libvlc().missing else ["libvlc", "qtmultimedia"]
    return Tally(runs=len(engines), failed=sum(not _endures(engine) for engine in engines))


def _endures(engine: str) -> bool:
    found = endure(engine, OPENINGS, SEEKS)
    if found["crashes"] or found["hangs"] or not found["pictures"]:
        return False
    return bool(found["rss_end_mb"] - found["rss_start_mb"] < MOST_GROWTH_MB)
