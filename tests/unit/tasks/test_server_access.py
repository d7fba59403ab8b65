"""Adding a certification from the window: read and verified on a lane, kept in the store, told to whoever asked."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.domain.changes import Changes, Kind
from assessor_app.domain.credential import Credential
from assessor_app.services.badges import NotACredential
from assessor_app.services.refusals import Refusal
from assessor_app.store.profile_store import Store
from assessor_app.tasks.server_access import LaneServerAccess
from tests.fakes.badges import RECIPIENT, Badge, demand
from tests.fakes.store_factory import Bench, a_server, make_store


class AtOnce:
    """A runner that does everything now."""

    def submit(self, _: str, work: Any, then: Any, failed: Any) -> None:
        try:
            value = work(None)
        except Refusal as error:
            failed(error)
        else:
            then(value)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as one:
        with one.factory() as uow:
            uow.servers.put(replace(a_server(), assessor_id=RECIPIENT, trusted_issuers=json.dumps([demand()])))
        yield one


class Asking:
    """Somebody who adds files and hears the answers."""

    def __init__(self, store: Store) -> None:
        self.added: list[Credential] = []
        self.refused: list[Exception] = []
        self.published: list[Changes] = []
        line = SimpleNamespace(
            runner=AtOnce(),
            gate=SimpleNamespace(factory=lambda _: store.factory),
            publish=self.published.append,
            vault=None,
            client_of=lambda _: None,
            badges=OpenBadges,
            tools=Bench().tools,
        )
        self._access = LaneServerAccess(cast(Any, line), cast(Any, None))

    def add(self, file: Path) -> None:
        self._access.add_certification(str(file), self.added.append, self.refused.append)


def test_a_good_file_is_kept_and_told(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "badge.jws"
    file.write_text(Badge(begins=Bench().clock.now()).signed())
    asking = Asking(store)
    asking.add(file)
    assert asking.refused == []
    assert store.reads.credentials() == tuple(asking.added)
    assert asking.published[0].ids(Kind.CREDENTIAL) == {asking.added[0].credential_id}


def test_a_bad_file_is_refused_and_nothing_kept(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "badge.jws"
    asking = Asking(store)
    for content in ("hello", "x" * 10_000_000, Badge(recipient="urn:uuid:else").signed()):
        file.write_text(content)
        asking.add(file)
    asking.add(tmp_path / "nowhere.jws")
    assert [type(error) for error in asking.refused] == [NotACredential] * 3 + [Refusal]
    assert "cannot be read" in str(asking.refused[-1])
    assert (asking.added, store.reads.credentials()) == ([], ())
