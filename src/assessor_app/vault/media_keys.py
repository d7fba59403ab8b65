"""The keys of evidence files, wrapped one by one in a small encrypted database that is never backed up.

To destroy a row is to destroy what was sealed with it. The wrapping is one-way for whoever holds only the public half:
a locked vault can still give a new file a key, and cannot read one back.
"""

import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.vault_ports import DiskFull, SealBroken
from assessor_app.store.connection import connect, make_private
from assessor_app.vault import disk

KEY_BYTES = 32
_DATABASE = b"assessor-app vault key database v1"
_WRAP = b"assessor-app vault wrap v1"
_ONCE = bytes(12)  # as a nonce: each wrapping has a key of its own
_POINT_BYTES = 32
_SCHEMA = """CREATE TABLE IF NOT EXISTS media_key (
  artifact_id TEXT NOT NULL PRIMARY KEY,
  file_id BLOB NOT NULL UNIQUE,
  wrapped BLOB NOT NULL
) STRICT"""
_PUT = "INSERT OR REPLACE INTO media_key (artifact_id, file_id, wrapped) VALUES (?, ?, ?)"
_GET = "SELECT file_id, wrapped FROM media_key WHERE artifact_id = ?"
_FOLD = "PRAGMA wal_checkpoint(TRUNCATE)"
_FORGET = "DELETE FROM media_key WHERE artifact_id = ?"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    file_id: bytes
    wrapped: bytes


def database_key(media_key: bytes) -> bytes:
    """Return the raw key of the key database. It opens no evidence: what unwraps is derived separately."""
    return _derived(media_key, b"", _DATABASE)


class KeyRing:
    """Wraps with what is public; `forget` drops what unwraps. Thread-safe as its one reference is swapped whole."""

    def __init__(self, media_key: bytes) -> None:
        self._private: X25519PrivateKey | None = _private(media_key)
        self._public = self._private.public_key()

    @property
    def is_locked(self) -> bool:
        return self._private is None

    def forget(self) -> None:
        self._private = None

    def restore(self, media_key: bytes) -> None:
        """Raises ValueError for another profile's key."""
        private = _private(media_key)
        if private.public_key() != self._public:
            raise ValueError("another profile's key")
        self._private = private

    def wrap(self, key: bytes, bound_to: bytes) -> bytes:
        once = X25519PrivateKey.generate()
        point = once.public_key().public_bytes_raw()
        wrapping = _wrapping(once.exchange(self._public), point, self._public)
        return point + AESGCM(wrapping).encrypt(_ONCE, key, bound_to)

    def unwrap(self, wrapped: bytes, bound_to: bytes) -> bytes | None:
        """Return the key, None while locked. Raises SealBroken."""
        private = self._private
        if private is None:
            return None
        point = wrapped[:_POINT_BYTES]
        try:
            shared = private.exchange(X25519PublicKey.from_public_bytes(point))
            return AESGCM(_wrapping(shared, point, self._public)).decrypt(_ONCE, wrapped[_POINT_BYTES:], bound_to)
        except (InvalidTag, ValueError) as error:
            raise SealBroken from error


class KeyDatabase:
    """One wrapped key for each artifact. Opened when it is first needed; safe from any thread."""

    def __init__(self, path: Path, raw_key: bytes) -> None:
        self._path = path
        self._raw_key = raw_key
        self._lock = threading.Lock()
        self._connection: Any = None

    def find(self, artifact_id: str) -> WrappedKey | None:
        with self._lock:
            row = self._opened().execute(_GET, (artifact_id,)).fetchone()
        return WrappedKey(*row) if row is not None else None

    def put(self, artifact_id: str, key: WrappedKey) -> None:
        """Whatever was sealed for the artifact under another key is unreadable from now on. Raises DiskFull."""
        with self._lock, _told_when_full():
            failpoint("vault.key_row")
            replaced = self._opened().execute(_GET, (artifact_id,)).fetchone()
            self._opened().execute(_PUT, (artifact_id, key.file_id, key.wrapped))
            if replaced is not None:
                self._leave_nothing()

    def forget(self, artifact_id: str) -> bytes | None:
        """Destroy the key for good; return the name of the file that it was for, None without one. Raises DiskFull."""
        with self._lock, _told_when_full():
            row = self._opened().execute(_GET, (artifact_id,)).fetchone()
            if row is None:
                return None
            failpoint("vault.discard_key")
            self._opened().execute(_FORGET, (artifact_id,))
            self._leave_nothing()
            return bytes(row[0])

    def file_ids(self) -> frozenset[bytes]:
        with self._lock:
            return frozenset(bytes(row[0]) for row in self._opened().execute("SELECT file_id FROM media_key"))

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _leave_nothing(self) -> None:
        """The write-ahead log still holds the page as it was: fold it in and cut it off."""
        failpoint("vault.key_checkpoint")
        self._opened().execute(_FOLD).fetchall()

    def _opened(self) -> Any:
        if self._connection is None:
            make_private(self._path)
            connection = connect(self._path, self._raw_key)
            try:
                connection.execute(_SCHEMA)
                with suppress(sqlcipher.OperationalError):  # a full disk keeps nobody from reading
                    connection.execute(_FOLD).fetchall()  # what was ended right after a key went left it in the log
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection


@contextmanager
def _told_when_full() -> Iterator[None]:
    """Raises DiskFull for SQLite's own word for it, too."""
    with disk.told_when_full():
        try:
            yield
        except sqlcipher.OperationalError as error:
            if "full" in str(error):
                raise DiskFull(errno.ENOSPC, "no room for a key") from error
            raise


def _private(media_key: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(_derived(media_key, b"", _WRAP))


def _wrapping(shared: bytes, point: bytes, public: X25519PublicKey) -> bytes:
    return _derived(shared, point + public.public_bytes_raw(), _WRAP)


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt or None, info=info).derive(secret)
