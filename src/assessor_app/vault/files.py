"""The vault of this release: media as plain files under names that say nothing, as seekable bytes."""

import errno
import hashlib
import os
import shutil
import threading
from pathlib import Path

from assessor_app.services.vault_ports import DiskFull, MediaSource, NotOnThisLaptop, StillOpen
from assessor_app.vault.folders import sync_folder

_HEADROOM = 1.1  # leave the laptop some room: its database must go on saving
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNFINISHED = ".part"
_TO_DISCARD = ".discard"


class FileSource:
    """MediaSource over a plain file, which this release allows. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._size = os.fstat(self._fd).st_size
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end. Raises ValueError once closed."""
        with self._lock:  # a close in another thread must not hand our number to somebody else's file
            if self._fd < 0:
                raise ValueError("this evidence was closed")
            return _read_at(self._fd, offset, length)

    def close(self) -> None:
        with self._lock:
            if self._fd >= 0:
                os.close(self._fd)
                self._fd = -1


class FileSink:
    """MediaSink into an unfinished file; how far it came is its length, so a resume needs no notes."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._offset = os.fstat(self._fd).st_size

    @property
    def offset(self) -> int:
        return self._offset

    def write(self, data: bytes) -> None:
        os.lseek(self._fd, self._offset, os.SEEK_SET)
        view = memoryview(data)
        while view:
            try:
                written = os.write(self._fd, view)
            except OSError as error:
                if error.errno in _NO_ROOM:
                    raise DiskFull(error.errno, "no room for more evidence") from error
                raise
            self._offset += written
            view = view[written:]

    def read_at(self, offset: int, length: int) -> bytes:
        return _read_at(self._fd, offset, length)

    def sync(self) -> None:
        try:
            os.fsync(self._fd)
        except OSError as error:
            if error.errno in _NO_ROOM:  # delayed allocation finds out late
                raise DiskFull(error.errno, "no room for more evidence") from error
            raise

    def truncate(self, offset: int) -> None:
        os.ftruncate(self._fd, offset)
        self._offset = offset

    def complete(self) -> None:
        """Make the file the artifact's bytes. Raises ValueError while bytes are missing."""
        if self._offset != self._size:
            raise ValueError(f"{self._offset} of {self._size} bytes are here")
        self.sync()
        self.close()
        self._path.replace(self._path.with_suffix(""))
        sync_folder(self._path.parent)

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class FileVault:
    """Vault over the folder `root`, made when missing and readable by its owner only.

    A file that cannot go while somebody has it open (Windows) is marked by an empty one beside it: it counts as
    gone at once, and every start and every further discard tries again.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        root.chmod(0o700)
        self._discard_marked()

    def open(self, artifact_id: str) -> MediaSource:
        path = self._path(artifact_id)
        if path.with_suffix(_TO_DISCARD).exists():
            raise NotOnThisLaptop(artifact_id)
        try:
            return FileSource(path)
        except FileNotFoundError as error:
            raise NotOnThisLaptop(artifact_id) from error

    def sink(self, artifact_id: str, size: int) -> FileSink:
        path = self._path(artifact_id)
        if path.with_suffix(_TO_DISCARD).exists() and not _is_gone(path):
            raise StillOpen(errno.EACCES, "the discarded evidence is still open")
        unfinished = path.with_suffix(_UNFINISHED)
        here = unfinished.stat().st_size if unfinished.exists() else 0
        if int((size - here) * _HEADROOM) > self.free_bytes():
            raise DiskFull(errno.ENOSPC, "no room for this evidence")
        return FileSink(unfinished, size)

    def discard(self, artifact_id: str) -> None:
        path = self._path(artifact_id)
        if not _is_gone(path):
            path.with_suffix(_TO_DISCARD).touch()
        self._discard_marked()
        sync_folder(self._root)

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._root).free

    def _path(self, artifact_id: str) -> Path:
        return self._root / hashlib.sha256(artifact_id.encode()).hexdigest()

    def _discard_marked(self) -> None:
        for mark in self._root.glob(f"*{_TO_DISCARD}"):
            _is_gone(mark.with_suffix(""))


def _is_gone(path: Path) -> bool:
    """Remove the bytes under that name, then the mark; False while somebody has them open."""
    try:
        for each in (path, path.with_suffix(_UNFINISHED), path.with_suffix(_TO_DISCARD)):
            each.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True


def _read_at(fd: int, offset: int, length: int) -> bytes:
    parts = []
    while length > 0:
        part = _read_once(fd, offset, length)
        if not part:
            break
        parts.append(part)
        offset += len(part)
        length -= len(part)
    return b"".join(parts)


def _read_once(fd: int, offset: int, length: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(fd, length, offset)
    os.lseek(fd, offset, os.SEEK_SET)  # Windows; callers hold a lock or are alone
    return os.read(fd, length)
