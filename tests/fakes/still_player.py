"""A player without an engine: it shows the frame a test says it shows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import AudioTrack, PlayerState
from assessor_app.services.vault_ports import MediaSource

FRAME_US = 40_000


class StillPlayer(QObject):
    """Fulfils `media.player.Player`, 25 frames a second, ten minutes long. `calls` says what was asked of it."""

    frame_changed = Signal()
    frame_painted = Signal(object)
    state_changed = Signal(str)
    duration_changed = Signal(object)
    rate_changed = Signal(float)
    failed = Signal(str)

    engine_name = "still"
    duration_us = 600_000_000

    def __init__(self, at_us: int | None = 0) -> None:
        super().__init__()
        self.at_us = at_us
        self.state = PlayerState.PAUSED
        self.rate = 1.0
        self.frame_us = FRAME_US
        self.frame_times: FrameTimes | None = FrameTimes(range(0, self.duration_us, FRAME_US))
        self.calls: list[str] = []
        self.audio_tracks: tuple[AudioTrack, ...] = ()

    def painted(self) -> TimeSpan | None:
        self.calls.append("painted")
        if self.at_us is None or self.state is PlayerState.EMPTY:
            return None
        return TimeSpan(self.at_us, self.at_us + self.frame_us, "still", 20_000)

    def open(self, source: MediaSource, media_type: str) -> None:
        source.close()
        self.state = PlayerState.PAUSED
        self.state_changed.emit(self.state.value)

    def close(self) -> None:
        self.state = PlayerState.EMPTY

    def play(self) -> None:
        self.state = PlayerState.PLAYING
        self.state_changed.emit(self.state.value)

    def pause(self) -> None:
        self.state = PlayerState.PAUSED
        self.state_changed.emit(self.state.value)

    def seek(self, at_us: int) -> None:
        self.at_us = at_us
        self.frame_painted.emit(at_us)

    def step(self, frames: int) -> None:
        self.seek(max(0, (self.at_us or 0) + frames * FRAME_US))

    def set_rate(self, rate: float) -> None:
        if rate != self.rate:
            self.rate = rate
            self.rate_changed.emit(rate)

    def set_volume(self, volume: float) -> None:
        self.calls.append(f"volume {volume}")

    def set_muted(self, is_muted: bool) -> None:
        self.calls.append(f"muted {is_muted}")

    def set_boost(self, gain: float) -> None:
        self.calls.append(f"boost {gain}")

    def set_audio_track(self, number: int) -> None:
        self.calls.append(f"track {number}")

    def set_frame_times(self, times: Sequence[int]) -> None:
        self.frame_times = FrameTimes(times)

    def paint(self, painter: Any, target: Any) -> bool:
        return False
