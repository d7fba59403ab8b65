"""What a file really is: facts of a video or audio, read with PyAV before anything plays it."""

from dataclasses import dataclass

from assessor_app.services.ports import MediaSource


class Undecodable(Exception):
    """The bytes are not a video or audio that can be played; the message is a sentence for the assessor."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """`width` and `height` as shown (after `rotation`, degrees clockwise); `fps_mean` 0.0 without video."""

    duration_us: int
    width: int
    height: int
    rotation: int
    fps_mean: float
    is_variable: bool
    has_audio: bool
    has_video: bool
    codec: str
    is_decodable: bool


def probe(source: MediaSource) -> MediaFacts:
    """Read the facts of `source`, decoding a first frame. Leaves `source` open. Raises Undecodable."""
    raise NotImplementedError
