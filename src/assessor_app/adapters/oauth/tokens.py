"""Token requests: Authlib's protocol over our own HTTP, so that its rules hold here too."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.oauth2 import OAuth2Client, OAuth2Error
from pydantic import ValidationError

from assessor_app.adapters.http import Http, Reply
from assessor_app.adapters.oauth.endpoints import UNREADABLE
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.services.sign_in_ports import ReplyLost
from assessor_app.wire.authorization import CLIENT_ID, TokenReply

_NEVER_SENT = (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError, requests.exceptions.SSLError)
_UNANSWERED = ("NewConnectionError", "NameResolutionError")


class GrantRefused(Exception):
    """The authorization server says no, by one of OAuth's own names; what it says beside that is not repeated."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class _Answer:
    """As much of a response of requests as Authlib looks at."""

    def __init__(self, reply: Reply, host: str) -> None:
        self._reply = reply
        self._host = host
        self.status_code = reply.status

    def json(self) -> Any:
        return json.loads(self._reply.body)

    def raise_for_status(self) -> None:
        if not self._reply.is_ok:
            raise ServerUnreachable(f"{self._host} has trouble answering now. Trying again later.")


class _Poster:
    """As much of a session of requests as Authlib uses."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str], auth: Any) -> _Answer:
        _, sent, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        try:
            return _Answer(self._http.send("POST", url, body.encode("ascii"), sent), self._http.host)
        except ServerUnreachable as error:
            raise _lost(error) from error


class TokenClient:
    """One public client at one authorization server. Raises GrantRefused, ServerUnreachable (ReplyLost)."""

    def __init__(self, http: Http, redirect_uri: str | None = None) -> None:
        self._http = http
        self._client = OAuth2Client(
            _Poster(http), client_id=CLIENT_ID, redirect_uri=redirect_uri, code_challenge_method="S256"
        )

    def authorization_url(self, endpoint: str, state: str, verifier: str) -> str:
        address, _ = self._client.create_authorization_url(endpoint, state=state, code_verifier=verifier)
        return str(address)

    def fetch(self, endpoint: str, grant_type: str, **members: str) -> TokenReply:
        return self._read(lambda: self._client.fetch_token(endpoint, grant_type=grant_type, **members))

    def refresh(self, endpoint: str, refresh_token: str) -> TokenReply:
        return self._read(lambda: self._client.refresh_token(endpoint, refresh_token=refresh_token))

    def revoke(self, endpoint: str, refresh_token: str) -> None:
        self._client.revoke_token(endpoint, token=refresh_token, token_type_hint="refresh_token")  # noqa: S106

    def _read(self, ask: Any) -> TokenReply:
        try:
            reply = TokenReply.model_validate(dict(ask()))
        except OAuth2Error as error:
            raise GrantRefused(str(error.error)) from None
        except (ValidationError, ValueError, TypeError):  # whose messages may quote a token
            raise ServerUnreachable(UNREADABLE.format(host=self._http.host)) from None
        if reply.token_type.lower() != "bearer" or not reply.access_token:
            raise ServerUnreachable(UNREADABLE.format(host=self._http.host))
        return reply


def _lost(error: ServerUnreachable) -> ServerUnreachable:
    """Tell a request that may have been acted upon from one that never left."""
    cause = error.__cause__
    reason = getattr(cause.args[0], "reason", None) if cause is not None and cause.args else None
    is_unsent = isinstance(cause, _NEVER_SENT) or type(reason).__name__ in _UNANSWERED
    if cause is None or is_unsent:
        return error
    return ReplyLost(str(error), error.reach)
