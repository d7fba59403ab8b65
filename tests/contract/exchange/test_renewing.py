"""Renewing a sign-in: once for all lanes, through lost replies and full disks, and no token left anywhere in plain."""

import logging
import threading
from pathlib import Path

import pytest

from assessor_app.adapters.oauth.authorizer import OAuthAuthorizer
from assessor_app.adapters.registry import adapter_named
from assessor_app.domain.grant import Grant
from assessor_app.practice import control_authorization as desk
from assessor_app.services import access_tokens, signing_in
from assessor_app.services.access_tokens import AccessTokens
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.services.sign_in_ports import Granted
from tests.fakes.fault_proxy import REPLY_LOST, FaultProxy, canned
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.signing_in import grant_of, granted_by_browser, sign_in
from tests.fakes.workstation import Workstation

TOKEN = "/oauth/token"  # noqa: S105 - an address


@pytest.fixture
def behind_proxy(laptop: Workstation, proxy: FaultProxy, shared_server: PracticeProcess) -> Workstation:
    sign_in(laptop, shared_server, address=proxy.url)
    desk.end_access(shared_server.data_dir)
    return laptop


def test_a_lost_reply_is_asked_for_again(
    behind_proxy: Workstation, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_tokens, "AGAIN_AFTER_S", (0.0, 0.0, 0.0))
    proxy.next(REPLY_LOST, "POST", TOKEN)
    before = grant_of(behind_proxy).refresh_token
    assert behind_proxy.pull().is_complete
    assert proxy.requests("POST", TOKEN) == 3
    assert grant_of(behind_proxy).refresh_token not in ("", before)
    assert not behind_proxy.server().needs_sign_in


def test_a_network_that_stays_away_ends_nothing(
    behind_proxy: Workstation, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_tokens, "AGAIN_AFTER_S", (0.0, 0.0, 0.0))
    proxy.always(REPLY_LOST, "POST", TOKEN)
    before = grant_of(behind_proxy)
    with pytest.raises(ServerUnreachable):
        behind_proxy.pull()
    assert grant_of(behind_proxy) == before
    proxy.heal()
    proxy.next(canned("200 OK", b"<html>Wi-Fi</html>"), "POST", TOKEN)
    with pytest.raises(ServerUnreachable, match="asks you to sign in first"):
        behind_proxy.pull()
    proxy.next(canned("503 Service Unavailable", b"{}", "application/json"), "POST", TOKEN)
    with pytest.raises(ServerUnreachable):
        behind_proxy.pull()
    assert behind_proxy.pull().is_complete


def test_an_answer_that_could_not_be_written_down_is_given_again(
    behind_proxy: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full, or the power goes, between the answer and the commit: the token before is as good."""

    def full(name: str) -> None:
        raise OSError(28, name)

    with monkeypatch.context() as patch:
        patch.setattr(access_tokens, "failpoint", full)
        with pytest.raises(ServerUnreachable):
            behind_proxy.pull()
    assert behind_proxy.pull().is_complete


class Counting(OAuthAuthorizer):
    """Counts, and lets everybody come before it answers."""

    def __init__(self, others: threading.Barrier) -> None:
        super().__init__()
        self.renewals = 0
        self._others = others

    def renew(self, grant: Grant) -> Granted:
        self.renewals += 1
        self._others.wait(20)
        return super().renew(grant)


def test_lanes_that_come_together_renew_once(laptop: Workstation, shared_server: PracticeProcess) -> None:
    sign_in(laptop, shared_server)
    together = threading.Barrier(2)
    authorizer = Counting(together)
    access = AccessTokens(laptop.store.factory, lambda: authorizer)
    got: list[str] = []
    bearer = access.bearer(laptop.server_id)
    assert not isinstance(bearer, str)
    lanes = [threading.Thread(target=lambda: got.append(bearer.now()), name=f"lane {n}") for n in range(4)]
    for lane in lanes:
        lane.start()
    together.wait(20)
    for lane in lanes:
        lane.join(20)
    assert authorizer.renewals == 1
    assert len(set(got)) == 1
    assert len(got) == 4
    assert bearer.renewed("an older one") == got[0]
    access.close()


def test_a_token_is_renewed_before_it_ends_by_a_clock_nobody_sets(
    laptop: Workstation, shared_server: PracticeProcess
) -> None:
    sign_in(laptop, shared_server)
    at = [1000.0]
    access = AccessTokens(laptop.store.factory, OAuthAuthorizer, lambda: at[0])
    bearer = access.bearer(laptop.server_id)
    assert not isinstance(bearer, str)
    first = bearer.now()
    at[0] += 569.0
    assert bearer.now() == first
    at[0] += 2.0
    assert bearer.now() not in ("", first)
    access.close()
    assert first not in repr(vars(access))


# ---- secrets ----


def test_no_token_is_logged_or_told_or_left_in_plain(
    laptop: Workstation, own_server: PracticeProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    adapter = adapter_named("auto")
    met = signing_in.greet(laptop.store.factory, adapter, own_server.invite)
    granted = granted_by_browser(own_server, met)
    kept = signing_in.with_grant(
        laptop.store.factory, adapter, met, granted, authorizer=OAuthAuthorizer(), now=laptop.now
    )
    laptop.server_id = kept.value.server_id
    laptop.access.keep(laptop.server_id, granted)
    laptop.pull()
    desk.end_access(own_server.data_dir)
    laptop.pull()
    renewed = grant_of(laptop).refresh_token
    desk.sign_out(own_server.data_dir, "assessor-1")
    with pytest.raises(SignInRequired) as refused:
        laptop.pull()
    told = caplog.text + repr(refused.value) + str(refused.value.__cause__) + repr(granted) + repr(met)
    files = [file for file in (tmp_path / "laptop").rglob("*") if file.is_file()]
    assert files != []
    secrets = (granted.access_token, granted.refresh_token, renewed, own_server.codes["assessor-1"])
    for secret in secrets:
        assert secret not in told
        assert not any(secret.encode() in file.read_bytes() for file in files)
        assert not any(secret in file.name for file in files)
        assert secret not in own_server.log_file.read_text(encoding="utf-8")
