"""Who may ask for tokens and where answers may go: the known client, loopback addresses, PKCE, and how no is said."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assessor_app.practice.codes import ALPHABET
from assessor_app.wire.authorization import CLIENT_ID, OAuthRefusal, ServerMetadata

LOOPBACK = ("127.0.0.1", "::1")
REDIRECTS: Mapping[str, tuple[str, ...]] = {CLIENT_ID: ("http://127.0.0.1/callback", "http://[::1]/callback")}
CLIENT_NAMES: Mapping[str, str] = {CLIENT_ID: "the assessor workstation"}
_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")
_CHALLENGE = re.compile(r"[A-Za-z0-9\-_]{43}")


class OAuthRefused(Exception):
    """The answer is no, under one of OAuth's own names."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.refusal = OAuthRefusal(error=error, error_description=description)
        self.status = status


class NotOurClient(Exception):
    """Nobody is sent to an address that was never registered. The message is for the person at the browser."""


def metadata(base_url: str) -> ServerMetadata:
    return ServerMetadata(
        issuer=base_url,
        authorization_endpoint=f"{base_url}/oauth/authorize",
        token_endpoint=f"{base_url}/oauth/token",
        device_authorization_endpoint=f"{base_url}/oauth/device",
        revocation_endpoint=f"{base_url}/oauth/revoke",
        authorization_response_iss_parameter_supported=True,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for an authorization code that may be answered at its address."""

    client_id: str
    redirect_uri: str
    state: str
    challenge: str


def asked_for(query: Mapping[str, str]) -> Asked:
    """Return the request. Raises NotOurClient, and OAuthRefused for what the asker may be told at their address."""
    asked = addressed(query)
    if query.get("response_type") != "code":
        raise OAuthRefused("unsupported_response_type", "Only response_type=code is offered.")
    if query.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(asked.challenge):
        raise OAuthRefused("invalid_request", "PKCE with code_challenge_method=S256 is needed.")
    return asked


def addressed(query: Mapping[str, str]) -> Asked:
    """Return as much of a request as says where its answer goes. Raises NotOurClient."""
    client_id, redirect_uri = query.get("client_id", ""), query.get("redirect_uri", "")
    if not any(is_same_place(redirect_uri, known) for known in REDIRECTS.get(client_id, ())):
        raise NotOurClient("The program that sent you here is not known to this server. Nothing was done.")
    return Asked(client_id, redirect_uri, query.get("state", ""), query.get("code_challenge", ""))


def is_same_place(uri: str, registered: str) -> bool:
    """Exactly the registered address; on the loopback interface the port may be any (RFC 8252 section 7.3)."""
    try:
        given, known = urlsplit(uri), urlsplit(registered)
        port = given.port
    except ValueError:
        return False
    if known.hostname not in LOOPBACK or known.port is not None or port is None:
        return uri == registered
    return given.netloc == f"{known.netloc}:{port}" and given._replace(netloc=known.netloc).geturl() == registered


def require_client(client_id: str) -> str:
    """Raises OAuthRefused."""
    if client_id not in REDIRECTS:
        raise OAuthRefused("invalid_client", "This client is not known here.", 401)
    return client_id


def is_proven(verifier: str, challenge: str) -> bool:
    """Whether whoever redeems a code is who asked for it."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
    return hmac.compare_digest(made, challenge)


def read_out(code: str) -> str:
    """Return a code a person typed as it was made: capitals, no spaces or dashes, no letters taken for digits."""
    plain = re.sub(r"[\s\-]", "", code).upper()
    return plain.translate(str.maketrans("OIL", "011")) if set(plain) <= {*ALPHABET, *"OIL"} else plain
