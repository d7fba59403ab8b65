"""Bytes at places in files, with a full disk told from a broken one."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessor_app.services.vault_ports import DiskFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BINARY = getattr(os, "O_BINARY", 0)


def open_to_read(path: Path) -> int:
    """Raises FileNotFoundError."""
    return os.open(path, os.O_RDONLY | _BINARY)


def open_to_write(path: Path) -> int:
    """Readable by its owner alone."""
    return os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)


@contextmanager
def told_when_full() -> Iterator[None]:
    """Raises DiskFull for what the system says when there is no room."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM and not isinstance(error, DiskFull):
            raise DiskFull(error.errno, "no room for more evidence") from error
        raise


def reserve(fd: int, length: int) -> None:
    """Take the room now, so that a disk that fills up is met before hours of download. Raises DiskFull."""
    if hasattr(os, "posix_fallocate") and os.fstat(fd).st_size < length:
        with told_when_full():
            try:
                os.posix_fallocate(fd, 0, length)
            except OSError as error:
                if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
                    raise


def read_at(fd: int, offset: int, length: int) -> bytes:
    """Return fewer bytes only where the file ends. On Windows one caller at a time."""
    first = _read_once(fd, offset, length)
    if len(first) == length or not first:
        return first
    parts, left = [first], length - len(first)
    while left > 0 and (part := _read_once(fd, offset + length - left, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def write_at(fd: int, offset: int, data: bytes) -> None:
    """Raises DiskFull."""
    view = memoryview(data)
    with told_when_full():
        while view:
            written = _write_once(fd, offset, view)
            offset += written
            view = view[written:]


def sync(fd: int) -> None:
    """Raises DiskFull: delayed allocation finds out late."""
    with told_when_full():
        os.fsync(fd)


def _read_once(fd: int, offset: int, length: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(fd, length, offset)
    os.lseek(fd, offset, os.SEEK_SET)
    return os.read(fd, length)


def _write_once(fd: int, offset: int, view: memoryview) -> int:
    if hasattr(os, "pwrite"):
        return os.pwrite(fd, view, offset)
    os.lseek(fd, offset, os.SEEK_SET)
    return os.write(fd, view)
