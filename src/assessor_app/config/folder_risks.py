"""Where a profile must not lie: on network drives, roaming profiles and folders that a cloud service copies.

A database on such a place is damaged sooner or later, and evidence of children leaves the laptop.
"""

import os
import sys
from pathlib import Path, PureWindowsPath

_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "sync.com",
    "pcloud drive",
)
_SERVED = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ceph", "glusterfs", "ncpfs"})
_SERVED_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.onedrive")
_ROAMING = ("appdata", "roaming")
_KIND = 2  # of the fields in a table of mounts
_REMOTE_DRIVE = 4  # GetDriveTypeW


def risk_of(folder: Path, mounts: str | None = None, platform: str = sys.platform) -> str:
    """Return why this folder is no place for a profile and what to do, empty when it is one.

    `mounts` is a table like /proc/self/mounts; without it this machine's own is read.
    """
    words = _synced_by(folder) or _served(folder, mounts, platform)
    if not words:
        return ""
    return (
        f"The folder {folder} {words}. Databases are damaged there, and evidence would leave this laptop."
        " Choose a folder on the laptop's own disk with --basedir."
    )


def is_refused(folder: Path, mounts: str | None = None, platform: str = sys.platform) -> bool:
    """Whether no profile may be made there; one that is there already is opened with a warning, to save what it has."""
    return bool(risk_of(folder, mounts, platform))


def _synced_by(folder: Path) -> str:
    for part in (part.lower() for part in folder.parts):
        for name in _SYNCED:
            if part == name or part.startswith((f"{name} -", f"{name}-", f"{name} (")):
                return f"is copied by a cloud service ({name})"
    return ""


def _served(folder: Path, mounts: str | None, platform: str) -> str:
    text = str(folder)
    if text.startswith((r"\\", "//")) and not text.startswith((r"\\?\C", r"\\.")):
        return "is on a network drive"
    if platform == "win32":
        lower = [part.lower() for part in PureWindowsPath(text).parts]
        if any(tuple(lower[at : at + 2]) == _ROAMING for at in range(len(lower))):
            return "is in a roaming profile"
        return "is on a network drive" if _is_remote_drive(PureWindowsPath(text).drive) else ""
    kind = _kind_of_mount(text, _mounts() if mounts is None else mounts)
    return f"is on a network drive ({kind})" if kind in _SERVED or kind.startswith(_SERVED_FUSE) else ""


def _kind_of_mount(folder: str, mounts: str) -> str:
    """The file system of the longest mount point that the folder lies below."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) <= _KIND:
            continue
        place = fields[1].replace("\\040", " ")
        is_below = folder == place or folder.startswith(place.rstrip("/") + "/")
        if is_below and len(place) >= len(best):
            best, kind = place, fields[_KIND]
    return kind


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _is_remote_drive(drive: str) -> bool:
    if os.name != "nt" or not drive:
        return False
    import ctypes  # noqa: PLC0415 - Windows alone

    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE)  # type: ignore[attr-defined]
