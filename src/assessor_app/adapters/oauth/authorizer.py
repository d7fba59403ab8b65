"""Signing in through a server's authorization server: by the browser of this laptop, or by another device."""

import threading
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from authlib.common.security import generate_token
from pydantic import ValidationError

from assessor_app.adapters.http import Http
from assessor_app.adapters.network import Network
from assessor_app.adapters.oauth.endpoints import NOT_OFFERED, SWAPPED, UNREADABLE, Endpoints, endpoints_of, signed
from assessor_app.adapters.oauth.loopback import Listener
from assessor_app.adapters.oauth.tokens import GrantRefused, TokenClient
from assessor_app.domain.grant import Grant, SignInMethod
from assessor_app.services.exchange_ports import ServerKeyChanged, ServerUnreachable
from assessor_app.services.sign_in_ports import (
    DeviceCode,
    Granted,
    MetServer,
    SignInCancelled,
    SignInEnded,
    SignInFailed,
)
from assessor_app.wire.authorization import CLIENT_ID, CODE_GRANT, DEVICE_GRANT, DeviceReply, TokenReply

REFUSED = "You were not signed in: it was refused at the browser. Nothing was changed."
WENT_WRONG = "Signing in did not work this time. Start again; if it goes on, ask those who run the server."
STRANGER = "The answer came from another server than the one you asked. Nothing was sent. Start again."
EXPIRED = "The code was not entered in time. Start again to get a new one."
_VERIFIER_LENGTH, _STATE_LENGTH = 64, 43
_SLOWER_S = 5.0
_LONGEST_PAUSE_S = 60.0
_SLOWEST_S = 300


class OAuthAuthorizer:
    """Fulfils `services.sign_in_ports.Authorizer`. `pace` multiplies what a device code's server asks to wait."""

    def __init__(self, network: Network | None = None, pace: float = 1.0) -> None:
        self._network = network
        self._pace = pace

    def by_browser(self, met: MetServer, show: Callable[[str], None], stop: threading.Event) -> Granted:
        http = self._issuer_of(met)
        try:
            endpoints = endpoints_of(http, met.authorization)
            if not endpoints.authorization:
                raise SignInFailed(NOT_OFFERED)
            return _granted(self._asked(http, endpoints, show, stop), SignInMethod.AUTHORIZATION_CODE, endpoints.token)
        except GrantRefused as error:
            raise SignInFailed(WENT_WRONG) from error
        finally:
            http.close()

    def by_device(self, met: MetServer, show: Callable[[DeviceCode], None], stop: threading.Event) -> Granted:
        http = self._issuer_of(met)
        try:
            endpoints = endpoints_of(http, met.authorization)
            if not endpoints.device:
                raise SignInFailed(NOT_OFFERED)
            begun = _device_code(http, endpoints)
            show(_shown(begun))
            return _granted(self._polled(http, endpoints, begun, stop), SignInMethod.DEVICE_CODE, endpoints.token)
        finally:
            http.close()

    def renew(self, grant: Grant) -> Granted:
        http = Http(grant.token_endpoint, network=self._network)
        try:
            reply = TokenClient(http).refresh(grant.token_endpoint, grant.refresh_token)
        except GrantRefused as error:
            if error.error == "invalid_grant":
                raise SignInEnded from error
            raise ServerUnreachable(WENT_WRONG) from error
        finally:
            http.close()
        return _granted(reply, grant.method, grant.token_endpoint)

    def revoke(self, grant: Grant, authorization: str) -> None:
        endpoint = signed(authorization).revocation_endpoint
        if not endpoint or not grant.refresh_token:
            return
        http = Http(endpoint, network=self._network)
        try:
            TokenClient(http).revoke(endpoint, grant.refresh_token)
        finally:
            http.close()

    def _issuer_of(self, met: MetServer) -> Http:
        issuer = signed(met.authorization).issuer
        if not issuer:
            raise SignInFailed(NOT_OFFERED)
        return Http(issuer, network=self._network)

    def _asked(
        self, http: Http, endpoints: Endpoints, show: Callable[[str], None], stop: threading.Event
    ) -> TokenReply:
        verifier, state = generate_token(_VERIFIER_LENGTH), generate_token(_STATE_LENGTH)
        with Listener() as listener:
            client = TokenClient(http, listener.address)
            show(client.authorization_url(endpoints.authorization, state, verifier))
            answer = listener.wait(state, stop)
        code = _code_in(answer, endpoints)
        if stop.is_set():
            raise SignInCancelled
        return client.fetch(endpoints.token, CODE_GRANT, code=code, code_verifier=verifier)

    def _polled(self, http: Http, endpoints: Endpoints, begun: DeviceReply, stop: threading.Event) -> TokenReply:
        """Ask at the pace the server wants until somebody typed the code, or it is too late."""
        client = TokenClient(http)
        pause_s, until = float(min(max(1, begun.interval), _SLOWEST_S)), time.monotonic() + begun.expires_in
        while time.monotonic() < until:
            if stop.wait(pause_s * self._pace):
                raise SignInCancelled
            try:
                return client.fetch(endpoints.token, DEVICE_GRANT, device_code=begun.device_code)
            except GrantRefused as error:
                pause_s += _slower(error)
            except ServerUnreachable:
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        raise SignInFailed(EXPIRED)


def _code_in(answer: Mapping[str, str], endpoints: Endpoints) -> str:
    """Raises SignInFailed. The state was compared by the listener."""
    if answer.get("iss", endpoints.issuer) != endpoints.issuer or (endpoints.names_itself and "iss" not in answer):
        raise SignInFailed(STRANGER)
    if "error" in answer or not answer.get("code"):
        raise SignInFailed(REFUSED if answer.get("error") == "access_denied" else WENT_WRONG)
    return answer["code"]


def _slower(error: GrantRefused) -> float:
    """Return by how many seconds to slow down. Raises SignInFailed when asking again is no use."""
    if error.error in ("authorization_pending", "slow_down"):
        return _SLOWER_S if error.error == "slow_down" else 0.0
    words = {"access_denied": REFUSED, "expired_token": EXPIRED}
    raise SignInFailed(words.get(error.error, WENT_WRONG)) from error


def _device_code(http: Http, endpoints: Endpoints) -> DeviceReply:
    """Nobody signs this answer, so nobody is led by it to another place than the issuer's own."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    reply = http.send("POST", endpoints.device, f"client_id={CLIENT_ID}".encode("ascii"), headers)
    try:
        if not reply.is_ok:
            raise ServerUnreachable(UNREADABLE.format(host=http.host))
        begun = DeviceReply.model_validate_json(reply.body)
    except ValidationError:
        raise ServerUnreachable(UNREADABLE.format(host=http.host)) from None
    for address in (begun.verification_uri, begun.verification_uri_complete or begun.verification_uri):
        if urlsplit(address)[:2] != urlsplit(endpoints.issuer)[:2]:
            raise ServerKeyChanged(SWAPPED)
    return begun


def _shown(begun: DeviceReply) -> DeviceCode:
    whole = begun.verification_uri_complete or begun.verification_uri
    return DeviceCode(begun.user_code, begun.verification_uri, whole, begun.expires_in)


def _granted(reply: TokenReply, method: SignInMethod, token_endpoint: str) -> Granted:
    return Granted(method, reply.access_token, reply.expires_in, reply.refresh_token, token_endpoint)
