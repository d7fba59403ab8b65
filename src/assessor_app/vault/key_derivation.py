"""From words, codes and secrets to the key that wraps a profile's key."""

import hashlib
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
_WORDS = b"assessor-app key slot words v2"
_CODE = b"assessor-app key slot code v2"
_SEALED = b"assessor-app key slot sealed v2"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: Argon2id's memory in KiB, passes over it, lanes."""

    memory_kib: int
    iterations: int
    lanes: int


BOUND = Cost(64 * 1024, 3, 4)
"""RFC 9106, second recommended option: enough beside a secret that is not on the disk. 0.7 s measured."""
ALONE = Cost(256 * 1024, 3, 4)
"""Where the disk alone is enough to guess. 3.3 s measured."""
CHEAPEST = Cost(8, 1, 1)
"""Argon2id's least, for tests and demo."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What slots cost in a profile. Tests hand in the cheapest."""

    bound: Cost = BOUND
    alone: Cost = ALONE


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id parameters as they are stored with a slot."""

    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes

    @classmethod
    def of(cls, cost: Cost) -> "Kdf":
        return cls(cost.memory_kib, cost.iterations, cost.lanes, os.urandom(SALT_BYTES))

    def derive(self, words: str) -> bytes:
        kdf = Argon2id(
            salt=self.salt,
            length=KEY_BYTES,
            iterations=self.iterations,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return kdf.derive(words.encode(errors="surrogatepass"))


def key_of_words(kdf: Kdf, words: str, device_secret: bytes | None) -> bytes:
    """HKDF over what the words give and what the keychain keeps: neither is enough without the other."""
    return _hkdf(kdf.derive(words) + (device_secret or b""), kdf.salt, _WORDS)


def key_of_code(code: bytes, salt: bytes) -> bytes:
    """128 random bits need no slow derivation."""
    return _hkdf(code, salt, _CODE)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret that only the holder of one X25519 private key can open."""

    recipient: bytes
    ephemeral: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)


def seal_to(recipient: bytes, secret: bytes, bound_to: bytes) -> Sealed:
    """Seal `secret` to a raw public key of 32 bytes: ephemeral X25519, HKDF, AES-256-GCM. Raises ValueError."""
    ours = X25519PrivateKey.generate()
    shared = ours.exchange(X25519PublicKey.from_public_bytes(recipient))
    ephemeral = ours.public_key().public_bytes_raw()
    nonce = os.urandom(NONCE_BYTES)
    aead = AESGCM(_hkdf(shared, ephemeral + recipient, _SEALED))
    return Sealed(recipient, ephemeral, nonce, aead.encrypt(nonce, secret, bound_to))


def unseal(sealed: Sealed, private_key: X25519PrivateKey, bound_to: bytes) -> bytes:
    """Raises InvalidTag for another's seal, and for one that was changed."""
    if private_key.public_key().public_bytes_raw() != sealed.recipient:
        raise InvalidTag
    try:
        shared = private_key.exchange(X25519PublicKey.from_public_bytes(sealed.ephemeral))
    except ValueError as error:  # a point that gives nothing: nobody of good faith made it
        raise InvalidTag from error
    key = _hkdf(shared, sealed.ephemeral + sealed.recipient, _SEALED)
    return AESGCM(key).decrypt(sealed.nonce, sealed.wrapped, bound_to)


def fingerprint(public_key: bytes) -> str:
    """What people compare: the first 80 bits of the digest, in groups."""
    digest = hashlib.sha256(public_key).hexdigest()[:20]
    return " ".join(digest[at : at + 4] for at in range(0, 20, 4))


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret)
