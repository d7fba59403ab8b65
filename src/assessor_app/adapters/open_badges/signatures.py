"""Signatures against pinned keys only: what a token's own header offers as its key proves nothing."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey, RSAKey
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.verifier import OB3Verifier

from assessor_app.adapters.open_badges.tokens import Token

SMALLEST_RSA = 2048
_KEY_TYPES = {"RS256": "RSA", "EdDSA": "OKP"}
_PINNED_AT_MOST = 16
_TIME_ALONE = (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError)
_LOG = logging.getLogger(__name__)


def signing_key(token: Token, keys: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the pinned key (JWK) that made a token's signature, None when none did."""
    return next((key for key in list(keys)[:_PINNED_AT_MOST] if _is_signed_with(token, key)), None)


def is_standard_badge(token: Token, key: Mapping[str, Any]) -> bool:
    """Whether the badge library, too, finds nothing wrong but the time, which is judged by a trusted clock later."""
    try:
        OB3Verifier(_public_pem(key, token.algorithm)).verify(token.text)
    except LibOpenBadgesException as error:
        _LOG.debug("the library refuses a badge: %s", error)
        return isinstance(error.__cause__, _TIME_ALONE)
    except OverflowError:  # a date of a year nobody lives in
        return False
    return True


def _is_signed_with(token: Token, key: Mapping[str, Any]) -> bool:
    pem = _public_pem(key, token.algorithm)
    if pem is None:
        return False
    try:
        jwt.PyJWS().decode(token.text, pem, algorithms=[token.algorithm])
    except jwt.PyJWTError:
        return False
    return True


def _public_pem(jwk: Mapping[str, Any], algorithm: str) -> bytes | None:
    """Return a pinned key as PEM, None when it is not one for this algorithm, broken or too weak."""
    if jwk.get("kty") != _KEY_TYPES[algorithm]:
        return None
    try:
        if algorithm == "RS256":
            rsa = RSAKey.import_key({name: str(jwk[name]) for name in ("kty", "n", "e")})
            return rsa.as_pem(private=False) if rsa.public_key.key_size >= SMALLEST_RSA else None
        okp = OKPKey.import_key({name: str(jwk[name]) for name in ("kty", "crv", "x")})
        return okp.as_pem(private=False) if jwk["crv"] == "Ed25519" else None
    except (JoseError, KeyError, ValueError, TypeError) as error:
        _LOG.debug("a pinned key cannot be used: %s", error)
        return None
