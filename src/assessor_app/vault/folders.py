"""Folders that must survive a power cut."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make renames and removals in `folder` last. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
