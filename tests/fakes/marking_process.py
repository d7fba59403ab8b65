"""Marks again and again in a profile, in a process of its own, and says each act once its commit has returned."""

import os
import subprocess
import sys
from pathlib import Path

from assessor_app.services import annotate
from assessor_app.services.refusals import NotSaved
from assessor_app.store.profile_store import open_store
from tests.fakes.store_factory import RAW_KEY, Bench, a_mark


def main(folder: Path, count: int, faults: list[str]) -> None:
    """`faults` are commands of libfiu, which take effect once the profile is open."""
    store, bench, refused = open_store(folder / "profile.db", RAW_KEY), Bench(), 0
    if faults:
        commands = [word for fault in faults for word in ("-c", fault)]
        plain = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
        control = ["fiu-ctrl", "-f", str(folder / "fiu"), *commands, str(os.getpid())]
        subprocess.run(control, check=True, env=plain)
    try:
        for number in range(count):
            try:
                with store.factory() as uow:
                    mark = a_mark(start_us=1_000_000 * (number + 1), text="x" * 400)
                    act_id = annotate.add(uow, bench.tools, mark).changes.act_id
            except (NotSaved, OSError):
                refused += 1
                continue
            sys.stdout.write(f"{act_id}\n")
            sys.stdout.flush()
    finally:
        sys.stderr.write(f"refused {refused}\n")
        store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
