"""Whose word counts: pinning a server's keys at first contact, and following them from key to key."""

import json
from collections.abc import Iterable

from pydantic import ValidationError

from assessor_app.services.exchange_ports import ServerKeyChanged, ServerUnreachable
from assessor_app.wire.discovery import PROTOCOL, VERSION, Discovery, ServerKey
from assessor_app.wire.signing import BadSignature, claimed_payload, thumbprint, verify_compact, verify_detached

Keys = tuple[ServerKey, ...]

NOT_INVITED = (
    "The server at this address is not the one in the invitation: its key is different. "
    "Nothing was sent. Ask whoever invited you for a fresh invitation."
)
CHANGED = (
    "The server's key has changed and the old key does not vouch for the new one. Nothing was exchanged. "
    "Your work is safe on this laptop. Ask those who run the server."
)
NOT_A_SERVER = "This address does not belong to an issuing server this program can speak to. Check the address."


def public_jwk(key: ServerKey) -> dict[str, str]:
    return {"kid": key.kid, "kty": key.kty, "crv": key.crv, "x": key.x}


def public_jwks(keys: Iterable[ServerKey]) -> list[dict[str, str]]:
    return [public_jwk(key) for key in keys]


def keys_text(keys: Keys) -> str:
    """Return the JWK set as it is kept with the server."""
    return json.dumps({"keys": [key.document() for key in keys]}, separators=(",", ":"))


def keys_from(text: str) -> Keys:
    return tuple(ServerKey.model_validate(each) for each in json.loads(text)["keys"])


def meet(token: str, invited: str) -> tuple[Discovery, Keys]:
    """Read a discovery document at first contact; `invited` is the thumbprint of the invitation, or empty.

    Returns the document and the keys to pin. Raises ServerKeyChanged, ServerUnreachable.
    """
    shown = _discovery(token)
    try:
        trusted = tuple(k for k in shown.keys if not invited or thumbprint(public_jwk(k)) == invited)
        trusted = _vouched(trusted, shown.keys)
        verify_compact(token, public_jwks(trusted))
    except BadSignature as error:
        raise (ServerKeyChanged(NOT_INVITED) if invited else ServerUnreachable(NOT_A_SERVER)) from error
    return shown, trusted


def recognise(token: str, server_id: str, pinned: Keys) -> tuple[Discovery, Keys]:
    """Read a discovery document of a server we know. Raises ServerKeyChanged, ServerUnreachable."""
    shown = _discovery(token)
    try:
        trusted = _vouched(tuple(key for key in shown.keys if _is_among(key, pinned)), shown.keys, pinned)
        verify_compact(token, public_jwks(trusted))
    except BadSignature as error:
        raise ServerKeyChanged(CHANGED) from error
    if shown.server_id != server_id or len(trusted) != len(shown.keys):
        raise ServerKeyChanged(CHANGED)
    return shown, trusted


def _discovery(token: str) -> Discovery:
    """Read the document, not yet believed."""
    try:
        shown = Discovery.model_validate(claimed_payload(token))
    except (BadSignature, ValidationError) as error:
        raise ServerUnreachable(NOT_A_SERVER) from error
    if shown.protocol != PROTOCOL or VERSION not in shown.versions:
        raise ServerUnreachable(NOT_A_SERVER)
    return shown


def _vouched(trusted: Keys, shown: Keys, older: Keys = ()) -> Keys:
    """Add every shown key that a trusted one signed, until no more are added."""
    while True:
        new = [key for key in shown if key not in trusted and _is_vouched(key, (*trusted, *older))]
        if not new:
            return trusted
        trusted = (*trusted, *new)


def _is_vouched(key: ServerKey, by: Keys) -> bool:
    if any(each.kid == key.kid for each in by) or not key.signed_by_previous:
        return False  # a name we know with another key behind it is no successor
    try:
        verify_detached(key.vouched_part(), key.signed_by_previous, public_jwks(by))
    except BadSignature:
        return False
    return True


def _is_among(key: ServerKey, pinned: Keys) -> bool:
    return any(public_jwk(key) == public_jwk(each) for each in pinned)
