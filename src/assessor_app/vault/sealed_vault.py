"""The vault: evidence files sealed under keys of their own, as seekable bytes, and made unreadable with their key."""

import errno
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.vault_ports import DiskFull, MediaSource, NotOnThisLaptop, SealBroken, VaultLocked
from assessor_app.vault import sealed_notes
from assessor_app.vault.folders import sync_folder
from assessor_app.vault.media_keys import KEY_BYTES, KeyDatabase, KeyRing, WrappedKey, database_key
from assessor_app.vault.opened import Opened
from assessor_app.vault.plain_files import Sealing, plain_files, seal_plain_files
from assessor_app.vault.sealed_header import FILE_ID_BYTES, SEGMENT_BYTES
from assessor_app.vault.sealed_segments import FileKey
from assessor_app.vault.sealed_sink import SealedSink
from assessor_app.vault.sealed_source import SealedSource

_HEADROOM = 1.1  # leave the laptop some room: its database must go on saving
_UNFINISHED = ".part"
_NAME_LENGTH = FILE_ID_BYTES * 2


class SealedVault:
    """Vault over the folder `root` and the key database `key_file`, made when missing, readable by their owner only.

    Locked it opens nothing, but goes on taking in what arrives: only the keys of unfinished files stay in memory.
    """

    def __init__(self, root: Path, key_file: Path, media_key: bytes, *, segment_bytes: int = SEGMENT_BYTES) -> None:
        self._root = root
        self._segment_bytes = segment_bytes
        self._keys = KeyDatabase(key_file, database_key(media_key))
        self._ring = KeyRing(media_key)
        self._arriving: dict[str, FileKey] = {}
        self._broken: set[str] = set()
        self._sources = Opened()
        self._sinks = Opened()
        self._lock = threading.RLock()
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        root.chmod(0o700)

    @property
    def is_locked(self) -> bool:
        return self._ring.is_locked

    def open(self, artifact_id: str) -> MediaSource:
        with self._lock:
            found = self._keys.find(artifact_id)
            if found is None or not self._path(found.file_id).exists():
                raise NotOnThisLaptop(artifact_id)
            if artifact_id in self._broken:
                raise SealBroken
            try:
                source = SealedSource(
                    self._path(found.file_id),
                    self._unwrapped(artifact_id, found),
                    lambda: self._broken.add(artifact_id),
                )
            except FileNotFoundError as error:
                raise NotOnThisLaptop(artifact_id) from error
            self._sources.add(artifact_id, source)
            return source

    def sink(self, artifact_id: str, size: int | None) -> SealedSink:
        with self._lock:
            secret = self._key_to_fill(artifact_id)
            unfinished = self._path(secret.file_id).with_suffix(_UNFINISHED)
            here = unfinished.stat().st_size if unfinished.exists() else 0
            if int(((size or 0) - here) * _HEADROOM) > self.free_bytes():
                raise DiskFull(errno.ENOSPC, "no room for this evidence")
            self._arriving[artifact_id] = secret
            sink = SealedSink(
                unfinished, secret, size, self._segment_bytes, lambda: self._has_arrived(artifact_id, secret)
            )
            self._sinks.add(artifact_id, sink)
            return sink

    def discard(self, artifact_id: str) -> None:
        with self._lock:
            file_id = self._forgotten(artifact_id)
            self._arriving.pop(artifact_id, None)
            self._broken.discard(artifact_id)
        for opened in (self._sources, self._sinks):
            opened.end(artifact_id, NotOnThisLaptop(artifact_id))
        if file_id is not None:
            failpoint("vault.discard_file")
            self.sweep()

    def seal(self, artifact_id: str, data: bytes) -> bytes:
        with self._lock:
            found = self._keys.find(artifact_id)
            if self.is_locked:
                raise VaultLocked
            secret = self._new_key(artifact_id) if found is None else self._unwrapped(artifact_id, found)
        return sealed_notes.seal(secret.key, artifact_id, data)

    def unseal(self, artifact_id: str, sealed: bytes) -> bytes:
        with self._lock:
            found = self._keys.find(artifact_id)
            if found is None:
                raise NotOnThisLaptop(artifact_id)
            secret = self._unwrapped(artifact_id, found)
        return sealed_notes.unseal(secret.key, artifact_id, sealed)

    def used_bytes(self) -> int:
        used = 0
        for file in self._root.iterdir():
            with suppress(FileNotFoundError):
                used += file.stat().st_size
        return used

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._root).free

    def lock(self) -> None:
        with self._lock:
            self._ring.forget()
        self._sources.end_all(VaultLocked())

    def unlock(self, media_key: bytes) -> None:
        self._ring.restore(media_key)

    def close(self) -> None:
        """Forget everything; only for the end of the profile's session."""
        self.lock()
        self._arriving.clear()
        self._keys.close()

    def has_plain_files(self) -> bool:
        return bool(plain_files(self._root))

    def seal_plain_files(self, artifact_ids: Iterable[str], is_cancelled: Callable[[], bool]) -> None:
        not_yet = (artifact_id for artifact_id in artifact_ids if not self._is_whole(artifact_id))
        seal_plain_files(self._root, not_yet, Sealing(self.sink, self.discard, is_cancelled))

    def sweep(self) -> None:
        """Remove sealed files whose key is gone, as far as nobody has them open."""
        files = [file for file in self._root.iterdir() if len(file.stem) == _NAME_LENGTH]
        known = {file_id.hex() for file_id in self._keys.file_ids()}  # after the list: a key comes before its file
        for file in files:
            if file.stem not in known:
                with suppress(PermissionError):
                    file.unlink(missing_ok=True)
        sync_folder(self._root)

    def _is_whole(self, artifact_id: str) -> bool:
        found = self._keys.find(artifact_id)
        return found is not None and self._path(found.file_id).exists()

    def _forgotten(self, artifact_id: str) -> bytes | None:
        """Even destroying a key needs a little room: where there is none, the file makes it."""
        try:
            return self._keys.forget(artifact_id)
        except DiskFull:
            found = self._keys.find(artifact_id)
            if found is None:
                return None
            for file in self._root.glob(f"{found.file_id.hex()}*"):
                with suppress(PermissionError):
                    file.unlink(missing_ok=True)
            return self._keys.forget(artifact_id)

    def _path(self, file_id: bytes) -> Path:
        return self._root / file_id.hex()

    def _key_to_fill(self, artifact_id: str) -> FileKey:
        """The key of what was begun, else a new one: bytes that may differ never share a key."""
        found = self._keys.find(artifact_id)
        if found is not None and self._path(found.file_id).with_suffix(_UNFINISHED).exists():
            arriving = self._arriving.get(artifact_id)
            is_same = arriving is not None and arriving.file_id == found.file_id
            return arriving if arriving is not None and is_same else self._unwrapped(artifact_id, found)
        if found is not None:
            if self.is_locked and self._path(found.file_id).exists():
                raise VaultLocked
            self.discard(artifact_id)
        return self._new_key(artifact_id)

    def _new_key(self, artifact_id: str) -> FileKey:
        secret = FileKey(secrets.token_bytes(FILE_ID_BYTES), secrets.token_bytes(KEY_BYTES))
        wrapped = self._ring.wrap(secret.key, _bound_to(artifact_id, secret.file_id))
        self._keys.put(artifact_id, WrappedKey(secret.file_id, wrapped))
        return secret

    def _unwrapped(self, artifact_id: str, found: WrappedKey) -> FileKey:
        key = self._ring.unwrap(found.wrapped, _bound_to(artifact_id, found.file_id))
        if key is None:
            raise VaultLocked
        return FileKey(found.file_id, key)

    def _has_arrived(self, artifact_id: str, secret: FileKey) -> bool:
        """Whether what is complete may stand: it was not discarded while somebody wrote it."""
        with self._lock:
            self._arriving.pop(artifact_id, None)
            found = self._keys.find(artifact_id)
            return found is not None and found.file_id == secret.file_id


def _bound_to(artifact_id: str, file_id: bytes) -> bytes:
    return file_id + artifact_id.encode()
