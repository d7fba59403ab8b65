"""A sync that finds nothing new, with 10,000 assignments, against the real practice server; and the first one."""

import time
from collections.abc import Callable

from tests.benchmarks.filled import filled_server, new_laptop, pull
from tests.benchmarks.report import Figure, median

ASSIGNMENTS = 10_000
TIMES = 9


def run() -> list[Figure]:
    with filled_server(ASSIGNMENTS) as server, new_laptop(server) as laptop, laptop.profile() as profile:
        first = _seconds(lambda: pull(profile))
        received = len(profile.reads.inbox())
        idle = [_seconds(lambda: pull(profile)) for _ in range(TIMES)]
    spread = f"{TIMES} syncs, {min(idle):.3f}-{max(idle):.3f} s"
    return [
        Figure("sync_idle_10000_s", median(idle), "s", None, f"{spread}; {received} assignments here"),
        Figure("sync_first_10000_s", first, "s", None, "one pull into an empty profile"),
    ]


def _seconds(act: Callable[[], object]) -> float:
    before = time.monotonic()
    act()
    return time.monotonic() - before
