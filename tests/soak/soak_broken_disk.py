"""A writer on a disk that fails now and then, and on one that is full."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.broken_disk import Written, make_profile, trouble_in_profile, write_with_errors, write_within
from tests.soak.tally import Tally

PERCENT = (0.5, 1, 2, 5)


def once(seed: int) -> Tally:
    with TemporaryDirectory() as name:
        failing, full = Path(name) / "failing", Path(name) / "full"
        for folder in (failing, full):
            make_profile(folder)
        with_errors = write_with_errors(failing, PERCENT[seed % len(PERCENT)])
        without_room = write_within(full, 400_000 + 20_000 * (seed % 20))
        return _judged(failing, with_errors, with_errors.refused) + _judged(full, without_room)


def _judged(folder: Path, written: Written, unsure: int = 0) -> Tally:
    trouble = trouble_in_profile(folder, written, unsure)
    is_lost = "prefix" in trouble
    return Tally(runs=1, lost=is_lost, failed=bool(trouble) and not is_lost)
