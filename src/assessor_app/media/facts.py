"""What is known of a recording once it was looked through: facts that screens turn into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """The worst of what is wrong with a recording."""

    NOT_A_RECORDING = "not-a-recording"
    """Nothing can be made of the bytes: empty, noise, a text, a file without its table of contents."""
    NO_PICTURE = "no-picture"
    """It says that it holds a recording, but nothing can be decoded from its start."""
    BREAKS_OFF = "breaks-off"
    """It ends before the length it declares itself."""
    DAMAGED_END = "damaged-end"
    """All of it is there, but its end cannot be decoded."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """`width` and `height` as shown (after `rotation`, degrees clockwise); `fps_mean` 0.0 without video.

    `duration_us` runs from the first presented frame to the end of the last one that is really there, on the edited
    timeline; `declared_us` is what the file says of itself, 0 when it says nothing. `start_us` is what the file calls
    the time of its first presented frame.
    """

    duration_us: int = 0
    declared_us: int = 0
    start_us: int = 0
    width: int = 0
    height: int = 0
    rotation: int = 0
    fps_mean: float = 0.0
    frame_count: int = 0
    is_variable: bool = False
    has_audio: bool = False
    has_video: bool = False
    codec: str = ""
    audio_codec: str = ""
    container: str = ""
    trouble: Trouble | None = None

    @property
    def is_decodable(self) -> bool:
        """Whether pictures or sound come out of it, if only up to a break."""
        return self.trouble not in (Trouble.NOT_A_RECORDING, Trouble.NO_PICTURE)

    def having(self, trouble: Trouble | None) -> MediaFacts:
        return replace(self, trouble=trouble)

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> MediaFacts:
        """Raises KeyError, TypeError or ValueError for anything else than a document of ours."""
        given = {field.name: document[field.name] for field in fields(cls) if field.name != "trouble"}
        for field in fields(cls):
            if field.name != "trouble" and type(given[field.name]) is not type(field.default):
                raise TypeError(field.name)
        trouble = document["trouble"]
        return cls(**given, trouble=None if trouble is None else Trouble(trouble))
