"""Signing in, as services see it: what a server says of itself before, what is granted, and who speaks to it then."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from assessor_app.domain.grant import Grant, SignInMethod
from assessor_app.services.exchange_ports import ServerUnreachable


class Bearer(Protocol):
    """The token that opens one server's api. Used from several threads."""

    def now(self) -> str:
        """Return the token to send, empty when only signing in can give one. Raises ServerUnreachable."""

    def renewed(self, refused: str) -> str:
        """Return another one after the server refused this, empty when there is none. Raises ServerUnreachable."""


@dataclass(frozen=True, slots=True)
class FixedBearer:
    """A personal token, or one that is used for a moment only."""

    token: str = field(repr=False)

    def now(self) -> str:
        return self.token

    def renewed(self, refused: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class MetServer:
    """What a server shows of itself, proven by its key, before anybody signs in.

    `thumbprint` is that of the key it signs with. `is_vouched`: an invitation named that key, or it was pinned before.
    `keys` and `authorization` are as `IssuingServer` keeps them.
    """

    server_id: str
    name: str
    base_url: str
    api_url: str
    adapter: str
    thumbprint: str
    is_vouched: bool
    keys: str
    authorization: str
    methods: tuple[SignInMethod, ...]


@dataclass(frozen=True, slots=True)
class Granted:
    """What an authorization server gave: the access token for memory, the refresh token for the database."""

    method: SignInMethod
    access_token: str = field(repr=False)
    expires_in_s: int
    refresh_token: str = field(repr=False)
    token_endpoint: str


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What a person types in a browser anywhere: `code` at `address`. `whole_address` holds the code already."""

    code: str
    address: str
    whole_address: str
    expires_in_s: int


class SignInCancelled(Exception):
    """Whoever asked does not want to any more."""


class SignInFailed(Exception):
    """Nobody is signed in. The message is a sentence for the assessor."""


class SignInEnded(Exception):
    """The authorization server does not renew this grant any more."""


class ReplyLost(ServerUnreachable):
    """The request may have been acted upon; asking again at once tells."""


class Authorizer(Protocol):
    """Speaks to authorization servers. Every call may raise ServerUnreachable; `stop` ends what waits."""

    def by_browser(self, met: MetServer, show: Callable[[str], None], stop: threading.Event) -> Granted:
        """Give `show` the address to open. Raises SignInCancelled, SignInFailed, ServerKeyChanged."""

    def by_device(self, met: MetServer, show: Callable[[DeviceCode], None], stop: threading.Event) -> Granted:
        """Raises SignInCancelled, SignInFailed, ServerKeyChanged."""

    def renew(self, grant: Grant) -> Granted:
        """Raises SignInEnded, ReplyLost."""

    def revoke(self, grant: Grant, authorization: str) -> None:
        """Tell the server that the grant is over."""
