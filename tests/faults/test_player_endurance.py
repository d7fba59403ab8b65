"""Opening, closing and seeking again and again, with each engine in a process of its own; `./run soak` does more."""

import pytest

from assessor_app.media.vlc_library import look_for_libvlc
from tests.benchmarks.bench_player_endurance import endure

_MOST_GROWTH_MB = 120


@pytest.mark.parametrize("engine", ["libvlc", "qtmultimedia"])
def test_a_few_openings_and_seeks_neither_crash_nor_hang_nor_grow(engine: str) -> None:
    if engine == "libvlc" and look_for_libvlc().missing:
        pytest.skip("libVLC is not on this machine")
    found = endure(engine, 6, 20, "short")
    assert found["crashes"] == 0, found["words"]
    assert found["hangs"] == 0
    assert found["pictures"] > 0
    assert found["rss_end_mb"] - found["rss_start_mb"] < _MOST_GROWTH_MB
