"""Meeting a server before anybody signs in: who it proves to be, and which ways to sign in its signed word offers."""

import json
from collections.abc import Callable

from assessor_app.adapters.assessment_exchange.contact import NAME, Invitation, discovery_token, signed_health
from assessor_app.adapters.assessment_exchange.keys import (
    NOT_A_SERVER,
    Keys,
    keys_from,
    keys_text,
    meet,
    public_jwk,
    recognise,
)
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.http import Http, refuse_open_network
from assessor_app.domain.grant import SignInMethod
from assessor_app.domain.server import IssuingServer
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.services.sign_in_ports import MetServer
from assessor_app.wire.discovery import Discovery
from assessor_app.wire.signing import BadSignature, claimed_payload, thumbprint

KnownOf = Callable[[str], IssuingServer | None]


def greet(http: Http, invitation: Invitation, known_of: KnownOf) -> MetServer:
    """Raises ServerKeyChanged for a server known under that id that shows other keys, ServerUnreachable."""
    token = discovery_token(http, invitation.base_url)
    known = known_of(_claimed_id(token))
    if known is None:
        shown, keys = meet(token, invitation.thumbprint)
    else:
        shown, keys = recognise(token, known.server_id, keys_from(known.keys))
    refuse_open_network(shown.api)
    signed_health(Link(http, shown.api, shown.server_id, "", keys))  # whoever answers has the key now
    return MetServer(
        server_id=shown.server_id,
        name=shown.name,
        base_url=invitation.base_url,
        api_url=shown.api,
        adapter=NAME,
        thumbprint=_current(keys),
        is_vouched=known is not None or bool(invitation.thumbprint),
        keys=keys_text(keys),
        authorization=json.dumps(shown.authorization.document(), sort_keys=True),
        methods=_methods(shown),
    )


def _claimed_id(token: str) -> str:
    try:
        return str(claimed_payload(token).get("server_id", ""))
    except BadSignature as error:
        raise ServerUnreachable(NOT_A_SERVER) from error


def _current(keys: Keys) -> str:
    """The key in use now: what a person is asked to compare."""
    in_use = [key for key in keys if key.retired_at is None] or list(keys)
    return thumbprint(public_jwk(max(in_use, key=lambda key: key.valid_from)))


def _methods(shown: Discovery) -> tuple[SignInMethod, ...]:
    """Those this version knows, in the order a person should be offered them."""
    order = (SignInMethod.AUTHORIZATION_CODE, SignInMethod.DEVICE_CODE, SignInMethod.PERSONAL_TOKEN)
    return tuple(method for method in order if method in shown.authorization.methods)
