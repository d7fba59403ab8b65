"""Makes what a measurement starts from: a practice server with many assignments, and a laptop that knows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assessor_app.bootstrap.profiles import Profile, create_profile, open_profile
from assessor_app.config.paths import AppPaths
from assessor_app.practice.many import seed_many
from assessor_app.services import servers, sync
from tests.fakes.practice_process import PracticeProcess

PASSPHRASE = "only for measurements"
ASSESSOR = "assessor-1"


@dataclass(frozen=True)
class Laptop:
    """A profile on a laptop, signed in to one server; nothing was pulled yet."""

    paths: AppPaths
    server: PracticeProcess

    @property
    def passphrase_file(self) -> Path:
        return self.paths.base / "passphrase.txt"

    def open(self) -> Profile:
        return open_profile(self.paths, PASSPHRASE)

    @contextmanager
    def profile(self) -> Iterator[Profile]:
        profile = self.open()
        try:
            yield profile
        finally:
            profile.close()


@contextmanager
def filled_server(count: int) -> Iterator[PracticeProcess]:
    """A running practice server that has `count` open assignments for one assessor."""
    with TemporaryDirectory(prefix="assessor-bench-") as folder:
        data = Path(folder) / "server"
        seed_many(data, count)
        with PracticeProcess(data, "empty") as server:
            yield server


@contextmanager
def new_laptop(server: PracticeProcess) -> Iterator[Laptop]:
    """A fresh profile behind a real passphrase slot, signed in to `server`."""
    with TemporaryDirectory(prefix="assessor-bench-") as folder:
        laptop = Laptop(AppPaths(Path(folder) / "laptop"), server)
        create_profile(laptop.paths, PASSPHRASE)
        laptop.passphrase_file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
        with laptop.profile() as profile:
            sign_in(profile, server)
        yield laptop


def sign_in(profile: Profile, server: PracticeProcess) -> None:
    servers.add(profile.factory, profile.adapter("auto"), server.invite, server.tokens[ASSESSOR])


def pull(profile: Profile) -> sync.Pulled:
    """Bring here what the laptop's only server has."""
    (server,) = profile.reads.servers()
    client = profile.client_of(server.server_id)
    return sync.pull(profile.factory, client, server.server_id, vault=profile.vault, now=profile.tools.now)
