"""Whatever goes wrong while work is fetched: what is here stays, and the next sync brings what is missing."""

from dataclasses import replace

import pytest

from assessor_app.adapters.registry import adapter_named
from assessor_app.domain.submission import AssignmentState
from assessor_app.practice import control
from assessor_app.services import servers
from assessor_app.services.exchange_ports import ServerKeyChanged, ServerUnreachable, SignInRequired
from assessor_app.services.servers import AnotherAssessor
from tests.fakes.exchange_fixtures import NewAssignment, fresh_assignment
from tests.fakes.fault_proxy import REPLY_LOST, REQUEST_LOST, FaultProxy, canned, cut_after, in_chunks, saying
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation

PAGE = b"<html>Sign in to SchoolNet</html>"


def in_inbox(laptop: Workstation) -> set[str]:
    return {row.assignment_id for row in laptop.store.reads.inbox()}


FAULTS = {
    "lost": REQUEST_LOST,
    "no reply": REPLY_LOST,
    "truncated": cut_after(100),
    "page": canned("200 OK", PAGE),
    "half JSON": canned("200 OK", b'{"changes": [', "application/json"),
    "other JSON": canned("200 OK", b'{"changes": []}', "application/json"),
    "broken chunks": in_chunks(b'{"changes": [], ', "application/json", is_whole=False),
    "too long": saying("Content-Length", "9999999"),
    "too short": saying("Content-Length", "60"),
    "redirect": canned("302 Found", b"", location="http://127.0.0.1:9/login"),
    "511": canned("511 Network Authentication Required", PAGE),
    "500": canned("500 Internal Server Error", b"", "text/plain"),
}


@pytest.mark.parametrize("path", ["/.well-known/", "/healthz", "/profile", "/changes"])
def test_a_sync_that_fails_changes_nothing_and_the_next_one_brings_everything(
    laptop: Workstation, shared_server: PracticeProcess, proxy: FaultProxy, new_assignment: NewAssignment, path: str
):
    laptop.sign_in(proxy.url, shared_server.tokens["assessor-1"])
    laptop.pull()
    before = in_inbox(laptop), laptop.server()
    assignment_id = new_assignment()
    for name, fault in FAULTS.items():
        proxy.next(fault, "GET", path)
        with pytest.raises(ServerUnreachable) as told:
            laptop.pull()
        assert str(told.value).endswith("."), name
        assert (in_inbox(laptop), laptop.server().cursor) == (before[0], before[1].cursor), name
    laptop.pull()
    assert in_inbox(laptop) == before[0] | {assignment_id}


def test_a_web_page_in_the_servers_place_says_what_to_do(
    laptop: Workstation, shared_server: PracticeProcess, proxy: FaultProxy
):
    laptop.sign_in(proxy.url, shared_server.tokens["assessor-1"])
    proxy.next(canned("200 OK", PAGE), "GET", "/.well-known/")
    with pytest.raises(ServerUnreachable, match="This network asks you to sign in first"):
        laptop.pull()
    assert laptop.client().is_reachable()
    proxy.next(canned("200 OK", PAGE), "GET", "/healthz")
    assert not laptop.client().is_reachable()


def test_the_first_sync_broken_between_pages_goes_on_with_the_next_page(
    laptop: Workstation, own_server: PracticeProcess, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("assessor_app.adapters.assessment_exchange.client.PAGE_LIMIT", 3)
    with FaultProxy(own_server.url) as proxy:
        laptop.sign_in(proxy.url, own_server.tokens["assessor-1"])
        proxy.next(canned("200 OK", b"", "application/json"), "GET", "/changes?limit=3&cursor=")
        with pytest.raises(ServerUnreachable):
            laptop.pull()
        assert laptop.server().cursor, "the first page and its cursor were committed"
        asked = proxy.requests("GET", "/changes")
        pulled = laptop.pull()
        assert pulled.is_complete
        assert proxy.requests("GET", "/changes?limit=3&cursor=") >= asked
        assert proxy.requests("GET", "/snapshot") == 0, "nothing had to be compared"
    assert in_inbox(laptop) == set(control.assignments_of(own_server.data_dir, "assessor-1"))


def test_a_wrong_token_at_sign_in_keeps_nothing(laptop: Workstation, shared_server: PracticeProcess):
    with pytest.raises(SignInRequired, match="does not accept this token"):
        laptop.sign_in(shared_server.url, "axp_wrong")
    assert laptop.store.reads.servers() == ()


def test_a_token_that_ended_asks_to_sign_in_and_keeps_the_inbox(laptop: Workstation, shared_server: PracticeProcess):
    laptop.sign_in(shared_server.url, shared_server.tokens["assessor-1"])
    laptop.pull()
    before = in_inbox(laptop)
    with laptop.store.factory() as uow:
        uow.servers.put_token(laptop.server_id, "axp_not-any-more")
    with pytest.raises(SignInRequired):
        laptop.pull()
    assert laptop.server().needs_sign_in
    assert in_inbox(laptop) == before


def test_somebody_elses_token_reaches_nothing_of_mine(laptop: Workstation, shared_server: PracticeProcess):
    """Neither at sign-in nor, should it get into the profile, at the next sync."""
    laptop.sign_in(shared_server.url, shared_server.tokens["assessor-1"])
    laptop.pull()
    before = in_inbox(laptop)
    with pytest.raises(AnotherAssessor, match="Somebody else is signed in"):
        laptop.sign_in(shared_server.url, shared_server.tokens["assessor-2"])
    with laptop.store.factory() as uow:
        assert uow.servers.token(laptop.server_id) == shared_server.tokens["assessor-1"]
        uow.servers.put_token(laptop.server_id, shared_server.tokens["assessor-2"])
    with pytest.raises(AnotherAssessor):
        laptop.pull()
    assert in_inbox(laptop) == before


def test_an_empty_list_deletes_nothing(laptop: Workstation, own_server: PracticeProcess):
    """A server that suddenly shows nothing (wrong tenant, lost rows) is reported, and nothing here goes away."""
    laptop.sign_in(own_server.url, own_server.tokens["assessor-1"])
    laptop.pull()
    before = in_inbox(laptop)
    empty = b'{"changes": [], "next_cursor": "9.x", "has_more": false, "digest": "' + b"0" * 64 + b'"}'
    nothing = b'{"entries": [], "cursor": "9.x", "digest": "' + b"0" * 64 + b'"}'
    with FaultProxy(own_server.url) as proxy:
        laptop.sign_in(proxy.url, own_server.tokens["assessor-1"])
        proxy.next(canned("200 OK", empty, "application/json"), "GET", "/changes")
        proxy.next(canned("200 OK", nothing, "application/json"), "GET", "/snapshot")
        pulled = laptop.pull()
        assert any("Nothing was deleted" in note for note in pulled.notes)
        assert in_inbox(laptop) == before
        assert {row.assignment_state for row in laptop.store.reads.inbox()} == {AssignmentState.OPEN}
        healed = laptop.pull()
    assert healed.notes == ()
    assert in_inbox(laptop) == before


def test_an_attacker_with_another_key_cannot_take_a_known_servers_place(
    laptop: Workstation, own_server: PracticeProcess, shared_server: PracticeProcess
):
    """The address answers, but with the keys of another server: no token, no work goes there."""
    laptop.sign_in(own_server.url, own_server.tokens["assessor-1"])
    laptop.pull()
    moved = laptop.server()
    with laptop.store.factory() as uow:
        uow.servers.put(replace(moved, base_url=shared_server.url))
    with pytest.raises(ServerKeyChanged, match="key has changed"):
        laptop.pull()
    assert laptop.server().keys == moved.keys


def test_an_invitation_for_another_key_is_refused(laptop: Workstation, shared_server: PracticeProcess):
    token = shared_server.tokens["assessor-1"]
    with pytest.raises(ServerKeyChanged, match="not the one in the invitation"):
        laptop.sign_in(f"{shared_server.url}/#key={'A' * 43}", token)
    assert servers.all_servers(laptop.store.factory) == ()
    assert laptop.sign_in(shared_server.invite, token).name
    assert adapter_named("assessment-exchange").name == laptop.server().adapter


def test_a_server_is_never_spoken_to_unprotected_beyond_this_computer(laptop: Workstation):
    with pytest.raises(ServerUnreachable, match="must begin with https"):
        laptop.sign_in("http://riverside.example/", "token")


def test_work_goes_on_after_the_server_was_down(laptop: Workstation, own_server: PracticeProcess):
    laptop.sign_in(own_server.url, own_server.tokens["assessor-1"])
    laptop.pull()
    own_server.stop()
    with pytest.raises(ServerUnreachable, match="cannot be reached"):
        laptop.pull()
    own_server.start()
    assignment_id = fresh_assignment(own_server)
    laptop.pull()
    assert assignment_id in in_inbox(laptop)
