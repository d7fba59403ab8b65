"""HTTP for all adapters: the system's trust, timeouts, no hidden retries, failures in a teacher's words.

Importing this loads requests: the registry does it when a server is first spoken to, never at start.
"""

import errno
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.auth import AuthBase

from assessor_app.adapters.network import HERE, Network
from assessor_app.adapters.pace import Pace
from assessor_app.adapters.session import new_session
from assessor_app.domain.reach import Reach
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.services.sign_in_ports import Bearer, FixedBearer

CONNECT_S = 5.0
READ_S = 30.0
WHOLE_REPLY_S = 120.0
LARGEST_REPLY = 64 * 1024 * 1024
_READ_BYTES = 256 * 1024
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGES = ("text/html", "application/xhtml+xml")
_NETWORK_SIGN_IN = 511
_UNAUTHORIZED = 401
_PROXY_SIGN_IN = 407
_TOO_MANY = 429
_SERVER_ERROR = 500

PORTAL = (
    "{host} was answered for by a web page. This network asks you to sign in first: open your browser, "
    "sign in to the network, then try again. If you are signed in, check the server's address."
)
PROXY = "The proxy of this network asks you to sign in. Ask your school's IT, or use another network."
PROXY_AWAY = (
    "The proxy of this network does not let us reach {host}. If you left that network, choose another way in Settings,"
    " Network; else ask your school's IT."
)
UNTRUSTED = (
    "The secure connection to {host} could not be trusted. Check this computer's date and whether this network wants"
    " you to sign in with your browser; else ask your school's IT about the certificate of this network."
)
NO_ADDRESS = "This is not an address of a server. Copy it again from your invitation, or ask for a new one."


@dataclass(frozen=True, slots=True)
class Timeouts:
    connect_s: float = CONNECT_S
    read_s: float = READ_S
    whole_s: float = WHOLE_REPLY_S


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 - the class of success


@dataclass(frozen=True, slots=True)
class Streaming:
    """An answer whose body is still coming; `read` gives what is there, empty at the end."""

    status: int
    headers: Mapping[str, str]
    read: Callable[[], bytes]


class Http:
    """Speaks to one server. The token goes to its own origin and nowhere else."""

    def __init__(
        self, base_url: str, token: Bearer | str = "", timeouts: Timeouts = Timeouts(), network: Network | None = None
    ) -> None:
        refuse_open_network(base_url)
        self._network = network or Network()
        self._origin = _origin(base_url)
        self._host = urlsplit(base_url).netloc
        self._bearer = FixedBearer(token) if isinstance(token, str) else token
        self._timeouts = timeouts
        self._session = new_session()

    @property
    def host(self) -> str:
        return self._host

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self.send("GET", url, headers=headers)

    def send(self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        """Send once and return the whole answer, redirects included. Raises ServerUnreachable."""
        first = nullcontext() if method == "GET" else self._network.bandwidth.writing()
        with first, self._words_for_failures():
            response = self._open(method, url, body, headers or {})
            with response:
                reply = Reply(response.status_code, _lower(response.headers), self._whole(response))
        self._refuse_strangers(reply)
        return reply

    @contextmanager
    def stream(self, url: str, headers: Mapping[str, str]) -> Iterator[Streaming]:
        """Open a GET for its bytes, as they are; follows redirects without the token. Raises ServerUnreachable."""
        with self._words_for_failures():
            response = self._followed(url, {"Accept-Encoding": "identity", **headers})
        with response:
            self._refuse_strangers(Reply(response.status_code, _lower(response.headers), b""))
            pace = Pace()
            yield Streaming(response.status_code, _lower(response.headers), lambda: self._next(response, pace))

    def close(self) -> None:
        self._session.close()

    def _next(self, response: requests.Response, pace: Pace) -> bytes:
        bandwidth = self._network.bandwidth
        with self._words_for_failures():
            part = pace.read(response.raw, min(_READ_BYTES, bandwidth.bytes_at_once()))
        bandwidth.took(len(part))
        return part

    def _open(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> requests.Response:
        """Ask with our token; one the server refuses was not acted upon, so with a new one the same is asked again."""
        refuse_open_network(url)
        token = self._bearer.now() if _origin(url) == self._origin else ""
        response = self._ask(method, url, body, headers, token)
        if response.status_code != _UNAUTHORIZED or not token:
            return response
        renewed = self._bearer.renewed(token)
        if not renewed:
            return response
        response.close()
        return self._ask(method, url, body, headers, renewed)

    def _ask(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], token: str
    ) -> requests.Response:
        proxies = self._network.proxies_for(url)
        try:
            return self._session.request(
                method,
                url,
                data=body,
                headers=dict(headers),
                auth=_Bearer(token),
                timeout=(self._timeouts.connect_s, self._timeouts.read_s),
                allow_redirects=False,
                stream=True,
                proxies=proxies,
            )
        except requests.exceptions.ProxyError:
            self._network.failed(proxies)
            raise

    def _followed(self, url: str, headers: Mapping[str, str]) -> requests.Response:
        for _ in range(_MOST_REDIRECTS):
            response = self._open("GET", url, None, headers)
            target = response.headers.get("Location", "")
            if response.status_code not in _REDIRECTS or not target:
                return response
            response.close()
            target = urljoin(url, target)
            if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
                raise ServerUnreachable(f"{self.host} wanted to send evidence unprotected. It was refused.")
            url = target
        raise ServerUnreachable(f"{self.host} sent us round in circles. Try again later.")

    def _whole(self, response: requests.Response) -> bytes:
        parts: list[bytes] = []
        total = 0
        until = time.monotonic() + self._timeouts.whole_s
        while part := response.raw.read1(_READ_BYTES, decode_content=True):
            parts.append(part)
            total += len(part)
            if total > LARGEST_REPLY:
                raise ServerUnreachable(f"{self.host} sent more than it should. Tell those who run it.")
            if time.monotonic() > until:
                raise ServerUnreachable(f"The network to {self.host} is too slow now. Try again later.")
        return b"".join(parts)

    def _refuse_strangers(self, reply: Reply) -> None:
        """Raise for answers that come from the network between us and the server."""
        if reply.status == _PROXY_SIGN_IN:
            raise ServerUnreachable(PROXY, Reach.PROXY_SIGN_IN)
        is_busy = reply.status == _TOO_MANY or (reply.status >= _SERVER_ERROR and reply.status != _NETWORK_SIGN_IN)
        if is_busy:
            return  # gateways say so with a web page, and mean it
        if reply.media_type in _PAGES or reply.status == _NETWORK_SIGN_IN or reply.status in _REDIRECTS:
            raise ServerUnreachable(PORTAL.format(host=self.host), Reach.CAPTIVE)

    @contextmanager
    def _words_for_failures(self) -> Iterator[None]:
        try:
            yield
        except _FAILURES as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> ServerUnreachable:
        if isinstance(error, requests.exceptions.ProxyError):
            if _TUNNEL_REFUSED.search(str(error)):
                return ServerUnreachable(PROXY, Reach.PROXY_SIGN_IN)
            return ServerUnreachable(PROXY_AWAY.format(host=self.host), Reach.NO_NETWORK)
        if isinstance(error, (requests.exceptions.SSLError, ssl.SSLError)):
            return ServerUnreachable(UNTRUSTED.format(host=self.host), Reach.CAPTIVE)
        if isinstance(error, (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)):
            return ServerUnreachable(f"{self.host} did not answer in time. Try again later.")
        reach = Reach.NO_NETWORK if _is_without_network(error) else Reach.SERVER_AWAY
        return ServerUnreachable(f"{self.host} cannot be reached now. Check the network, then try again.", reach)


_TUNNEL_REFUSED = re.compile(rf"Tunnel connection failed: {_PROXY_SIGN_IN}\b")
_NO_WAY_OUT = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
_FAILURES = (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError)


def refuse_open_network(url: str) -> None:
    """Raise ServerUnreachable for an address that would carry evidence unprotected, or is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # looked at only when it is asked for
    except ValueError as error:
        raise ServerUnreachable(NO_ADDRESS) from error
    is_here = parts.hostname in HERE
    if parts.scheme == "https" and parts.hostname:
        return
    if not (parts.scheme == "http" and is_here):
        raise ServerUnreachable(
            f"{parts.hostname or 'The server'} would be spoken to unprotected, so nothing was sent or fetched."
            " Its address must begin with https://."
        )


def _is_without_network(error: BaseException) -> bool:
    """Whether names cannot be looked up, or no way leads out of this laptop."""
    seen: BaseException | None = error
    while seen is not None:
        reason = getattr(seen, "reason", None)
        if isinstance(seen, (socket.gaierror, urllib3.exceptions.NameResolutionError)):
            return True
        if isinstance(seen, OSError) and seen.errno in _NO_WAY_OUT:
            return True
        within = seen.args[0] if seen.args and isinstance(seen.args[0], BaseException) else None
        seen = reason if isinstance(reason, BaseException) else within or seen.__cause__
    return False


class _Bearer(AuthBase):
    """Our token or nothing: given always, so that a .netrc is never read."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
