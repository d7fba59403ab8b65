"""10,000 assignments: the first pull completes, page by page, and what is here is what the server's digest says."""

from pathlib import Path
from tempfile import TemporaryDirectory

from assessor_app.domain.digests import visible_digest
from assessor_app.practice.many import seed_many
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import workstation
from tests.soak.tally import Tally
from tests.unit.practice.laptop import Laptop

COUNT = 10_000


def once(_seed: int) -> Tally:
    with TemporaryDirectory() as name:
        folder = Path(name)
        seed_many(folder / "server", COUNT)
        with PracticeProcess(folder / "server") as server, workstation(folder / "laptop") as laptop:
            token = server.tokens["assessor-1"]
            laptop.sign_in(server.url, token)
            pulled = laptop.pull()
            with laptop.store.factory() as uow:
                here = visible_digest(uow.remote.visible(laptop.server_id))
            there = Laptop(server.url, token).document("/snapshot")["digest"]
            is_whole = pulled.is_complete and here == there and len(laptop.store.reads.inbox()) >= COUNT
    return Tally(runs=1, failed=not is_whole)
