"""Seals refused writes to a district's recovery key: those who look after the program cannot read them on the way."""

import json
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from assessor_app.vault.key_derivation import Sealed, seal_to, unseal

_BOUND_TO = b"assessor-app support bundle v1"


def seal_for_district(recovery_key: bytes, data: bytes) -> bytes:
    """Return JSON text. Raises ValueError for a key that is none."""
    sealed = seal_to(recovery_key, data, _BOUND_TO)
    members = {"recipient": sealed.recipient, "ephemeral": sealed.ephemeral, "nonce": sealed.nonce}
    document = {name: b64encode(value).decode() for name, value in (members | {"sealed": sealed.wrapped}).items()}
    return (json.dumps(document, indent=1) + "\n").encode()


def open_for_district(private_key: X25519PrivateKey, content: bytes) -> bytes:
    """What the holder of the recovery key does. Raises InvalidTag, ValueError, KeyError."""
    document = {name: b64decode(value, validate=True) for name, value in json.loads(content).items()}
    sealed = Sealed(document["recipient"], document["ephemeral"], document["nonce"], document["sealed"])
    return unseal(sealed, private_key, _BOUND_TO)
