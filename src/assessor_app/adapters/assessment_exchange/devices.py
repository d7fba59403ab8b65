"""This laptop at an issuing server: its public keys, proved by its own signature, and what the server asks of it."""

import base64
import secrets
from collections.abc import Iterable
from urllib.parse import quote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from joserfc.jwk import OKPKey

from assessor_app.adapters.assessment_exchange.keys import public_jwks
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.replies import (
    JSON,
    UNREADABLE,
    ProblemReported,
    json_of,
    parsed,
    require_success,
)
from assessor_app.domain.device import DeviceAct, DeviceCommand, DeviceKeys
from assessor_app.domain.ids import new_id
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.wire.canonical import canonical_bytes
from assessor_app.wire.device import DeviceCommandDoc, DeviceDoc, DeviceKey, DeviceStanding
from assessor_app.wire.headers import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH, revision_etag
from assessor_app.wire.problem import ProblemName
from assessor_app.wire.signing import BadSignature, sign_detached, verify_detached

_NOT_OFFERED = frozenset({ProblemName.NOT_FOUND, ProblemName.METHOD_NOT_ALLOWED})
_NONCE_BYTES = 16
_ACTS = frozenset(act.value for act in DeviceAct)


def tell(link: Link, keys: DeviceKeys, done: Iterable[str]) -> tuple[int, tuple[DeviceCommand, ...]] | None:
    """Publish where the server does not know it so; return the revision there and what is asked, None without the
    resource.

    Only what the server signed for this laptop and this very question is believed. Raises ServerUnreachable,
    SignInRequired, ProblemReported.
    """
    document = _document(keys, tuple(sorted(done)))
    shown = _standing(link, document)
    if shown is None or not frozenset(document.done) <= frozenset(shown.device.done):
        _publish(link, document, None if shown is None else shown.revision)
        shown = _standing(link, document)
    if shown is None:
        return None
    return shown.revision, tuple(_command(each) for each in shown.commands if each.act in _ACTS)


def _standing(link: Link, document: DeviceDoc) -> DeviceStanding | None:
    nonce = secrets.token_hex(_NONCE_BYTES)
    reply = link.http.get(link.url(f"{_path(document)}?nonce={nonce}"))
    try:
        answer = json_of(reply, link.host)
    except ProblemReported as error:
        if error.problem.name in _NOT_OFFERED:
            return None
        raise
    shown = parsed(answer, DeviceStanding, link.host)
    signed = {name: value for name, value in answer.items() if name != "signature"}
    try:
        verify_detached(signed, shown.signature, public_jwks(link.keys))
    except BadSignature as error:
        raise ServerUnreachable(UNREADABLE.format(host=link.host)) from error
    is_ours = (shown.nonce, shown.server_id) == (nonce, link.server_id)
    if not is_ours or (shown.device.id, shown.device.sign) != (document.id, document.sign):
        raise ServerUnreachable(UNREADABLE.format(host=link.host))
    return shown


def _publish(link: Link, document: DeviceDoc, revision: int | None) -> None:
    """What came of it the server says when it is asked next: a reply that got lost changes nothing."""
    base = {IF_NONE_MATCH: "*"} if revision is None else {IF_MATCH: revision_etag(revision)}
    headers = {IDEMPOTENCY_KEY: new_id(), "Content-Type": JSON, **base}
    reply = link.http.send("PUT", link.url(_path(document)), canonical_bytes(document.document()), headers)
    try:
        require_success(reply, link.host)
    except ProblemReported as error:
        if error.problem.name not in _NOT_OFFERED | {ProblemName.STALE_REVISION}:
            raise


def _document(keys: DeviceKeys, done: tuple[str, ...]) -> DeviceDoc:
    sign = Ed25519PrivateKey.from_private_bytes(keys.sign_private).public_key().public_bytes_raw()
    seal = X25519PrivateKey.from_private_bytes(keys.seal_private).public_key().public_bytes_raw()
    unsigned = DeviceDoc(
        id=keys.device_id,
        sign=DeviceKey(crv="Ed25519", x=_text(sign)),
        seal=DeviceKey(crv="X25519", x=_text(seal)),
        made_at=keys.made_at,
        done=done,
    )
    private = OKPKey.import_key({**unsigned.sign.document(), "d": _text(keys.sign_private)})
    return unsigned.model_copy(update={"signature": sign_detached(unsigned.signed_part(), private, keys.device_id)})


def _command(shown: DeviceCommandDoc) -> DeviceCommand:
    return DeviceCommand(shown.id, DeviceAct(shown.act), shown.scope, shown.reason or "")


def _path(document: DeviceDoc) -> str:
    return f"devices/{quote(document.id, safe='')}"


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
