"""Sends what waits in a profile, in a process of its own that a test can kill."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from assessor_app.adapters.assessment_exchange.client import client
from assessor_app.services import outbox
from tests.fakes.store_factory import make_store


def main(folder: Path, server_id: str) -> None:
    with make_store(folder) as store:
        outbox.restart(store.factory)
        with store.factory() as uow:
            server, token = uow.servers.get(server_id), uow.servers.token(server_id)
        outbox.drain(store.factory, client(server, token), server_id, now=lambda: datetime.now(UTC), is_forced=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
