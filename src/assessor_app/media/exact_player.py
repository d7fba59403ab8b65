"""Any engine, made exact to the frame when paused: its still pictures are decoded one by one, by number."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtMultimedia import QVideoFrame

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media.frame_paint import FramePainter
from assessor_app.media.frame_times import FrameTimes, read_frame_times
from assessor_app.media.player import AudioTrack, Player, PlayerState, RunApart
from assessor_app.media.source_file import SharedSource
from assessor_app.media.still_cache import MOST_BYTES, Still
from assessor_app.media.still_paint import video_frame_of
from assessor_app.media.still_reel import StillReel
from assessor_app.services.vault_ports import MediaSource

STILL_ENGINE = "pyav"
SETTLED_MS = 120
_LONGEST_HOLD_MS = 2_000
_CATCHING_UP_US = 500_000
_ASTRAY_US = 100_000
_AT_REST = frozenset({PlayerState.PAUSED, PlayerState.ENDED})


class ExactPlayer(QObject):
    """Follows the Player port of `media.player`; what is exact when is said there.

    `run_frames` decodes stills: a lane of their own, one work after the other. `run_apart` reads the frame times;
    without it somebody has to call `set_frame_times`, and until then everything comes from the engine.
    """

    frame_changed = Signal()
    frame_painted = Signal(object)
    state_changed = Signal(str)
    duration_changed = Signal(object)
    rate_changed = Signal(float)
    failed = Signal(str)

    def __init__(
        self,
        engine: Player,
        run_frames: RunApart,
        run_apart: RunApart | None = None,
        parent: QObject | None = None,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """`most_bytes` of decoded frames are kept around the playhead."""
        super().__init__(parent)
        self._most_bytes = most_bytes
        self._engine = engine
        self._run_frames = run_frames
        self._painter = FramePainter()
        self._run_apart = run_apart
        self._state = engine.state
        self._source: SharedSource | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._follow)
        # Never from inside a paint or a state change: what comes of it changes both.
        self._resting = QTimer(self, singleShot=True, interval=0)
        self._resting.timeout.connect(self._come_to_rest)
        self._hold = QElapsedTimer()
        self._reel: StillReel | None = None
        self._forget()
        engine.frame_changed.connect(self._on_engine_frame)
        engine.frame_painted.connect(self._on_engine_painted)
        engine.state_changed.connect(self._on_engine_state)
        engine.duration_changed.connect(self.duration_changed.emit)
        engine.rate_changed.connect(self.rate_changed.emit)
        engine.failed.connect(self.failed.emit)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.close)

    def _forget(self) -> None:
        self._painter.forget()
        self._settled.stop()
        self._resting.stop()
        reel, self._reel = self._reel, None
        if reel is not None:
            reel.close()
        self._times: FrameTimes | None = None
        self._painted: TimeSpan | None = None
        self._is_engine_painting = False
        self._leave_stills()

    def _leave_stills(self) -> None:
        """From now on the engine's pictures are shown."""
        # The frame asked for (it may still be on its way), and the one on screen.
        self._at: int | None = None
        self._still: Still | None = None
        self._picture: QVideoFrame | None = None
        # Where the engine was sent after it.
        self._followed: int | None = None

    @property
    def engine_name(self) -> str:
        return self._engine.engine_name

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def duration_us(self) -> int:
        return self._engine.duration_us

    @property
    def rate(self) -> float:
        return self._engine.rate

    @property
    def frame_times(self) -> FrameTimes | None:
        return self._times

    @property
    def audio_tracks(self) -> tuple[AudioTrack, ...]:
        return self._engine.audio_tracks

    def open(self, source: MediaSource, media_type: str) -> None:
        self.close()
        shared = self._source = SharedSource(source)
        self._engine.open(shared, media_type)
        if self._run_apart is not None and media_type.startswith("video/"):
            read = partial(read_frame_times, shared, lambda: shared.is_closed or self._times is not None)
            self._run_apart(read, lambda times: self._take_times(shared, times))

    def close(self) -> None:
        self._forget()
        self._engine.close()
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def set_frame_times(self, times: Sequence[int]) -> None:
        if self._source is None or self._times is not None or not len(times):
            return
        self._engine.set_frame_times(times)
        self._times = FrameTimes(times)
        self._reel = StillReel(self._source, self._times, self._run_frames, self, self._most_bytes)
        self._reel.arrived.connect(self._show)
        self._reel.gave_up.connect(self._do_without_stills)
        self._resting.start()

    def play(self) -> None:
        self._settled.stop()
        if self._reel is not None:
            self._reel.stop()
        if self._state is PlayerState.PAUSED and self._times is not None and self._at is not None:
            if self._followed != self._at:
                self._engine.seek(self._times.span(self._at)[0])
            # The still stays on screen until the engine's pictures go on from it.
            self._followed = None
            self._hold.start()
        if self._still is None or self._state is PlayerState.ENDED:
            self._leave_stills()
        self._engine.play()

    def pause(self) -> None:
        self._engine.pause()

    def seek(self, at_us: int) -> None:
        if self._reel is not None and self._times is not None and self._state in _AT_REST:
            self._go(self._times.index_at(at_us))
            return
        if self._state is PlayerState.PLAYING and self._still is not None and self._times is not None:
            # The engine has not taken over yet: the still stays for the new place as well.
            self._at = self._times.index_at(at_us)
            self._hold.start()
        self._engine.seek(at_us)

    def step(self, frames: int) -> None:
        if self._state not in _AT_REST:
            return
        here = self._here()
        if here is None:
            self._engine.step(frames)
        else:
            self._go(here + frames)

    def set_rate(self, rate: float) -> None:
        self._engine.set_rate(rate)

    def set_volume(self, volume: float) -> None:
        self._engine.set_volume(volume)

    def set_muted(self, is_muted: bool) -> None:
        self._engine.set_muted(is_muted)

    def set_boost(self, gain: float) -> None:
        self._engine.set_boost(gain)

    def set_audio_track(self, number: int) -> None:
        self._engine.set_audio_track(number)

    def painted(self) -> TimeSpan | None:
        return self._painted

    def paint(self, painter: QPainter, target: QRectF) -> bool:
        if self._still is None:
            return self._paint_engine(painter, target, is_said=True)
        if self._state is PlayerState.PLAYING and self._has_engine_taken_over(painter, target):
            return True
        self._paint_still(painter, target)
        return True

    def _here(self) -> int | None:
        """Return the number of the frame that steps count from; None when that cannot be told."""
        if self._reel is None or self._times is None:
            return None
        if self._at is not None:
            return self._at
        if self._state is PlayerState.ENDED:
            return len(self._times) - 1
        return None if self._painted is None else self._times.nearest(self._painted.start_us)

    def _go(self, number: int) -> None:
        self._set_state(PlayerState.PAUSED)
        self._want(number)

    def _want(self, number: int) -> None:
        assert self._reel is not None
        assert self._times is not None
        number = self._at = min(max(number, 0), len(self._times) - 1)
        still = self._reel.want(number)
        if still is not None:
            self._show(still)
        self._settled.start()

    def _show(self, still: Still) -> None:
        picture = video_frame_of(still)
        if not picture.isValid():
            self._do_without_stills()
            return
        self._still, self._picture = still, picture
        self.frame_changed.emit()

    def _follow(self) -> None:
        """What was sought has settled: send the engine after it, and fetch the frames around."""
        if self._state is not PlayerState.PAUSED or self._reel is None or self._times is None:
            return
        if self._at is not None and self._followed != self._at:
            self._followed = self._at
            self._engine.seek(self._times.span(self._at)[0])
        self._reel.surround()

    def _come_to_rest(self) -> None:
        """Paused on a frame of the engine's: show the true one if the engine is not sure, and know its neighbours."""
        here, painted = self._here(), self._engine.painted()
        if self._state not in _AT_REST or self._reel is None or here is None or painted is None:
            return
        if self._at is None and painted.uncertainty_us:
            self._want(here)
            return
        self._reel.aim(here)
        self._settled.start()

    def _do_without_stills(self) -> None:
        """This video gives no single frames: the engine has to do, as far as it can."""
        reel, self._reel = self._reel, None
        if reel is not None:
            reel.close()
        at, times = self._at, self._times
        self._leave_stills()
        if at is not None and times is not None and self._state in _AT_REST:
            self._engine.seek(times.span(at)[0])
        self.frame_changed.emit()

    def _paint_engine(self, painter: QPainter, target: QRectF, *, is_said: bool) -> bool:
        self._is_engine_painting = True
        try:
            has_painted = self._engine.paint(painter, target)
        finally:
            self._is_engine_painting = False
        if has_painted and is_said:
            self._say_painted(self._engine.painted())
        return has_painted

    def _has_engine_taken_over(self, painter: QPainter, target: QRectF) -> bool:
        """Paint the engine's frame and tell whether it goes on from the still; else the still belongs over it."""
        if not self._paint_engine(painter, target, is_said=False) or self._times is None or self._at is None:
            return False
        painted, from_us = self._engine.painted(), self._times.span(self._at)[0]
        if painted is None:
            return False
        is_on = 0 <= painted.end_us - 1 - from_us <= _CATCHING_UP_US * max(self.rate, 1.0)
        # One that does not know where it is may show a picture from before the jump, or none of the file at all.
        is_astray = painted.uncertainty_us > _ASTRAY_US
        if (is_astray or not is_on) and not self._hold.hasExpired(_LONGEST_HOLD_MS):
            return False
        self._leave_stills()
        self._say_painted(painted)
        return True

    def _paint_still(self, painter: QPainter, target: QRectF) -> None:
        assert self._picture is not None
        assert self._still is not None
        assert self._times is not None
        self._painter.paint(self._picture, painter, target)
        start, end = self._times.span(self._still.number)
        self._say_painted(TimeSpan(start, end, STILL_ENGINE))

    def _say_painted(self, span: TimeSpan | None) -> None:
        is_news = span is not None and span != self._painted
        self._painted = span
        if is_news and span is not None:
            if self._still is None and self._state in _AT_REST:
                self._resting.start()
            self.frame_painted.emit(span.start_us)

    def _take_times(self, source: SharedSource, times: Sequence[int]) -> None:
        if source is self._source:
            self.set_frame_times(times)

    def _on_engine_frame(self) -> None:
        if self._still is None or self._state is PlayerState.PLAYING:
            self.frame_changed.emit()

    def _on_engine_painted(self, at_us: int) -> None:
        # Sound alone is never painted; its time passes all the same.
        if not self._is_engine_painting and self._still is None:
            self._say_painted(self._engine.painted())

    def _on_engine_state(self, word: str) -> None:
        state = PlayerState(word)
        was_playing = self._state is PlayerState.PLAYING
        if state is PlayerState.FAILED:
            self._forget()
        elif was_playing and (state is PlayerState.ENDED or self._hold.hasExpired(_LONGEST_HOLD_MS)):
            self._leave_stills()
        self._set_state(state)
        if state in _AT_REST and self._reel is not None:
            self._resting.start()

    def _set_state(self, state: PlayerState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state.value)
