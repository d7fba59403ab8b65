"""The QtMultimedia engine behind the Player port."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtMultimedia import QVideoFrame

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media import sentences
from assessor_app.media.frame_paint import FramePainter
from assessor_app.media.frame_times import US_PER_MS, FrameTimes, read_frame_times
from assessor_app.media.player import AudioTrack, PlayerState, RunApart
from assessor_app.media.qt_deck import QtDeck
from assessor_app.media.seek_queue import SeekQueue
from assessor_app.media.shallow_frame import is_deep, shallow
from assessor_app.media.source_file import SharedSource
from assessor_app.services.vault_ports import MediaSource

ENGINE_NAME = "qtmultimedia"
SLOWEST, FASTEST = 0.25, 4.0
FIRST_PICTURE_MS = 8_000
SEEK_PATIENCE_MS = 4_000
_SOUND_UNCERTAINTY_US = 100_000
_GUESSED_FRAME_US = 33_333
_OPEN_STATES = frozenset({PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED})


class QtPlayer(QObject):
    """Follows the Player port of `media.player`; its documentation is there.

    `run_apart` reads the frame times on a worker as soon as something is open; without it seeking aims by
    time alone until somebody calls `set_frame_times`.
    """

    # Times as objects: a signal's int has 32 bits, some 36 minutes of microseconds.
    frame_changed = Signal()
    frame_painted = Signal(object)
    state_changed = Signal(str)
    duration_changed = Signal(object)
    rate_changed = Signal(float)
    failed = Signal(str)

    def __init__(self, run_apart: RunApart | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run_apart = run_apart
        self._painter = FramePainter()
        self._rate, self._volume, self._boost, self._is_muted = 1.0, 1.0, 1.0, False
        self._state = PlayerState.EMPTY
        self._deck: QtDeck | None = None
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._on_patience_lost)
        self._forget()
        # The engine must be gone before Python takes itself apart: its threads call into it.
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.close)

    def _forget(self) -> None:
        self._painter.forget()
        self._frame: QVideoFrame | None = None
        self._painted: TimeSpan | None = None
        self._seeks = SeekQueue()
        self._end_us = 0
        self._is_sound_only = False
        # Qt may be unable to turn ten bits into a picture: it then paints nothing and says nothing.
        self._is_too_deep = False
        self._wants_to_play = False

    @property
    def engine_name(self) -> str:
        return ENGINE_NAME

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def duration_us(self) -> int:
        return max(self._end_us - self._seeks.zero_us, 0)

    @property
    def rate(self) -> float:
        return self._rate

    @property
    def frame_times(self) -> FrameTimes | None:
        return self._seeks.times

    def open(self, source: MediaSource, media_type: str) -> None:
        self.close()
        shared = SharedSource(source)
        deck = self._deck = QtDeck(shared, self)
        deck.frame_arrived.connect(self._on_frame)
        deck.loaded.connect(self._on_loaded)
        deck.moved.connect(self._on_moved)
        deck.length_changed.connect(self._set_end)
        deck.ended.connect(self._on_ended)
        deck.broken.connect(lambda: self._fail(sentences.damaged()))
        deck.unreadable.connect(lambda: self._fail(sentences.unreadable()))
        deck.set_rate(self._rate)
        deck.set_loudness(self._volume, self._boost, is_muted=self._is_muted)
        self._set_state(PlayerState.LOADING)
        self._patience.start(FIRST_PICTURE_MS)
        deck.insert()
        if self._run_apart is not None and media_type.startswith("video/"):
            read = partial(read_frame_times, shared, lambda: shared.is_closed)
            self._run_apart(read, lambda times: self._take_times(deck, times))

    def close(self) -> None:
        self._eject()
        self._forget()
        self._set_state(PlayerState.EMPTY)

    def play(self) -> None:
        self._wants_to_play = True
        if self._deck is not None and self._state in _OPEN_STATES:
            self._deck.play()
            self._set_state(PlayerState.PLAYING)

    def pause(self) -> None:
        self._wants_to_play = False
        if self._deck is not None and self._state is PlayerState.PLAYING:
            self._deck.pause()
            self._set_state(PlayerState.PAUSED)

    def seek(self, at_us: int) -> None:
        at_us = min(max(at_us, 0), self._last_us())
        if self._state is PlayerState.LOADING:
            self._seeks.hold(at_us)
        elif self._is_sound_only and self._deck is not None:
            self._deck.move_to(-(-at_us // 1_000))  # no frame would ever tell the queue that it has arrived
        elif self._state in _OPEN_STATES and not self._is_shown(at_us):
            self._move(self._seeks.ask(at_us))

    def step(self, frames: int) -> None:
        if self._state not in (PlayerState.PAUSED, PlayerState.ENDED) or self._frame is None:
            return
        shown = self._span(self._frame)
        from_us = shown.start_us if self._seeks.goal_us is None else self._seeks.goal_us
        times = self._seeks.times
        if times:
            index = min(max(times.nearest(from_us) + frames, 0), len(times) - 1)
            self.seek(times.span(index)[0])
        else:
            length = shown.end_us - shown.start_us
            self.seek(from_us + frames * length + length // 2)

    def set_rate(self, rate: float) -> None:
        rate = min(max(rate, SLOWEST), FASTEST)
        if rate == self._rate:
            return
        self._rate = rate
        if self._deck is not None:
            self._deck.set_rate(self._rate)
        self.rate_changed.emit(self._rate)

    def set_volume(self, volume: float) -> None:
        self._volume = min(max(volume, 0.0), 1.0)
        self._pass_loudness_on()

    def set_muted(self, is_muted: bool) -> None:
        self._is_muted = is_muted
        self._pass_loudness_on()

    def set_boost(self, gain: float) -> None:
        self._boost = gain
        self._pass_loudness_on()

    @property
    def audio_tracks(self) -> tuple[AudioTrack, ...]:
        return self._deck.audio_tracks() if self._deck is not None and self._state in _OPEN_STATES else ()

    def set_audio_track(self, number: int) -> None:
        if self._deck is not None and 0 <= number < len(self.audio_tracks):
            self._deck.choose_audio_track(number)

    def painted(self) -> TimeSpan | None:
        return self._painted

    def paint(self, painter: QPainter, target: QRectF) -> bool:
        frame = self._frame
        if frame is None:
            return False
        self._painter.paint(frame, painter, target)
        self._say_painted(self._span(frame))
        return True

    def set_frame_times(self, times: Sequence[int]) -> None:
        """Take the presentation times of all frames of what is open, in microseconds."""
        self._seeks.times = FrameTimes(times) if len(times) else None
        if self._seeks.times and not self._end_us:
            self._set_end(self._seeks.zero_us + self._seeks.times.span(len(times))[1])

    def _take_times(self, deck: QtDeck, times: Sequence[int]) -> None:
        if deck is self._deck:
            self.set_frame_times(times)

    def _on_frame(self, frame: QVideoFrame) -> None:
        if not frame.isValid() or self._state not in (*_OPEN_STATES, PlayerState.LOADING):
            return
        if self._state is PlayerState.LOADING:
            self._on_first_frame(frame)
            return
        span = self._span(frame)
        is_playing = self._state is PlayerState.PLAYING
        landing = self._seeks.arrived(span.start_us, span.end_us, is_playing=is_playing)
        self._move(landing.move_to_ms)
        if landing.is_shown:
            self._show(frame)

    def _on_first_frame(self, frame: QVideoFrame) -> None:
        self._is_too_deep = is_deep(frame) and frame.toImage().isNull()
        if self._is_too_deep and not shallow(frame).isValid():
            self._fail(sentences.unknown_picture_format())
            return
        self._seeks.zero_us = frame.startTime()
        self.duration_changed.emit(self.duration_us)
        self._show(frame)
        self._become_ready()

    def _become_ready(self) -> None:
        self._patience.stop()
        self._set_state(PlayerState.PAUSED)
        self._move(self._seeks.begin_next())
        if self._wants_to_play:
            self.play()

    def _on_loaded(self) -> None:
        if self._state is PlayerState.LOADING and self._deck is not None and not self._deck.has_picture:
            self._is_sound_only = True
            self._become_ready()
            self._on_moved(0)  # nothing will be painted that tells where it stands, and it can be marked from here on

    def _on_moved(self, at_us: int) -> None:
        if self._is_sound_only:
            end = at_us + _SOUND_UNCERTAINTY_US
            self._say_painted(TimeSpan(at_us, end, ENGINE_NAME, _SOUND_UNCERTAINTY_US))

    def _on_ended(self) -> None:
        if self._state is PlayerState.LOADING:
            self._fail(sentences.no_picture_arrived())
            return
        is_astray = self._state is PlayerState.PAUSED and self._seeks.is_there_room_before
        self._set_state(PlayerState.ENDED)
        if is_astray:
            self._move(self._seeks.go_before())

    def _on_patience_lost(self) -> None:
        if self._state is PlayerState.LOADING:
            self._fail(sentences.no_picture_arrived())
        else:
            self._move(self._seeks.begin_next())

    def _move(self, at_ms: int | None) -> None:
        if at_ms is None or self._deck is None:
            if not self._seeks.is_busy and self._state is not PlayerState.LOADING:
                self._patience.stop()
            return
        self._patience.start(SEEK_PATIENCE_MS)
        self._deck.move_to(at_ms)
        if self._state is PlayerState.ENDED:
            self._deck.pause()
            self._set_state(PlayerState.PAUSED)

    def _show(self, frame: QVideoFrame) -> None:
        self._frame = shallow(frame) if self._is_too_deep else frame
        self.frame_changed.emit()

    def _span(self, frame: QVideoFrame) -> TimeSpan:
        start = frame.startTime() - self._seeks.zero_us
        end = frame.endTime() - self._seeks.zero_us
        times = self._seeks.times
        if times:
            known, end = times.span(times.nearest(start))
            # Engines round the same time differently; a mark must not depend on which one showed its frame.
            start = known if abs(known - start) < US_PER_MS else start
        return TimeSpan(max(start, 0), end if end > start else start + _GUESSED_FRAME_US, ENGINE_NAME)

    def _is_shown(self, at_us: int) -> bool:
        if self._frame is None or self._seeks.is_busy or self._state is not PlayerState.PAUSED:
            return False
        span = self._span(self._frame)
        return span.start_us <= at_us < span.end_us

    def _last_us(self) -> int:
        times = self._seeks.times
        if times:
            return times.span(len(times))[0]
        return max(self.duration_us - 1_000, 0) if self._end_us else 1 << 62

    def _say_painted(self, span: TimeSpan) -> None:
        is_news = span != self._painted
        self._painted = span
        if is_news:
            self.frame_painted.emit(span.start_us)

    def _set_end(self, end_us: int) -> None:
        if end_us != self._end_us:
            self._end_us = end_us
            self.duration_changed.emit(self.duration_us)

    def _set_state(self, state: PlayerState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state.value)

    def _pass_loudness_on(self) -> None:
        if self._deck is not None:
            self._deck.set_loudness(self._volume, self._boost, is_muted=self._is_muted)

    def _fail(self, sentence: str) -> None:
        self._eject()
        self._frame = None
        self._set_state(PlayerState.FAILED)
        self.failed.emit(sentence)

    def _eject(self) -> None:
        self._patience.stop()
        deck, self._deck = self._deck, None
        if deck is not None:
            deck.eject()
