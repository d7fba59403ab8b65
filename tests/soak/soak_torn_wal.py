"""600 torn logs each time: cut, zeroed, flipped, at other places."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.torn_wal import WAYS, make_profile, trouble_after
from tests.soak.tally import Tally

RUNS = 200


def once(seed: int) -> Tally:
    with TemporaryDirectory() as name:
        folder = Path(name)
        torn = make_profile(folder / "profile")
        chance = random.Random(seed)
        found = [trouble_after(torn, folder / "run", way, chance) for way in WAYS for _ in range(RUNS)]
    lost = sum("prefix" in words for words in found)
    return Tally(runs=len(found), lost=lost, failed=sum(bool(words) for words in found) - lost)
