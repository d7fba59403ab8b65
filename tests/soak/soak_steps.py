"""Every named write step with the program ending there, a full disk and a broken one."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.dying import WAYS, runs_of
from tests.faults.step_stories import STORIES
from tests.faults.step_world import make_step_world
from tests.soak.tally import Tally


def once(_seed: int) -> Tally:
    total = Tally()
    with TemporaryDirectory() as name:
        fresh = make_step_world(Path(name) / "fresh")
        for number, story in enumerate(STORIES.values()):
            for step, way, trouble in runs_of(story, fresh, Path(name) / str(number), WAYS):
                if trouble:
                    sys.stderr.write(f"{step}, {way}: {trouble}\n")
                is_lost, is_doubled = "lost" in trouble, "twice" in trouble
                is_else = bool(trouble) and not (is_lost or is_doubled)
                total += Tally(runs=1, lost=is_lost, doubled=is_doubled, failed=is_else)
    return total
