"""A profile and its server in one folder: one process may end at any step, and another one looks at what is left."""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assessor_app.adapters.assessment_exchange.client import ExchangeClient
from assessor_app.domain.submission import Artifact
from assessor_app.services import media_fetch
from assessor_app.services.download import Fetch
from assessor_app.vault.profile_keys import derive_keys
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.store_factory import RAW_KEY
from tests.model import published
from tests.model.checks import Broken, check, check_after_sync, check_at_rest
from tests.model.fake_desk import Refusal
from tests.model.fake_http import Line
from tests.model.fake_server import FakeServer
from tests.model.model_laptop import ModelLaptop

SECRET = "Nobody may read this on the disk: 7f3c"
SERVER, LEDGER = "server.pickle", "acknowledged"
MOST_ROUNDS = 2


class Ledger(list[str]):
    """What was acknowledged, on disk before anything else happens."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.read_text(encoding="utf-8").split() if path.exists() else [])
        self._path = path

    def append(self, act_id: str) -> None:
        super().append(act_id)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{act_id}\n")


class KeptServer(FakeServer):
    """Its effects are on disk before it answers."""

    folder: Path
    refuses_next = ""

    def _write(self, *arguments: Any) -> Any:
        if self.refuses_next:
            problem, self.refuses_next = self.refuses_next, ""
            raise Refusal(403, problem)
        reply = super()._write(*arguments)
        self.keep()
        return reply

    def keep(self) -> None:
        draft = self.folder / f"{SERVER}.new"
        draft.write_bytes(pickle.dumps(self))
        os.replace(draft, self.folder / SERVER)


class StepWorld:
    """One laptop with a sealed vault, and its server. `case` is the assignment the story is about."""

    def __init__(self, folder: Path, server: KeptServer) -> None:
        self.folder = folder
        self.server = server
        server.folder = folder
        self.case, self.other_case, *_ = server.world.cases
        self.laptop = self.laptop_named("first")

    def laptop_named(self, name: str) -> ModelLaptop:
        home = self.folder / name
        home.mkdir(exist_ok=True)
        media = derive_keys(RAW_KEY).media
        vault = SealedVault(home / "media", home / "media.keys", media)
        ledger = Ledger(self.folder / f"{name}.{LEDGER}")
        return ModelLaptop(name, home, Line(self.server, name), vault=vault, acknowledged=ledger)

    def fetch(self) -> None:
        laptop = self.laptop
        client: ExchangeClient = laptop.client()
        task = Fetch(laptop.store.factory, client, laptop.vault, wait=lambda _: None)
        media_fetch.fetch_file(task, self.case, self.recording())

    def recording(self) -> Artifact:
        with self.laptop.store.factory() as uow:
            submission_id = uow.remote.assignment(self.case).submission_id
            return uow.remote.submission(submission_id).artifacts[0]

    def end(self) -> None:
        self.laptop.end()
        self.server.keep()


def make_step_world(folder: Path) -> Path:
    """Signed in, with everything pulled; returns the folder."""
    folder.mkdir(parents=True)
    world = StepWorld(folder, KeptServer(2))
    world.laptop.sign_in("token-1")
    assert world.laptop.pull()
    world.end()
    return folder


@contextmanager
def found_step_world(folder: Path) -> Iterator[StepWorld]:
    """As the process before left it."""
    world = StepWorld(folder, pickle.loads((folder / SERVER).read_bytes()))
    try:
        yield world
    finally:
        world.end()


def must_be_whole(world: StepWorld) -> None:
    """Everything acknowledged is there, the file is sound, and it comes to rest with its server. Raises Broken."""
    laptop, server = world.laptop, world.server
    check(laptop, server)
    if laptop.store.problems():
        raise Broken(f"the database is damaged: {laptop.store.problems()[0]}")
    for _ in range(MOST_ROUNDS):
        laptop.sync()
        if not laptop.waits():
            break
    check_after_sync(laptop, server)
    if not laptop.rows("SELECT 1 FROM outbox WHERE state = 'parked'"):
        check_at_rest(laptop, server)


def must_say_nothing(folder: Path, words: tuple[bytes, ...] = (SECRET.encode(), published.RECORDING)) -> None:
    """No file of the laptop shows what is in it. Raises Broken."""
    for file in (folder / "first").rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        if any(word in data for word in words):
            raise Broken(f"{file.name} can be read without the key")


Step = Callable[[StepWorld], object]
