"""Looks for known words in every file below some folders, and in what /proc tells everybody about a process."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HEADS = {b"\xff\xd8\xff": "a picture", b"\x89PNG": "a picture", b"RIFF": "a recording", b"%PDF": "a document"}
_FTYP = b"ftyp"


def found_in(folder: Path, words: Mapping[str, bytes]) -> list[str]:
    """Name what is readable: (file, which words), and files that begin as pictures and recordings do."""
    found: list[str] = []
    for file in sorted(folder.rglob("*")):
        if not stat.S_ISREG(file.lstat().st_mode):
            continue
        found += _readable(f"{file.relative_to(folder)}", os.fsencode(file.name) + b"\n" + file.read_bytes(), words)
        found += [f"{file.relative_to(folder)} begins as {kind}" for kind in _head_of(file)]
    return found


def found_in_process(pid: int, words: Mapping[str, bytes]) -> list[str]:
    """Its command line, environment and open files without a name, and those of all its children."""
    found: list[str] = []
    for each in _family(pid):
        home = Path(f"/proc/{each}")
        for name in ("cmdline", "environ"):
            found += _readable(f"{each}/{name}", _read(home / name), words)
        for handle in _handles(home):
            found += _readable(f"{each}/{handle.name}", _read(handle), words)
    return found


def _readable(where: str, data: bytes, words: Mapping[str, bytes]) -> Iterator[str]:
    for what, word in words.items():
        wide = word.decode("latin-1").encode("utf-16-le")
        if word in data or wide in data:
            yield f"{where} shows {what}"


def _head_of(file: Path) -> Iterable[str]:
    with file.open("rb") as opened:
        head = opened.read(12)
    if head[4:8] == _FTYP:
        yield "a recording"
    yield from (kind for start, kind in HEADS.items() if head.startswith(start))


def _family(pid: int) -> list[int]:
    """The process and everything it started."""
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    family = [pid]
    for each in family:
        family += [child for child, parent in parents.items() if parent == each]
    return family


def _parent(home: Path) -> int:
    status = _read(home / "stat").decode(errors="replace").rpartition(")")[2].split()
    return int(status[1]) if len(status) > 1 else 0


def _handles(home: Path) -> Iterator[Path]:
    """Open files that were deleted, or never had a name: shared memory and temporary files."""
    try:
        listed = list((home / "fd").iterdir())
    except OSError:
        return
    for handle in listed:
        try:
            is_nameless = os.readlink(handle).endswith("(deleted)")
            if is_nameless and stat.S_ISREG(handle.stat().st_mode):
                yield handle
        except OSError:
            continue


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
