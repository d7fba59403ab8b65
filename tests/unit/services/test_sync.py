"""A pull against a scripted server: what cannot be read, what is not known, and stopping in the middle."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from assessor_app.domain.digests import visible_digest
from assessor_app.domain.server import IssuingServer
from assessor_app.services import sync
from assessor_app.services.exchange_ports import NotOffered, RemoteChange, RemotePage, ServerClient, ServerUnreachable
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import (
    ACHIEVEMENT_ID,
    POLICY_ID,
    SERVER_ID,
    START,
    a_policy,
    a_server,
    an_achievement,
    an_assignment,
    arrives,
    make_store,
)
from tests.fakes.vaults import make_vault

Listed = tuple[tuple[str, str, int], ...]


@dataclass
class Scripted:
    """Pages by cursor, the list of the snapshot, and the objects behind it."""

    pages: dict[str, RemotePage] = field(default_factory=dict)
    listed: Listed = ()
    objects: dict[str, RemoteChange] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def identify(self) -> IssuingServer:
        return a_server()

    def changes(self, cursor: str) -> RemotePage:
        self.asked.append(f"changes {cursor}".strip())
        return self.pages[cursor]

    def snapshot(self) -> tuple[Listed, str, str]:
        self.asked.append("snapshot")
        return self.listed, "snapped", visible_digest(self.listed)

    def object(self, kind: str, entity_id: str) -> RemoteChange:
        self.asked.append(entity_id)
        if entity_id not in self.objects:
            raise NotOffered(entity_id)
        return self.objects[entity_id]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as opened:
        with opened.factory() as uow:
            uow.servers.put(a_server())
        yield opened


def page(*changes: RemoteChange, then: str = "end", has_more: bool = False, listed: Listed = ()) -> RemotePage:
    return RemotePage(changes, then, has_more, visible_digest(listed))


def pull(store: Store, client: Scripted, tmp_path: Path, server_id: str = SERVER_ID, **options) -> sync.Pulled:
    vault = make_vault(tmp_path)
    return sync.pull(store.factory, cast(ServerClient, client), server_id, vault=vault, now=lambda: START, **options)


def visible(store: Store) -> Listed:
    with store.factory() as uow:
        return uow.remote.visible(SERVER_ID)


def cursor(store: Store) -> str:
    with store.factory() as uow:
        return uow.servers.get(SERVER_ID).cursor


POLICY = arrives("policy", POLICY_ID, a_policy(), 3)
NEWER_KIND = RemoteChange("calibration", "k1", 5, is_withdrawal=False)
UNREADABLE = RemoteChange("rubric", "r1", 0, is_withdrawal=False, is_unreadable=True)


def test_a_kind_of_a_newer_version_counts_in_the_digest_and_is_otherwise_left_alone(store: Store, tmp_path: Path):
    listed = (("policy", POLICY_ID, 3), ("calibration", "k1", 5))
    client = Scripted({"": page(POLICY, NEWER_KIND, listed=listed)})
    assert pull(store, client, tmp_path).notes == ()
    assert client.asked == ["changes"]
    assert sorted(visible(store)) == sorted(listed)


def test_something_unreadable_is_told_asked_for_again_and_stops_nothing_else(store: Store, tmp_path: Path):
    listed = (("policy", POLICY_ID, 3), ("rubric", "r1", 9))
    client = Scripted({"": page(UNREADABLE, POLICY, listed=listed), "snapped": page(listed=listed)}, listed)
    client.objects["r1"] = UNREADABLE
    pulled = pull(store, client, tmp_path)
    assert len(pulled.notes) == 1
    assert "cannot be read by this version" in pulled.notes[0]
    with store.factory() as uow:
        assert uow.remote.policy(POLICY_ID) == a_policy()
    client.objects["r1"] = RemoteChange("rubric", "r1", 9, is_withdrawal=False)  # as a newer version would read it
    client.asked.clear()
    assert pull(store, client, tmp_path).notes == ()
    assert client.asked == ["changes snapped", "snapshot", "r1"]
    assert sorted(visible(store)) == sorted(listed)


def test_a_page_of_any_size_is_taken_in_parts_and_the_cursor_moves_with_the_last(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The assessor's own edits wait for the transaction of a sync."""
    listed = (("policy", POLICY_ID, 3), ("calibration", "k1", 5))
    client = Scripted({"": page(POLICY, NEWER_KIND, listed=listed)})
    monkeypatch.setattr(sync, "PAGE", 1)
    taken: list[str] = []

    def cut(name: str) -> None:
        taken.append(name)
        if len(taken) == 2:
            raise OSError(name)

    with monkeypatch.context() as patch:
        patch.setattr(sync, "failpoint", cut)
        with pytest.raises(OSError, match="page_taken"):
            pull(store, client, tmp_path)
    assert (visible(store), cursor(store)) == ((("policy", POLICY_ID, 3),), "")
    assert pull(store, client, tmp_path).is_complete
    assert (sorted(visible(store)), cursor(store)) == (sorted(listed), "end")


def test_a_server_whose_pages_never_end_is_left(store: Store, tmp_path: Path):
    client = Scripted({"": page(POLICY, then="on", has_more=True), "on": page(then="on", has_more=True)})
    with pytest.raises(ServerUnreachable, match="again and again"):
        pull(store, client, tmp_path)
    assert client.asked == ["changes", "changes on"]


def test_an_object_taken_away_between_list_and_fetch_is_no_failure(store: Store, tmp_path: Path):
    listed = (("policy", POLICY_ID, 3), ("policy", "gone", 1))
    client = Scripted({"": page(listed=listed)}, listed, {POLICY_ID: POLICY})
    assert pull(store, client, tmp_path).is_complete
    assert visible(store) == (("policy", POLICY_ID, 3),)


def test_stopped_between_pages_it_goes_on_with_the_next_one(store: Store, tmp_path: Path):
    listed = (("policy", POLICY_ID, 3), ("calibration", "k1", 5))
    client = Scripted({"": page(POLICY, then="one", has_more=True), "one": page(NEWER_KIND, listed=listed)})
    stopped = pull(store, client, tmp_path, is_cancelled=lambda: "changes" in client.asked)
    assert (stopped.is_complete, cursor(store)) == (False, "one")
    with store.factory() as uow:
        assert uow.servers.get(SERVER_ID).synced_at is None
    assert pull(store, client, tmp_path).is_complete
    assert client.asked == ["changes", "changes one"]
    assert sorted(visible(store)) == sorted(listed)


def test_a_page_that_cannot_be_written_leaves_the_cursor_where_it_was(store: Store, tmp_path: Path):
    class Broken(Exception):
        """The disk, say."""

    def interrupted() -> Iterator[RemoteChange]:
        yield POLICY
        raise Broken

    class Changes(tuple[RemoteChange, ...]):
        def __iter__(self) -> Iterator[RemoteChange]:
            return interrupted()

    client = Scripted({"": replace(page(), changes=Changes())})
    with pytest.raises(Broken):
        pull(store, client, tmp_path)
    assert (visible(store), cursor(store)) == ((), "")


def test_an_assignment_is_named_by_its_micro_credential_even_when_that_comes_behind_it(store: Store, tmp_path: Path):
    nameless = replace(an_assignment(), micro_credential="")
    behind = arrives("achievement", ACHIEVEMENT_ID, replace(an_achievement(), name="Wait time when asking"))
    listed = (("assignment", "assignment-1", 1), ("achievement", ACHIEVEMENT_ID, 1))
    client = Scripted({"": page(arrives("assignment", "assignment-1", nameless), behind, listed=listed)})
    pull(store, client, tmp_path)
    with store.factory() as uow:
        assert uow.remote.assignment("assignment-1").micro_credential == "Wait time when asking"
