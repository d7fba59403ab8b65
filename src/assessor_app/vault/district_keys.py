"""The key pair a district keeps for locked-out assessors, as files and words that coordinators can handle."""

import base64
import binascii
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from assessor_app.services.key_ports import KeysRefused
from assessor_app.vault.key_derivation import KEY_BYTES, fingerprint

_NO_KEY = "This is no recovery key. Choose the file your district's coordinator keeps."


@dataclass(frozen=True, slots=True)
class DistrictPair:
    """`public` is base64 for the district file and a server's policies, `private_pem` is PKCS 8 for a safe."""

    public: str
    fingerprint: str
    private_pem: bytes = field(repr=False)


def make_pair() -> DistrictPair:
    private = X25519PrivateKey.generate()
    raw = private.public_key().public_bytes_raw()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return DistrictPair(base64.b64encode(raw).decode(), fingerprint(raw), pem)


def public_key_in(text: str) -> bytes:
    """Return the 32 bytes of an X25519 public key written in base64, base64url or PEM. Raises KeysRefused."""
    if "-----BEGIN" in text:
        try:
            key = load_pem_public_key(text.encode())
        except ValueError as error:
            raise KeysRefused(_NO_KEY) from error
        if not isinstance(key, X25519PublicKey):
            raise KeysRefused(_NO_KEY)
        return key.public_bytes_raw()
    return _raw(text)


def private_key_in(content: bytes) -> X25519PrivateKey:
    """Return the X25519 private key of a file: PEM without a passphrase, or 32 bytes in base64. Raises KeysRefused."""
    if b"-----BEGIN" in content:
        try:
            key = load_pem_private_key(content, None)
        except (ValueError, TypeError) as error:
            raise KeysRefused(_NO_KEY) from error
        if not isinstance(key, X25519PrivateKey):
            raise KeysRefused(_NO_KEY)
        return key
    return X25519PrivateKey.from_private_bytes(_raw(content.decode("ascii", "replace")))


def _raw(text: str) -> bytes:
    bare = text.strip().rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (ValueError, binascii.Error) as error:
        raise KeysRefused(_NO_KEY) from error
    if len(raw) != KEY_BYTES:
        raise KeysRefused(_NO_KEY)
    return raw
