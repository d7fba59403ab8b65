"""The profile header: a random database key, wrapped once per slot by a key derived from a passphrase."""

import base64
import json
import os
import secrets
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from assessor_app.vault.folders import sync_folder

VERSION = 1
PASSPHRASE = "passphrase"
CHEAP = "cheap"
_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_KDF = "argon2id"
# A header is a file somebody else may have written: bounds on what it can make us spend.
_MOST_MEMORY_KIB = 1 << 20
_MOST_ITERATIONS = 16
_MOST_LANES = 16


class WrongPassphrase(Exception):
    """No slot opens with this passphrase (or the header was changed)."""


class UnknownHeader(Exception):
    """The profile header is damaged, or was written by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id parameters as they are stored with the slot."""

    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes

    def derive(self, passphrase: str) -> bytes:
        kdf = Argon2id(
            salt=self.salt,
            length=_KEY_BYTES,
            iterations=self.iterations,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return kdf.derive(passphrase.encode())


@dataclass(frozen=True, slots=True)
class Slot:
    slot_id: str
    kind: str
    kdf: Kdf
    nonce: bytes
    wrapped_key: bytes


def create_header(path: Path, passphrase: str, *, is_cheap: bool = False) -> bytes:
    """Write a new header with one slot and return the new database key. Raises FileExistsError."""
    if path.exists():
        raise FileExistsError(path.name)
    key = secrets.token_bytes(_KEY_BYTES)
    profile_id = str(uuid.uuid4())
    slot = _seal(key, passphrase, profile_id, CHEAP if is_cheap else PASSPHRASE)
    document = {"version": VERSION, "profile_id": profile_id, "slots": [_slot_document(slot)]}
    _write(path, json.dumps(document, indent=1).encode())
    return key


def open_header(path: Path, passphrase: str) -> bytes:
    """Return the database key. Raises WrongPassphrase, UnknownHeader, FileNotFoundError."""
    profile_id, slots = _load(path)
    for slot in slots:
        try:
            aead = AESGCM(slot.kdf.derive(passphrase))
            return aead.decrypt(slot.nonce, slot.wrapped_key, _bound_to(profile_id, slot.slot_id, slot.kind))
        except InvalidTag:
            continue
    raise WrongPassphrase("This passphrase does not open the profile.")


def has_cheap_slot(path: Path) -> bool:
    """Whether any slot is one for tests and demo, which guessing opens at once."""
    return any(slot.kind == CHEAP for slot in _load(path)[1])


def _seal(key: bytes, passphrase: str, profile_id: str, kind: str) -> Slot:
    salt = secrets.token_bytes(_SALT_BYTES)
    # RFC 9106, second recommended option; the cheap one is Argon2id's least
    kdf = Kdf(8, 1, 1, salt) if kind == CHEAP else Kdf(64 * 1024, 3, 4, salt)
    slot_id = str(uuid.uuid4())
    nonce = secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(kdf.derive(passphrase)).encrypt(nonce, key, _bound_to(profile_id, slot_id, kind))
    return Slot(slot_id, kind, kdf, nonce, wrapped)


def _bound_to(profile_id: str, slot_id: str, kind: str) -> bytes:
    return f"{VERSION}|{profile_id}|{slot_id}|{kind}".encode()


def _slot_document(slot: Slot) -> dict[str, Any]:
    return {
        "slot_id": slot.slot_id,
        "kind": slot.kind,
        "kdf": {
            "name": _KDF,
            "memory_kib": slot.kdf.memory_kib,
            "iterations": slot.kdf.iterations,
            "lanes": slot.kdf.lanes,
            "salt": _text(slot.kdf.salt),
        },
        "nonce": _text(slot.nonce),
        "wrapped_key": _text(slot.wrapped_key),
    }


def _load(path: Path) -> tuple[str, tuple[Slot, ...]]:
    try:
        document = json.loads(path.read_bytes())
        if document["version"] != VERSION:
            raise UnknownHeader("This profile was made by a newer version of the program. Update it, then open it.")
        return str(document["profile_id"]), tuple(_slot(each) for each in document["slots"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnknownHeader("The key file of this profile is damaged. Restore it from a backup.") from error


def _slot(document: dict[str, Any]) -> Slot:
    kdf = document["kdf"]
    if kdf["name"] != _KDF:
        raise ValueError("unknown way to derive a key")
    parameters = Kdf(
        _bounded(kdf["memory_kib"], _MOST_MEMORY_KIB),
        _bounded(kdf["iterations"], _MOST_ITERATIONS),
        _bounded(kdf["lanes"], _MOST_LANES),
        _bytes(kdf["salt"]),
    )
    wrapped_key, nonce = _bytes(document["wrapped_key"]), _bytes(document["nonce"])
    if len(nonce) != _NONCE_BYTES or len(parameters.salt) < _SALT_BYTES:
        raise ValueError("nonce or salt of the wrong length")
    if parameters.memory_kib < 8 * parameters.lanes:  # Argon2's own lower bound
        raise ValueError("too little memory for so many lanes")
    return Slot(str(document["slot_id"]), str(document["kind"]), parameters, nonce, wrapped_key)


def _bounded(value: Any, most: int) -> int:
    if not isinstance(value, int) or not 1 <= value <= most:
        raise ValueError("a parameter out of bounds")
    return value


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _write(path: Path, content: bytes) -> None:
    """Write through a neighbour and a rename: after a crash there is a whole header, or none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fd, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
