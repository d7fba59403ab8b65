"""`./run bench [NAME]`: runs one or all measurements, one JSON object a line."""

import importlib
import sys

from tests.benchmarks.report import Figure, print_figure

NAMES = (
    "start",
    "key_to_saved",
    "sync_idle",
    "sync",
    "vault",
    "player",
    "timeline",
    "memory",
    "derived",
    "angles",
    "player_endurance",
)


def main(arguments: list[str]) -> int:
    unknown = [name for name in arguments if name not in NAMES]
    if unknown:
        sys.stderr.write(f"No benchmark called {unknown[0]}. There are: {', '.join(NAMES)}.\n")
        return 2
    for name in arguments or NAMES:
        figures: list[Figure] = importlib.import_module(f"tests.benchmarks.bench_{name}").run()
        for figure in figures:
            print_figure(figure)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
