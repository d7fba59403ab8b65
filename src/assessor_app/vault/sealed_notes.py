"""Small things made of an artifact (waveform, captions, words), each sealed whole under a key of the artifact's."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assessor_app.services.vault_ports import SEALED_MARK, SealBroken

_NONCE_BYTES = 12
_INFO = b"assessor-app vault note v1"


def seal(key: bytes, artifact_id: str, data: bytes | memoryview) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return SEALED_MARK + nonce + _aead(key).encrypt(nonce, data, artifact_id.encode())


def unseal(key: bytes, artifact_id: str, sealed: bytes) -> bytes:
    """Raises SealBroken."""
    nonce, body = sealed[len(SEALED_MARK) : len(SEALED_MARK) + _NONCE_BYTES], sealed[len(SEALED_MARK) + _NONCE_BYTES :]
    if not sealed.startswith(SEALED_MARK):
        raise SealBroken
    try:
        return _aead(key).decrypt(nonce, body, artifact_id.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def _aead(key: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(key))
