"""The keys of one profile: what the key slots wrap opens the database, and everything else is derived from it."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_MEDIA = b"assessor-app profile media v1"
_SAFETY = b"assessor-app profile safety v1"


@dataclass(frozen=True, slots=True)
class ProfileKeys:
    """Three keys of 32 bytes each. None of them is ever printed: `repr` leaves them out."""

    database: bytes = field(repr=False)  # SQLCipher's raw key, as released profiles have it
    media: bytes = field(repr=False)  # wraps the key of each evidence file in the vault's key database
    safety: bytes = field(repr=False)  # seals backups, recovery files, device keys and tokens


def derive_keys(raw_key: bytes) -> ProfileKeys:
    """Return the profile's keys. The raw key stays the database's own, so released profiles open unchanged.

    Raises ValueError unless the raw key has 32 bytes.
    """
    if len(raw_key) != KEY_BYTES:
        raise ValueError(f"a profile key has {KEY_BYTES} bytes")
    return ProfileKeys(raw_key, _derived(raw_key, _MEDIA), _derived(raw_key, _SAFETY))


def _derived(raw_key: bytes, info: bytes) -> bytes:
    # no salt: the raw key is 32 random bytes already (RFC 5869, 3.1)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(raw_key)
