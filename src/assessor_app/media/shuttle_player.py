"""A player that also plays backwards, which no engine can: it shows one exact frame after the other, without sound."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import AudioTrack, Player, PlayerState, SignalPort
from assessor_app.media.shuttle import NORMAL, SPEEDS, Descent
from assessor_app.services.vault_ports import MediaSource

_TICK_MS = 15
_PATIENCE_S = 1.0
_RUNNING = (PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED)


class ShuttlePlayer(QObject):
    """Follows the Player port of `media.player`, around another one. Here `set_rate` takes negative speeds, too.

    While it runs backwards the inner player is paused and is asked for the frame of the moment; the next one is
    asked for once that was painted, so that a slow laptop leaves frames out instead of falling behind. Whatever
    is on the screen has its own time, as ever.
    """

    state_changed = Signal(str)
    rate_changed = Signal(float)

    def __init__(
        self, inner: Player, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.frame_changed: SignalPort = inner.frame_changed
        self.frame_painted: SignalPort = inner.frame_painted
        self.duration_changed: SignalPort = inner.duration_changed
        self.failed: SignalPort = inner.failed
        self._inner = inner
        self._clock = clock
        self._backwards = 0.0  # the speed, while that is the direction chosen
        self._descent: Descent | None = None  # while it really runs
        self._asked: tuple[int, float] | None = None
        self._state = inner.state
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._go_on)
        inner.state_changed.connect(self._on_state)
        inner.rate_changed.connect(self._on_rate)
        inner.frame_painted.connect(self._on_painted)

    @property
    def state(self) -> PlayerState:
        return PlayerState.PLAYING if self._descent is not None else self._inner.state

    @property
    def rate(self) -> float:
        return -self._backwards if self._backwards else self._inner.rate

    def open(self, source: MediaSource, media_type: str) -> None:
        self._turn_forwards()
        self._inner.open(source, media_type)

    def close(self) -> None:
        self._turn_forwards()
        self._inner.close()

    def play(self) -> None:
        if not self._backwards:
            self._inner.play()
        elif self._descent is None and self._inner.state in _RUNNING:
            self._inner.pause()
            self._descend()

    def pause(self) -> None:
        self._halt()
        self._inner.pause()
        self._say_state()

    def seek(self, at_us: int) -> None:
        if self._descent is not None:
            now = self._clock()
            self._descent = Descent(max(at_us, 0), now, self._backwards)
            self._asked = (max(at_us, 0), now)
        self._inner.seek(at_us)

    def set_rate(self, rate: float) -> None:
        """Negative rates run backwards, -4.0 at the fastest."""
        if rate < 0:
            self._set_backwards(min(-rate, -SPEEDS[0]))
            return
        was_running = self._descent is not None
        self._turn_forwards()
        self._inner.set_rate(rate)
        if was_running:
            self._inner.play()
        self._say_state()

    # ---- passed on -----------------------------------------------------------------------------

    @property
    def engine_name(self) -> str:
        return self._inner.engine_name

    @property
    def duration_us(self) -> int:
        return self._inner.duration_us

    @property
    def frame_times(self) -> FrameTimes | None:
        return self._inner.frame_times

    @property
    def audio_tracks(self) -> tuple[AudioTrack, ...]:
        return self._inner.audio_tracks

    def step(self, frames: int) -> None:
        self._inner.step(frames)

    def set_volume(self, volume: float) -> None:
        self._inner.set_volume(volume)

    def set_muted(self, is_muted: bool) -> None:
        self._inner.set_muted(is_muted)

    def set_boost(self, gain: float) -> None:
        self._inner.set_boost(gain)

    def set_audio_track(self, number: int) -> None:
        self._inner.set_audio_track(number)

    def set_frame_times(self, times: Sequence[int]) -> None:
        self._inner.set_frame_times(times)

    def painted(self) -> TimeSpan | None:
        return self._inner.painted()

    def paint(self, painter: Any, target: Any) -> bool:
        return self._inner.paint(painter, target)

    # ---- running backwards ---------------------------------------------------------------------

    def _set_backwards(self, speed: float) -> None:
        was_playing = self.state is PlayerState.PLAYING
        self._halt()
        self._backwards = speed
        if was_playing:
            self.play()
        self.rate_changed.emit(self.rate)

    def _descend(self) -> None:
        shown = self._inner.painted()
        self._descent = Descent(shown.start_us if shown is not None else 0, self._clock(), self._backwards)
        self._asked = None
        self._ticks.start()
        self._say_state()

    def _go_on(self) -> None:
        """Ask for the frame of this moment, unless it is shown already or another one is on its way."""
        descent, now = self._descent, self._clock()
        if descent is None or (self._asked is not None and now - self._asked[1] < _PATIENCE_S):
            return
        at_us, shown = descent.at(now), self._inner.painted()
        if shown is not None and shown.start_us <= at_us:
            self._stop_at_the_start(shown)
            return
        self._asked = (at_us, now)
        self._inner.seek(at_us)

    def _on_painted(self, at_us: int) -> None:
        shown = self._inner.painted()
        if self._descent is None or self._asked is None or shown is None:
            return
        if shown.start_us <= self._asked[0] < shown.end_us:
            self._asked = None  # if it was the first frame, the next tick stops: a loop may turn there before

    def _stop_at_the_start(self, shown: TimeSpan) -> None:
        if shown.start_us == 0:
            self._turn_forwards()
            self._inner.set_rate(NORMAL)
            self._say_state()

    def _turn_forwards(self) -> None:
        was_backwards = self._backwards > 0
        self._halt()
        self._backwards = 0.0
        if was_backwards:
            self.rate_changed.emit(self.rate)

    def _halt(self) -> None:
        self._ticks.stop()
        self._descent = self._asked = None

    # ---- what the inner player says --------------------------------------------------------------

    def _on_state(self, state: str) -> None:
        if self._descent is not None and state not in _RUNNING:
            self._turn_forwards()
        self._say_state()

    def _on_rate(self, rate: float) -> None:
        if not self._backwards:
            self.rate_changed.emit(rate)

    def _say_state(self) -> None:
        if self.state is not self._state:
            self._state = self.state
            self.state_changed.emit(self._state.value)
