"""Write an export: whole or not at all, and never over something else without being told to."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from assessor_app.services.refusals import Refusal


class NotExported(Refusal):
    """Nothing was written. The message says why, and what to do."""


def write_all(path: Path, files: Mapping[str, bytes], *, is_forced: bool = False) -> tuple[Path, ...]:
    """Write each of `files` (what goes behind the name's stem -> content) beside `path`. Raises NotExported.

    All are there or none, but for a disk that fails between two renames.
    """
    places = {path.with_name(f"{path.stem}{suffix}{path.suffix}"): data for suffix, data in files.items()}
    if not path.parent.is_dir():
        raise NotExported(f"Nothing was exported: there is no folder {path.parent}. Make it, or choose another.")
    taken = [place for place in places if place.exists()]
    if any(place.is_dir() for place in taken):
        raise NotExported(f"Nothing was exported: {taken[0].name} is a folder. Name a file in it.")
    if taken and not is_forced:
        raise NotExported(
            f"Nothing was exported: {taken[0].name} is there already. Choose another name, or ask to replace it."
        )
    parts: dict[Path, Path] = {}
    try:
        for place, data in places.items():
            parts[place] = _part(place, data)
        for place, part in parts.items():
            part.replace(place)
    except OSError as error:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise NotExported(f"Nothing was exported: {_reason(error)}") from error
    return tuple(places)


def _part(place: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.stem[:40]}-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return part


def _reason(error: OSError) -> str:
    words = error.strerror or str(error)
    return f"{words}. Free some space or choose another folder, then try again."
