"""The Player port: what the workbench needs of a video engine, whichever engine it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media.frame_times import FrameTimes
from assessor_app.services.vault_ports import MediaSource

RunApart = Callable[[Callable[[], Any], Callable[[Any], None]], None]
"""Runs the first on a worker thread and hands its result to the second on the UI thread."""


class PlayerState(StrEnum):
    EMPTY = "empty"
    LOADING = "loading"
    PAUSED = "paused"
    PLAYING = "playing"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One of the sound tracks of a file; `number` counts from 0 in the order of the file."""

    number: int
    title: str
    language: str


class SignalPort(Protocol):
    """The part of a Qt signal that listeners use."""

    def connect(self, slot: Callable[..., Any], /) -> Any: ...
    def disconnect(self, slot: Callable[..., Any], /) -> Any: ...


class PlayerSignals(Protocol):
    """What a player says: `frame_changed()` when a new frame wants painting, `frame_painted(int at_us)` once it was
    painted, `state_changed(str)`, `duration_changed(int us)`, `rate_changed(float)`, `failed(str sentence)` with a
    plain sentence for the assessor.
    """

    @property
    def frame_changed(self) -> SignalPort: ...
    @property
    def frame_painted(self) -> SignalPort: ...
    @property
    def state_changed(self) -> SignalPort: ...
    @property
    def duration_changed(self) -> SignalPort: ...
    @property
    def rate_changed(self) -> SignalPort: ...
    @property
    def failed(self) -> SignalPort: ...


class Player(PlayerSignals, Protocol):
    """One open video or audio at a time. All calls on the UI thread; times are integer microseconds.

    Zero is the first presented frame on the edited timeline: edit lists, a clock that does not begin at zero or lies
    below it, and frames nobody can decode at the start of a broadcast are taken into account.

    What is exact: `painted` always belongs to the picture last painted, and `uncertainty_us` bounds how far off it can
    be; 0 means the very presentation time of that frame. QtMultimedia is exact paused and playing. libVLC is never: it
    tells no frame's time. Within `media.exact_player` paused pictures are exact for every engine as soon as
    `frame_times` are known, seeking and stepping included; then only libVLC playing leaves an uncertainty. Sound alone
    has no frames and is never exact.
    """

    @property
    def engine_name(self) -> str: ...
    @property
    def state(self) -> PlayerState: ...
    @property
    def duration_us(self) -> int: ...
    @property
    def rate(self) -> float: ...
    @property
    def frame_times(self) -> FrameTimes | None:
        """When each frame is shown; None until that is known, and for sound."""

    def open(self, source: MediaSource, media_type: str) -> None:
        """Load and show the first frame, paused. Takes over `source` and closes it."""

    def close(self) -> None: ...
    def play(self) -> None: ...
    def pause(self) -> None: ...
    def seek(self, at_us: int) -> None:
        """Show the frame that is on screen at `at_us` (clamped to the media)."""

    def step(self, frames: int) -> None:
        """Move by whole frames while paused; negative goes back."""

    def set_rate(self, rate: float) -> None: ...
    def set_volume(self, volume: float) -> None:
        """0.0 to 1.0, as a person hears it (the engine turns it into power)."""

    def set_muted(self, is_muted: bool) -> None: ...
    def set_boost(self, gain: float) -> None:
        """1.0 to 4.0: how much louder than recorded, for quiet classrooms; never distorts by clipping hard."""

    @property
    def audio_tracks(self) -> tuple[AudioTrack, ...]: ...
    def set_audio_track(self, number: int) -> None: ...
    def set_frame_times(self, times: Sequence[int]) -> None:
        """The presentation times of all frames of what is open, microseconds as the file counts them."""

    def painted(self) -> TimeSpan | None:
        """Time of the frame last painted, None before the first. This, never a clock, is what a mark stores."""

    def paint(self, painter: Any, target: Any) -> bool:
        """Paint the current frame into `target` (QPainter, QRectF), upright, aspect kept; False without a frame."""
