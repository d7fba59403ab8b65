"""Caption files beside a recording: which artifacts are captions, and of which video."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from assessor_app.domain.submission import Artifact

_TYPES = frozenset({"text/vtt", "application/x-subrip", "text/srt", "application/srt"})
_ENDINGS = (".vtt", ".srt")


def is_caption_file(artifact: Artifact) -> bool:
    media_type = artifact.media_type.partition(";")[0].strip().lower()
    return media_type in _TYPES or artifact.name.strip().lower().endswith(_ENDINGS)


def caption_files_of(video: Artifact, artifacts: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """Return the caption files of this video: those that share its name, or any when it is the only one.

    `Lesson.en.vtt` and `Lesson video captions` belong to `Lesson.mp4` and `Lesson video`; of two videos whose names
    both fit the longer name counts.
    """
    parts = tuple(artifacts)
    timed = tuple(part for part in parts if part.media_type.startswith(("video/", "audio/")))
    return tuple(part for part in parts if is_caption_file(part) and _owner(part, timed) == video)


def without_caption_files(artifacts: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """Leave out what is read together with its video."""
    parts = tuple(artifacts)
    owned = {captions for part in parts for captions in caption_files_of(part, parts)}
    return tuple(part for part in parts if part not in owned)


def _owner(captions: Artifact, timed: tuple[Artifact, ...]) -> Artifact | None:
    name = _stem(captions)
    named = [part for part in timed if _stem(part) and name.startswith(_stem(part))]
    if named:
        return max(named, key=lambda part: len(_stem(part)))
    return timed[0] if len(timed) == 1 else None


def _stem(artifact: Artifact) -> str:
    name = artifact.name.strip().casefold()
    return str(PurePosixPath(name).with_suffix("")) if "." in name.strip(".") else name
