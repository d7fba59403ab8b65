"""Small sealed files of a profile: settings that protect children, and copies of finals that no server has yet.

Each is AES-256-GCM under the profile's safety key, bound to what it is for; its name says nothing, and a crash while
writing leaves the old file or the new one.
"""

import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assessor_app.domain.failpoints import failpoint
from assessor_app.vault.folders import sync_folder

MAGIC = b"AXS1"
SUFFIX = ".sealed"
_NONCE = 12
_NAME = 32


class DamagedSafeFile(Exception):
    """The file was changed, cut short, or sealed for another purpose or profile."""


def seal(key: bytes, purpose: str, data: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return MAGIC + nonce + AESGCM(key).encrypt(nonce, data, purpose.encode())


def unseal(key: bytes, purpose: str, sealed: bytes) -> bytes:
    """Raises DamagedSafeFile."""
    head = len(MAGIC) + _NONCE
    if sealed[: len(MAGIC)] != MAGIC:
        raise DamagedSafeFile("not a sealed file of this program")
    try:
        return AESGCM(key).decrypt(sealed[len(MAGIC) : head], sealed[head:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise DamagedSafeFile("this sealed file is damaged, or belongs to another profile") from error


def write_sealed(path: Path, sealed: bytes) -> None:
    """Write beside, make it survive a power cut, swap. Raises OSError with the old file untouched."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        failpoint("sealed_file.rename")
        os.replace(draft, path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


class SealedFinals:
    """A folder with one sealed file for each final; fulfils `services.recovery_files.FinalsFolder`."""

    _PURPOSE = "final"

    def __init__(self, folder: Path, safety_key: bytes) -> None:
        self._folder, self._key = folder, safety_key

    def has(self, op_id: str) -> bool:
        return self._path(op_id).is_file()

    def put(self, op_id: str, data: bytes) -> None:
        """Raises OSError; nothing is left half written."""
        path = self._path(op_id)
        failpoint("recovery.write")
        write_sealed(path, seal(self._key, f"{self._PURPOSE}|{path.name}", data))

    def remove(self, op_id: str) -> None:
        failpoint("recovery.remove")
        self._path(op_id).unlink(missing_ok=True)

    def each(self) -> Iterator[bytes | None]:
        """What each file holds, oldest name first; None for one that cannot be read (it stays where it is)."""
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            try:
                yield unseal(self._key, f"{self._PURPOSE}|{path.name}", path.read_bytes())
            except FileNotFoundError:
                continue
            except (DamagedSafeFile, OSError):
                yield None

    def _path(self, op_id: str) -> Path:
        name = hmac.new(self._key, f"name|{op_id}".encode(), sha256).hexdigest()[:_NAME]
        return self._folder / f"{name}{SUFFIX}"
