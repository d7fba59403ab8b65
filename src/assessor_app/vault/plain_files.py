"""Evidence that an earlier release left as plain files: sealed one by one, or removed, and never shown as it is.

That release called a file by the SHA-256 of its artifact's id, with `.part` behind an unfinished and `.discard` beside
a discarded one.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.vault_ports import DiskFull, MediaSink
from assessor_app.vault.folders import sync_folder

_NAME = re.compile(r"[0-9a-f]{64}")
_AT_ONCE = 1 << 20


def plain_files(root: Path) -> tuple[Path, ...]:
    return tuple(file for file in root.iterdir() if _NAME.fullmatch(file.name.partition(".")[0]))


@dataclass(frozen=True, slots=True)
class Sealing:
    """Where sealed files begin, and how one that cannot be finished goes."""

    sink: Callable[[str, int], MediaSink]
    discard: Callable[[str], None]
    is_cancelled: Callable[[], bool]


def seal_plain_files(root: Path, artifact_ids: Iterable[str], sealing: Sealing) -> None:
    """Seal what belongs to these artifacts and is whole; everything else goes, and what the disk has no room for.

    Cancelled, it leaves the rest for the next time.
    """
    if not plain_files(root):
        return
    for artifact_id in artifact_ids:
        if sealing.is_cancelled():
            return
        plain = root / hashlib.sha256(artifact_id.encode()).hexdigest()
        is_wanted = plain.exists() and not plain.with_suffix(".discard").exists()
        if is_wanted and not _is_done_with(plain, artifact_id, sealing):
            return
    for left in plain_files(root):
        left.unlink(missing_ok=True)
    sync_folder(root)


def _is_done_with(plain: Path, artifact_id: str, sealing: Sealing) -> bool:
    """False when it was cancelled: the next time goes on where it stopped."""
    try:
        if not _is_sealed(plain, artifact_id, sealing):
            return False
    except DiskFull:
        sealing.discard(artifact_id)
    failpoint("vault.plain_removed")
    plain.unlink()
    return True


def _is_sealed(plain: Path, artifact_id: str, sealing: Sealing) -> bool:
    sink = sealing.sink(artifact_id, plain.stat().st_size)
    try:
        with plain.open("rb") as file:
            file.seek(sink.offset)
            while piece := file.read(_AT_ONCE):
                sink.write(piece)
                if sealing.is_cancelled():
                    return False
        sink.complete()
    finally:
        sink.close()
    return True
