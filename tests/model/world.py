"""Two laptops of one assessor and their issuing server, and what it takes for all of them to come to rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assessor_app.domain.conflict import Side
from tests.model.checks import Broken, check, check_after_sync, check_at_rest
from tests.model.fake_http import Fault
from tests.model.fake_server import FakeServer
from tests.model.model_laptop import ModelLaptop, new_laptop

MEMORY = Path("/dev/shm")
MOST_ROUNDS = 8
CASES = 3


class World:
    """`first` and `second` are the laptops, `cases` the ids of the assignments."""

    def __init__(self, folder: Path, server: FakeServer | None = None) -> None:
        self.server = server or FakeServer(CASES)
        self.cases = tuple(self.server.world.cases)
        self.first = new_laptop("first", folder / "first", self.server)
        self.second = new_laptop("second", folder / "second", self.server)

    @property
    def laptops(self) -> tuple[ModelLaptop, ModelLaptop]:
        return self.first, self.second

    def sync(self, laptop: ModelLaptop, fault: Fault = Fault.OK, *, is_on_reads: bool = False) -> bool:
        """Let a laptop sync over a line whose next write (or read) meets the fault; check what came of it."""
        laptop.line.fault, laptop.line.is_on_reads = fault, is_on_reads
        is_whole = laptop.sync()
        check(laptop, self.server)
        if is_whole:
            check_after_sync(laptop, self.server)
        return is_whole

    def come_to_rest(self) -> None:
        """Heal every line, sync and settle until nothing waits any more. Raises Broken."""
        for laptop in self.laptops:
            laptop.line.heal()
        for turn in range(MOST_ROUNDS):
            for laptop, side in zip(self.laptops, (Side.MINE, Side.THEIRS), strict=True):
                self.sync(laptop)
                laptop.settle(side if turn % 2 == 0 else Side.THEIRS)
            if not any(laptop.waits() for laptop in self.laptops):
                break
        for laptop in (*self.laptops, *self.laptops):  # the second time to see what the other one's last push changed
            if not self.sync(laptop):
                raise Broken(f"{laptop.name} cannot sync over a healthy line")
        for laptop in self.laptops:
            check_at_rest(laptop, self.server)

    def end(self) -> None:
        for laptop in self.laptops:
            laptop.end()


@contextmanager
def new_world() -> Iterator[World]:
    """On a memory disk where there is one: what survives a power cut is shown elsewhere."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        world = World(Path(folder))
        try:
            yield world
        finally:
            world.end()
