"""Every directed scenario against the real practice server, in another order each time."""

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fakes.practice_process import PracticeProcess
from tests.model.checks import Broken
from tests.model.real_server import RealServer, made_model_server
from tests.model.scenarios import SCENARIOS
from tests.model.world import World
from tests.soak.tally import Tally


def once(seed: int) -> Tally:
    names = sorted(SCENARIOS)
    random.Random(seed).shuffle(names)
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = made_model_server(folder, len(names))
        with PracticeProcess(folder / "server", like=data) as process:
            return _played(World(folder, RealServer(process)), names)


def _played(world: World, names: list[str]) -> Tally:
    name = ""
    try:
        for name, case in zip(names, world.cases, strict=True):
            SCENARIOS[name](world, world.first, case)
        name = "coming to rest"
        world.come_to_rest()
    except Broken as broken:
        sys.stderr.write(f"{name}: {broken}\n")
        return Tally(runs=1, failed=1)
    finally:
        world.end()
    return Tally(runs=len(names))
