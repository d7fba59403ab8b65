"""`./run soak [MINUTES] [NAME ...]`: the fault tests again and again with other seeds, one JSON object a line."""

import importlib
import sys
import time
import traceback
from collections.abc import Callable

from tests.soak.tally import Tally, print_tally

NAMES = ("model", "real_server", "steps", "torn_wal", "broken_disk", "fuzz", "many", "player_endurance")
DEFAULT_MINUTES = 30.0
S_PER_MINUTE = 60

Once = Callable[[int], Tally]


def main(arguments: list[str]) -> int:
    """Exit status 0 only when nothing was lost, nothing doubled and every run ended as it should."""
    minutes, names = _read(arguments)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.stderr.write(f"No soak called {unknown[0]}. There are: {', '.join(NAMES)}.\n")
        return 2
    total = Tally()
    for name in names:
        once: Once = importlib.import_module(f"tests.soak.soak_{name}").once
        tally = repeat(name, once, minutes * S_PER_MINUTE / len(names))
        print_tally(name, tally)
        total += tally
    print_tally("everything", total)
    return 0 if total.is_clean else 1


def repeat(name: str, once: Once, seconds: float) -> Tally:
    """Run at least once, then with the next seed until the time is over."""
    began = time.monotonic()
    tally, seed = Tally(), 0
    while not seed or time.monotonic() - began < seconds:
        try:
            tally += once(seed)
        except Exception:
            sys.stderr.write(f"{name}, seed {seed}:\n{traceback.format_exc()}")
            tally += Tally(runs=1, failed=1)
        seed += 1
    return tally + Tally(seconds=time.monotonic() - began)


def _read(arguments: list[str]) -> tuple[float, tuple[str, ...]]:
    if arguments and arguments[0].replace(".", "", 1).isdigit():
        return float(arguments[0]), tuple(arguments[1:]) or NAMES
    return DEFAULT_MINUTES, tuple(arguments) or NAMES


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
