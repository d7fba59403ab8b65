"""Where to sign in: the endpoints a server's signed discovery names, which nobody on the way can swap."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from pydantic import ValidationError

from assessor_app.adapters.http import Http, refuse_open_network
from assessor_app.services.exchange_ports import ServerKeyChanged, ServerUnreachable
from assessor_app.services.sign_in_ports import SignInFailed
from assessor_app.wire.authorization import SERVER_PATH, ServerMetadata
from assessor_app.wire.discovery import Authorization

SWAPPED = (
    "This network answered the sign-in with another address than the one the server signed. Nothing was sent. "
    "Use another network, or ask those who run the server."
)
NOT_OFFERED = "This server does not offer this way to sign in. Choose another one."
UNREADABLE = "{host} sent an answer this program cannot read. Try again later, or ask for a newer version."
_NAMES = ("authorization_endpoint", "token_endpoint", "device_authorization_endpoint", "revocation_endpoint")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Empty: not offered. `names_itself`: its answers say who gives them (RFC 9207)."""

    issuer: str
    authorization: str
    token: str
    device: str
    revocation: str
    names_itself: bool


def signed(authorization: str) -> Authorization:
    """Read what discovery said of signing in, as it is kept with the server."""
    return Authorization.model_validate_json(authorization)


def endpoints_of(http: Http, authorization: str) -> Endpoints:
    """Return the endpoints; `http` speaks to the issuer. Raises SignInFailed, ServerKeyChanged, ServerUnreachable."""
    ours = signed(authorization)
    if not ours.issuer:
        raise SignInFailed(NOT_OFFERED)
    shown = _metadata(http, ours.issuer)
    found = {name: _agreed(getattr(ours, name), getattr(shown, name), ours.issuer) for name in _NAMES}
    return Endpoints(
        issuer=ours.issuer,
        authorization=found["authorization_endpoint"],
        token=found["token_endpoint"],
        device=found["device_authorization_endpoint"],
        revocation=found["revocation_endpoint"],
        names_itself=shown.authorization_response_iss_parameter_supported,
    )


def metadata_url(issuer: str) -> str:
    """RFC 8414 section 3.1: the well-known part comes before the issuer's own path."""
    parts = urlsplit(issuer)
    return urlunsplit((parts.scheme, parts.netloc, SERVER_PATH + parts.path.rstrip("/"), "", ""))


def _metadata(http: Http, issuer: str) -> ServerMetadata:
    reply = http.get(metadata_url(issuer))
    try:
        if not reply.is_ok:
            raise ServerUnreachable(UNREADABLE.format(host=http.host))
        shown = ServerMetadata.model_validate_json(reply.body)
    except ValidationError as error:
        raise ServerUnreachable(UNREADABLE.format(host=http.host)) from error
    if shown.issuer != issuer:
        raise ServerKeyChanged(SWAPPED)
    return shown


def _agreed(ours: str | None, shown: str | None, issuer: str) -> str:
    """The signed address if there is one; else the shown one, as long as it is the issuer's own."""
    address = ours or shown or ""
    if not address:
        return ""
    is_ours = shown == ours if ours else urlsplit(address)[:2] == urlsplit(issuer)[:2]
    if not is_ours:
        raise ServerKeyChanged(SWAPPED)
    refuse_open_network(address)
    return address
