"""Meeting a server: its signed discovery document, a signed nonce, and whose work the token opens."""

import json
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit, urlunsplit

from assessor_app.adapters.assessment_exchange.keys import (
    NOT_A_SERVER,
    Keys,
    keys_from,
    keys_text,
    meet,
    public_jwks,
    recognise,
)
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.replies import UNREADABLE, ProblemReported, require_success
from assessor_app.adapters.http import NO_ADDRESS, Http, refuse_open_network
from assessor_app.domain.reach import Reach
from assessor_app.domain.server import IssuingServer
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.wire.discovery import Discovery, Health, Profile
from assessor_app.wire.signing import BadSignature, verify_detached

NAME = "assessment_exchange"
WELL_KNOWN = "/.well-known/assessment-exchange"
_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where a server is, and the thumbprint of the key it must show (empty: whatever it shows is pinned)."""

    base_url: str
    thumbprint: str = ""


def read_invitation(text: str) -> Invitation:
    """Return the parts of an address or invite link `https://host/#key=THUMBPRINT`. Raises ServerUnreachable."""
    try:
        parts = urlsplit(text.strip())
        thumbprint = parse_qs(parts.fragment).get("key", [""])[0]
    except ValueError as error:
        raise ServerUnreachable(NO_ADDRESS) from error
    return Invitation(urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", "")), thumbprint)


def identify(http: Http, invitation: Invitation, known: IssuingServer | None) -> IssuingServer:
    """Return the server as it presents itself now, verified by pinned keys where there are any, cursor empty.

    Raises ServerKeyChanged, ServerUnreachable, SignInRequired.
    """
    token = discovery_token(http, invitation.base_url)
    if known is None:
        shown, keys = meet(token, invitation.thumbprint)
    else:
        shown, keys = recognise(token, known.server_id, keys_from(known.keys))
    refuse_open_network(shown.api)
    link = Link(http, shown.api, shown.server_id, "", keys)
    health = signed_health(link)
    profile = _profile(link)
    return _server(invitation, shown, keys, health, profile)


def signed_health(link: Link) -> Health:
    """Ask for a nonce signed by a pinned key, which nobody else on the way can give. Raises ServerUnreachable."""
    nonce = secrets.token_hex(_NONCE_BYTES)
    try:
        health = link.get(f"healthz?nonce={nonce}", Health)
        verify_detached(health.signed_part(), health.signature, public_jwks(link.keys))
    except (BadSignature, ProblemReported) as error:
        raise ServerUnreachable(NOT_A_SERVER, Reach.CAPTIVE) from error
    if health.nonce != nonce or health.server_id != link.server_id:
        raise ServerUnreachable(NOT_A_SERVER, Reach.CAPTIVE)
    return health


def discovery_token(http: Http, base_url: str) -> str:
    reply = http.get(base_url + WELL_KNOWN)
    try:
        require_success(reply, http.host)
        return reply.body.decode("ascii").strip()
    except (ProblemReported, UnicodeDecodeError) as error:
        raise ServerUnreachable(NOT_A_SERVER) from error


def _profile(link: Link) -> Profile:
    try:
        return link.get("profile", Profile)
    except ProblemReported as error:
        raise ServerUnreachable(UNREADABLE.format(host=link.host)) from error


def _server(invitation: Invitation, shown: Discovery, keys: Keys, health: Health, profile: Profile) -> IssuingServer:
    return IssuingServer(
        server_id=shown.server_id,
        name=shown.name,
        base_url=invitation.base_url,
        api_url=shown.api,
        adapter=NAME,
        server_epoch=health.server_epoch,
        keys=keys_text(keys),
        cursor="",
        assessor_id=profile.id,
        roles=profile.roles,
        trusted_issuers=json.dumps(shown.trusted_issuers, sort_keys=True),
        policies=json.dumps(shown.policies.document(), sort_keys=True),
        authorization=json.dumps(shown.authorization.document(), sort_keys=True),
        server_time_at=health.server_time,
    )
