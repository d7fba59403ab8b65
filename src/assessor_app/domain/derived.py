"""What is computed from an artifact's bytes once and kept beside them: kinds and shapes."""

from dataclasses import dataclass
from enum import StrEnum


class DerivedKind(StrEnum):
    """Each is kept as bytes per artifact and digest; `media.derived` and `media.reading_bytes` pack and read
    them. New ones go to the end: their number is kept with the bytes."""

    FACTS = "facts"
    FRAME_TIMES = "frame-times"
    WAVEFORM = "waveform"
    THUMBNAILS = "thumbnails"
    CAPTIONS = "captions"
    OFFICE = "office"
    PDF_LOOK = "pdf-look"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Waveform:
    """Loudness over media time: `peaks[i]` is the highest level (0-255) in the step that begins at i * `step_us`."""

    step_us: int
    peaks: bytes


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG of the frame at `at_us`."""

    at_us: int
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: plain text (lines apart by a newline) on screen from `start_us` to `end_us`, end exclusive."""

    start_us: int
    end_us: int
    text: str


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    """The captions of one language, by start time; `title` and `language` are as the file says, often empty."""

    title: str
    language: str
    cues: tuple[Cue, ...]
