"""Signing in against the real server: the ways in, whose it is, and tokens that end in the middle of work."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from assessor_app.adapters.assessment_exchange.client import ExchangeClient
from assessor_app.adapters.oauth.authorizer import OAuthAuthorizer
from assessor_app.adapters.registry import adapter_named
from assessor_app.domain.grant import Grant, SignInMethod
from assessor_app.domain.outbox import OutboxState
from assessor_app.domain.submission import MediaState
from assessor_app.practice import control_authorization as desk
from assessor_app.services import media_fetch, signing_in, signing_out
from assessor_app.services.exchange_ports import ServerKeyChanged, ServerUnreachable, SignInRequired
from assessor_app.services.servers import AnotherAssessor
from assessor_app.services.sign_in_ports import SignInCancelled, SignInFailed
from assessor_app.services.signing_out import StillUnsent
from tests.fakes.exchange_fixtures import NewAssignment, fresh_assignment
from tests.fakes.fault_proxy import FaultProxy, canned, cut_after
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.signing_in import GrantedBy, grant_of, granted_by_browser, granted_by_device, sign_in
from tests.fakes.workstation import Workstation

METADATA = "/.well-known/oauth-authorization-server"
TOKEN = "/oauth/token"  # noqa: S105 - an address


@pytest.fixture
def signed_in(laptop: Workstation, own_server: PracticeProcess) -> Workstation:
    sign_in(laptop, own_server)
    laptop.pull()
    return laptop


def states(laptop: Workstation) -> set[OutboxState]:
    return {row.state for row in laptop.waiting()}


def ended_before(monkeypatch: pytest.MonkeyPatch, name: str, end: Callable[[], None], nth: int = 1) -> None:
    """Let something happen just before the client's nth call of that name."""
    real, calls = getattr(ExchangeClient, name), []

    def first(self: ExchangeClient, *given: object) -> object:
        calls.append(name)
        if len(calls) == nth:
            end()
        return real(self, *given)

    monkeypatch.setattr(ExchangeClient, name, first)


# ---- ways in ----


@pytest.mark.parametrize(
    ("by", "method"),
    [(granted_by_browser, SignInMethod.AUTHORIZATION_CODE), (granted_by_device, SignInMethod.DEVICE_CODE)],
)
def test_the_server_is_kept_with_what_renews_the_sign_in(
    laptop: Workstation, shared_server: PracticeProcess, by: GrantedBy, method: SignInMethod
) -> None:
    server = sign_in(laptop, shared_server, by=by)
    grant = grant_of(laptop)
    assert (grant.method, grant.token, grant.token_endpoint) == (method, "", shared_server.url + TOKEN)
    assert grant.refresh_token.startswith("axr_")
    assert not server.needs_sign_in
    assert laptop.pull().is_complete


def test_a_server_shows_its_key_before_anybody_signs_in(laptop: Workstation, shared_server: PracticeProcess) -> None:
    adapter = adapter_named("auto")
    met = signing_in.greet(laptop.store.factory, adapter, shared_server.url)
    assert (met.name, met.is_vouched) == ("Riverside (practice)", False)
    assert shared_server.invite.endswith(f"#key={met.thumbprint}")
    groups = signing_in.thumbprint_groups(met.thumbprint).split(" ")
    assert "".join(groups) == met.thumbprint
    assert {len(group) for group in groups[:-1]} == {4}
    assert signing_in.greet(laptop.store.factory, adapter, shared_server.invite).is_vouched
    with pytest.raises(ServerKeyChanged):
        signing_in.greet(laptop.store.factory, adapter, shared_server.url + "/#key=" + "A" * 43)
    with laptop.store.factory() as uow:
        assert uow.servers.all() == ()


def test_a_known_server_needs_no_confirming_and_must_show_its_key(
    laptop: Workstation, own_server: PracticeProcess, shared_server: PracticeProcess
) -> None:
    known = sign_in(laptop, own_server)
    adapter = adapter_named("auto")
    assert signing_in.greet(laptop.store.factory, adapter, own_server.url).is_vouched
    stranger = signing_in.greet(laptop.store.factory, adapter, shared_server.url)
    with laptop.store.factory() as uow:
        uow.servers.put(replace(known, keys=stranger.keys))
    with pytest.raises(ServerKeyChanged):
        signing_in.greet(laptop.store.factory, adapter, own_server.url)


def test_a_personal_token_still_works(laptop: Workstation, shared_server: PracticeProcess) -> None:
    adapter = adapter_named("auto")
    met = signing_in.greet(laptop.store.factory, adapter, shared_server.invite)
    with pytest.raises(SignInRequired, match="does not accept this token"):
        signing_in.with_token(laptop.store.factory, adapter, met, "axp_nobody")
    token = shared_server.tokens["assessor-1"]
    laptop.server_id = signing_in.with_token(laptop.store.factory, adapter, met, token).value.server_id
    assert laptop.pull().is_complete


@pytest.mark.parametrize("member", ["issuer", "token_endpoint", "authorization_endpoint"])
def test_metadata_the_server_did_not_sign_is_refused(
    laptop: Workstation, proxy: FaultProxy, shared_server: PracticeProcess, member: str
) -> None:
    """A proxy of the school can answer in the server's place, and cannot sign."""
    met = signing_in.greet(laptop.store.factory, adapter_named("auto"), proxy.url)
    endpoints = {"issuer": proxy.url, "token_endpoint": proxy.url + TOKEN} | {
        "authorization_endpoint": proxy.url + "/oauth/authorize",
        "device_authorization_endpoint": proxy.url + "/oauth/device",
        "revocation_endpoint": proxy.url + "/oauth/revoke",
    }
    swapped = endpoints | {member: shared_server.url + "/elsewhere"}
    body = "{" + ",".join(f'"{name}":"{value}"' for name, value in swapped.items()) + "}"
    proxy.next(canned("200 OK", body.encode(), "application/json"), "GET", METADATA)
    opened: list[str] = []
    with pytest.raises(ServerKeyChanged, match="another address than the one the server signed"):
        OAuthAuthorizer().by_browser(met, opened.append, threading.Event())
    assert opened == []
    proxy.next(canned("200 OK", b"<html>Sign in to the Wi-Fi</html>"), "GET", METADATA)
    with pytest.raises(ServerUnreachable):
        OAuthAuthorizer().by_browser(met, opened.append, threading.Event())


def test_a_code_is_typed_at_the_issuers_own_place_alone(laptop: Workstation, proxy: FaultProxy) -> None:
    """The answer with the code is not signed: whoever changes it must not lead anybody elsewhere."""
    met = signing_in.greet(laptop.store.factory, adapter_named("auto"), proxy.url)
    body = (
        b'{"device_code":"d","user_code":"BCDF-GHJK","verification_uri":"https://evil.example/device","expires_in":9}'
    )
    proxy.next(canned("200 OK", body, "application/json"), "POST", "/oauth/device")
    shown: list[object] = []
    with pytest.raises(ServerKeyChanged):
        OAuthAuthorizer(pace=0.0).by_device(met, shown.append, threading.Event())
    assert shown == []


def test_cancelling_and_refusing_leave_nothing(laptop: Workstation, own_server: PracticeProcess) -> None:
    met = signing_in.greet(laptop.store.factory, adapter_named("auto"), own_server.invite)
    stop = threading.Event()
    with pytest.raises(SignInCancelled):
        OAuthAuthorizer().by_browser(met, lambda _: stop.set(), stop)
    with pytest.raises(SignInCancelled):
        OAuthAuthorizer().by_device(met, lambda _: stop.set(), stop)
    with pytest.raises(SignInFailed, match="not entered in time"):
        OAuthAuthorizer(pace=0.0).by_device(
            met, lambda _: desk.end_device_codes(own_server.data_dir), threading.Event()
        )
    assert desk.open_sign_ins(own_server.data_dir, "assessor-1") == 0
    with laptop.store.factory() as uow:
        assert uow.servers.all() == ()


# ---- whose it is ----


def test_somebody_else_can_neither_take_over_nor_send(signed_in: Workstation, own_server: PracticeProcess) -> None:
    """T18: what the first one queued is sent when the first one is back, and by nobody else."""
    mine = fresh_assignment(own_server)
    signed_in.pull()
    signed_in.score_all(mine)
    final = signed_in.submit(mine)
    before, server = grant_of(signed_in), signed_in.server()
    signing_out.sign_out(
        signed_in.store.factory, signed_in.vault, OAuthAuthorizer(), server.server_id, is_unsent_kept=True
    )
    signed_in.access.forget(server.server_id)
    with pytest.raises(AnotherAssessor):
        sign_in(signed_in, own_server, "assessor-2")
    assert desk.open_sign_ins(own_server.data_dir, "assessor-2") == 0
    assert grant_of(signed_in) == Grant(before.method)
    assert signed_in.server() == replace(server, needs_sign_in=True)
    assert signed_in.push().needs_sign_in
    with pytest.raises(SignInRequired):
        signed_in.pull()
    sign_in(signed_in, own_server)
    assert signed_in.server() == replace(server, needs_sign_in=False), "cursor, epoch and trusted time go on"
    assert signed_in.push().words == ""
    with signed_in.store.factory() as uow:
        assert uow.outbox.get(final.op_id).state is OutboxState.ACCEPTED


def test_a_personal_token_of_somebody_else_is_refused_too(signed_in: Workstation, own_server: PracticeProcess) -> None:
    before = grant_of(signed_in)
    adapter = adapter_named("auto")
    met = signing_in.greet(signed_in.store.factory, adapter, own_server.url)
    with pytest.raises(AnotherAssessor):
        signing_in.with_token(signed_in.store.factory, adapter, met, own_server.tokens["assessor-2"])
    assert grant_of(signed_in) == before


def test_signing_out_warns_revokes_and_takes_the_evidence(signed_in: Workstation, own_server: PracticeProcess) -> None:
    mine = fresh_assignment(own_server)
    signed_in.pull()
    signed_in.declare(mine)
    assert {media.state for media in signed_in.fetch(mine)} == {MediaState.PRESENT}
    signed_in.mark(mine, 1)
    given = (signed_in.store.factory, signed_in.vault, OAuthAuthorizer(), signed_in.server_id)
    with pytest.raises(StillUnsent, match="not been sent to Riverside"):
        signing_out.sign_out(*given)
    assert grant_of(signed_in).refresh_token != ""
    done = signing_out.sign_out(*given, is_unsent_kept=True).value
    assert done.was_revoked
    assert done.waiting > 0
    assert desk.open_sign_ins(own_server.data_dir, "assessor-1") == 0
    media = signed_in.store.reads.media(signed_in.submission_of(mine).submission_id)
    assert {one.state for one in media} <= {MediaState.ABSENT}
    assert [row.state for row in signed_in.waiting()] != []
    assert len(signed_in.store.reads.workbench(mine).annotations) == 1


def test_whoever_signs_in_again_goes_on_with_the_same_evidence(
    signed_in: Workstation, own_server: PracticeProcess
) -> None:
    """A final names the evidence it judges: signed out or not, that has to be what the candidate handed in."""
    mine = fresh_assignment(own_server)
    signed_in.pull()
    signed_in.score_all(mine)
    before = signed_in.submission_of(mine)
    signing_out.sign_out(
        signed_in.store.factory, signed_in.vault, OAuthAuthorizer(), signed_in.server_id, is_unsent_kept=True
    )
    assert not [part for part in signed_in.submission_of(mine).artifacts if part.text], "no word of the candidate"
    final = signed_in.submit(mine)
    signed_in.access.forget(signed_in.server_id)
    sign_in(signed_in, own_server)
    signed_in.pull()
    assert signed_in.submission_of(mine) == before
    assert signed_in.pull().received == 0, "nothing is asked for twice"
    signed_in.push()
    with signed_in.store.factory() as uow:
        assert uow.outbox.get(final.op_id).state is OutboxState.ACCEPTED


# ---- a token ends in the middle (T17) ----


def test_in_the_middle_of_a_pull(
    signed_in: Workstation, own_server: PracticeProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = fresh_assignment(own_server)
    before = grant_of(signed_in).refresh_token
    ended_before(monkeypatch, "changes", lambda: desk.end_access(own_server.data_dir))
    assert signed_in.pull().is_complete
    assert signed_in.store.reads.inbox_rows((mine,)) != ()
    assert grant_of(signed_in).refresh_token not in ("", before)


def test_in_the_middle_of_a_push(
    signed_in: Workstation, own_server: PracticeProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = fresh_assignment(own_server)
    signed_in.pull()
    signed_in.score_all(mine)
    signed_in.submit(mine)
    ended_before(monkeypatch, "push", lambda: desk.end_access(own_server.data_dir), nth=2)
    drained = signed_in.push()
    assert (drained.words, drained.postponed) == ("", 0)
    assert signed_in.waiting() == ()


def test_in_the_middle_of_a_download(
    laptop: Workstation, proxy: FaultProxy, shared_server: PracticeProcess, new_assignment: NewAssignment
) -> None:
    """The line breaks, the token ends meanwhile, and the file goes on where it was."""
    mine = new_assignment()
    sign_in(laptop, shared_server, address=proxy.url)
    laptop.pull()
    laptop.declare(mine)
    proxy.next(cut_after(3_000_000), "GET", "/artifacts/2$")
    laptop.slept.clear()
    ended = threading.Event()

    def end(_: float) -> None:
        desk.end_access(shared_server.data_dir)
        ended.set()

    task = replace(laptop.fetch_task(), wait=end)
    media = media_fetch.fetch_assignments(task, [mine])
    assert ended.is_set()
    assert {one.state for one in media} == {MediaState.PRESENT}
    assert proxy.requests("POST", TOKEN) == 2


def test_when_only_signing_in_helps_everything_waits_and_then_goes(
    signed_in: Workstation, own_server: PracticeProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = fresh_assignment(own_server)
    signed_in.pull()
    signed_in.score_all(mine)
    final = signed_in.submit(mine)
    ended_before(monkeypatch, "push", lambda: desk.sign_out(own_server.data_dir, "assessor-1"), nth=2)
    drained = signed_in.push()
    assert drained.needs_sign_in
    assert drained.delivered == 1
    assert signed_in.server().needs_sign_in
    assert grant_of(signed_in).refresh_token == ""
    other = fresh_assignment(own_server)
    with pytest.raises(SignInRequired):
        signed_in.pull()
    assert signed_in.store.reads.inbox_rows((other,)) == ()
    assert states(signed_in) == {OutboxState.PENDING}
    sign_in(signed_in, own_server)
    assert not signed_in.server().needs_sign_in
    assert signed_in.push().words == ""
    with signed_in.store.factory() as uow:
        assert uow.outbox.get(final.op_id).state is OutboxState.ACCEPTED
    signed_in.pull()
    assert signed_in.store.reads.inbox_rows((other,)) != ()
