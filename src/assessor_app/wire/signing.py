"""Ed25519 JWS for discovery, receipts and nonces: compact, and detached over canonical JSON."""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from assessor_app.wire.canonical import canonical_bytes

ALGORITHM = "Ed25519"  # RFC 9864: fully specified, replaces EdDSA
_REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])


class BadSignature(Exception):
    """The bytes were not signed by a key we trust for this server."""


def thumbprint(public_jwk: dict[str, str]) -> str:
    """Return the RFC 7638 SHA-256 thumbprint of an Ed25519 public key, base64url without padding."""
    required = {name: public_jwk[name] for name in ("crv", "kty", "x")}
    raw = json.dumps(required, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).rstrip(b"=").decode()


def sign_compact(document: Any, private_key: OKPKey, kid: str) -> str:
    """Return a compact JWS whose payload is the canonical JSON of `document`."""
    header = {"alg": ALGORITHM, "kid": kid}
    return jws.serialize_compact(header, canonical_bytes(document), private_key, registry=_REGISTRY)


def verify_compact(token: str, keys: Iterable[dict[str, str]]) -> tuple[Any, str]:
    """Return (payload, kid). `keys` are public JWKs with `kid`. Raises BadSignature."""
    try:
        kid = str(jws.extract_compact(token.encode()).headers()["kid"])
        key = OKPKey.import_key(_key_named(kid, keys))
        payload = jws.deserialize_compact(token, key, registry=_REGISTRY).payload
        return json.loads(payload), kid
    except (JoseError, KeyError, ValueError, TypeError) as error:
        raise BadSignature(str(error)) from error


def claimed_payload(token: str) -> Any:
    """Return what a compact JWS says, unverified: only to find the keys a first contact is checked with."""
    try:
        return json.loads(jws.extract_compact(token.encode()).payload)
    except (JoseError, ValueError, TypeError) as error:
        raise BadSignature(str(error)) from error


def sign_detached(document: dict[str, Any], private_key: OKPKey, kid: str) -> str:
    """Return `header..signature` over the canonical JSON of `document` (RFC 7515 appendix F)."""
    head, _, signature = sign_compact(document, private_key, kid).split(".")
    return f"{head}..{signature}"


def verify_detached(document: dict[str, Any], signature: str, keys: Iterable[dict[str, str]]) -> str:
    """Return the kid that signed `document`. Raises BadSignature."""
    parts = signature.split(".")
    if len(parts) != 3 or parts[1]:  # noqa: PLR2004 - header..signature
        raise BadSignature("not a detached signature")
    try:
        payload = base64.urlsafe_b64encode(canonical_bytes(document)).rstrip(b"=").decode()
    except (ValueError, RecursionError) as error:
        raise BadSignature("what has no canonical form cannot have been signed") from error
    _, kid = verify_compact(f"{parts[0]}.{payload}.{parts[2]}", keys)
    return kid


def _key_named(kid: str, keys: Iterable[dict[str, str]]) -> dict[str, str | list[str]]:
    for key in keys:
        if key.get("kid") == kid:
            return {name: key[name] for name in ("kty", "crv", "x")}
    raise KeyError(kid)
