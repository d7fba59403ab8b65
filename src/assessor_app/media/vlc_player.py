"""The libVLC engine behind the Player port."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtMultimedia import QVideoFrame

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media import sentences
from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import AudioTrack, PlayerState, RunApart
from assessor_app.media.source_file import SharedSource
from assessor_app.media.vlc_bearings import Bearings
from assessor_app.media.vlc_clock import GUESSED_US
from assessor_app.media.vlc_deck import Told, VlcDeck, can_sound
from assessor_app.media.vlc_library import NoLibvlc, VlcLibrary
from assessor_app.media.vlc_look import Look, look_at
from assessor_app.media.vlc_paint import paint_picture, video_frame_of
from assessor_app.services.vault_ports import MediaSource

ENGINE_NAME = "libvlc"
SLOWEST, FASTEST = 0.25, 4.0
MOST_BOOST = 4.0
FIRST_PICTURE_MS = 8_000
_END_CHECK_MS = 150
_SOUND_TICK_MS = 100
_SOUND_UNCERTAINTY_US = 100_000
_GUESSED_FRAME_US = 33_333
_QUEUED = Qt.ConnectionType.QueuedConnection
_OPEN_STATES = frozenset({PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED})


def now_us() -> int:
    return time.monotonic_ns() // 1_000


class VlcPlayer(QObject):
    """Follows the Player port of `media.player`; its documentation is there.

    Paused pictures are what libVLC shows, some frames off, and their time says so: `media.exact_player` around
    this one shows the exact frame. `run_apart` looks at files, compares pictures and lets go of libVLC.
    """

    frame_changed = Signal()
    frame_painted = Signal(object)
    state_changed = Signal(str)
    duration_changed = Signal(object)
    rate_changed = Signal(float)
    failed = Signal(str)

    def __init__(self, library: VlcLibrary, run_apart: RunApart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._run_apart = run_apart
        self._rate, self._volume, self._boost, self._is_muted = 1.0, 1.0, 1.0, False
        self._state = PlayerState.EMPTY
        self._deck: VlcDeck | None = None
        self._source: SharedSource | None = None
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._on_patience_lost)
        self._end_check = QTimer(self, singleShot=True, interval=_END_CHECK_MS)
        self._end_check.timeout.connect(self._end_if_paused)
        self._sound_ticks = QTimer(self, interval=_SOUND_TICK_MS)
        self._sound_ticks.timeout.connect(self._say_sound)
        self._bearings = Bearings(run_apart, self._send_again)
        self._forget()
        # The engine must be gone before Python takes itself apart: its threads call into it.
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.close)

    def _forget(self) -> None:
        self._look = Look()
        self._frame: QVideoFrame | None = None
        self._span: TimeSpan | None = None
        self._painted: TimeSpan | None = None
        self._serial = 0
        self._end_us = 0
        self._is_sound_only = False
        self._wants_to_play = False
        self._held_us: int | None = None

    @property
    def engine_name(self) -> str:
        return ENGINE_NAME

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def duration_us(self) -> int:
        times = self.frame_times
        return times.span(len(times))[1] if times else self._end_us

    @property
    def rate(self) -> float:
        return self._rate

    @property
    def frame_times(self) -> FrameTimes | None:
        return self._bearings.times

    @property
    def audio_tracks(self) -> tuple[AudioTrack, ...]:
        return self._look.audio_tracks if self._state in _OPEN_STATES else ()

    def open(self, source: MediaSource, media_type: str) -> None:
        self.close()
        shared = self._source = SharedSource(source)
        self._bearings.begin(shared)
        self._set_state(PlayerState.LOADING)
        self._patience.start(FIRST_PICTURE_MS)
        self._run_apart(partial(_prepare, self._library, shared), partial(self._insert, shared))

    def close(self) -> None:
        self._eject()
        self._forget()
        self._set_state(PlayerState.EMPTY)

    def play(self) -> None:
        self._wants_to_play = True
        if self._state is PlayerState.ENDED:
            self.seek(0)
        if self._deck is None or self._state is not PlayerState.PAUSED:
            return
        self._deck.accept_pictures(is_accepting=True, is_running=True)
        self._deck.play()
        self._bearings.start(now_us())
        if self._is_sound_only:
            self._sound_ticks.start()
        self._set_state(PlayerState.PLAYING)

    def pause(self) -> None:
        self._wants_to_play = False
        if self._deck is not None and self._state is PlayerState.PLAYING:
            self._deck.pause()
            self._rest(PlayerState.PAUSED)

    def seek(self, at_us: int) -> None:
        at_us = min(max(at_us, 0), self._last_us())
        if self._state is PlayerState.LOADING:
            self._held_us = at_us
        elif self._deck is not None and self._state in _OPEN_STATES:
            if self._state is PlayerState.ENDED:
                self._set_state(PlayerState.PAUSED)
            is_playing = self._state is PlayerState.PLAYING
            self._deck.accept_pictures(is_accepting=True, is_running=is_playing)
            self._deck.move_to(self._bearings.sent_to(at_us, now_us()))
            if self._is_sound_only:
                self._say_sound()
            elif not is_playing and self._span is not None:
                # Until libVLC shows the picture, if it does: it is this far off.
                off_us = abs(at_us - self._span.start_us) + self._span.uncertainty_us
                self._span = self._span_at(at_us, off_us + GUESSED_US)
                self.frame_changed.emit()

    def step(self, frames: int) -> None:
        span = self._span
        if self._state not in (PlayerState.PAUSED, PlayerState.ENDED) or span is None:
            return
        times = self.frame_times
        if times:
            self.seek(times.span(max(times.nearest(span.start_us) + frames, 0))[0])
        else:
            self.seek(span.start_us + frames * (span.end_us - span.start_us))

    def set_rate(self, rate: float) -> None:
        rate = min(max(rate, SLOWEST), FASTEST)
        if rate == self._rate:
            return
        self._rate = rate
        self._bearings.set_rate(rate, now_us())
        if self._deck is not None:
            self._deck.set_rate(rate)
        self.rate_changed.emit(rate)

    def set_volume(self, volume: float) -> None:
        self._volume = min(max(volume, 0.0), 1.0)
        self._pass_loudness_on()

    def set_muted(self, is_muted: bool) -> None:
        self._is_muted = is_muted
        self._pass_loudness_on()

    def set_boost(self, gain: float) -> None:
        self._boost = min(max(gain, 1.0), MOST_BOOST)
        self._pass_loudness_on()

    def set_audio_track(self, number: int) -> None:
        if self._deck is not None and self._state in _OPEN_STATES:
            self._deck.choose_audio_track(number)

    def set_frame_times(self, times: Sequence[int]) -> None:
        """Take the presentation times of all frames of what is open, in microseconds."""
        self._bearings.times = FrameTimes(times) if len(times) else None
        self.duration_changed.emit(self.duration_us)

    def painted(self) -> TimeSpan | None:
        return self._painted

    def paint(self, painter: QPainter, target: QRectF) -> bool:
        if self._frame is None or self._span is None:
            return False
        paint_picture(self._frame, self._look, painter, target)
        self._say_painted(self._span)
        return True

    def _insert(self, shared: SharedSource, prepared: tuple[Any, Look]) -> None:
        if shared is not self._source:
            return
        instance, self._look = prepared
        if instance is None:
            self._fail(sentences.no_libvlc())
            return
        if not self._look.is_readable:
            self._fail(sentences.unreadable())
            return
        if not self._look.is_known:
            # libVLC plays noise to its end without a word.
            self._fail(sentences.damaged())
            return
        if not self._look.is_fit:
            self._fail(sentences.not_fit_for_libvlc())
            return
        self._is_sound_only = self._look.size is None and bool(self._look.audio_tracks)
        if self._is_sound_only and not can_sound():
            # Without anything that takes its time over the sound libVLC is through in an instant.
            self._fail(sentences.no_sound_device())
            return
        self._bearings.look = self._look
        deck = self._deck = VlcDeck(instance, shared, self._look.size)
        deck.shown.connect(self._on_shown, _QUEUED)
        deck.told.connect(self._on_told, _QUEUED)
        deck.unreadable.connect(self._on_unreadable, _QUEUED)
        deck.insert()

    def _on_shown(self) -> None:
        shown = self._deck.take() if self._deck is not None else None
        if self._deck is None or shown is None or shown.serial == self._serial:
            return
        self._serial = shown.serial
        if self._state is PlayerState.PLAYING and self._bearings.is_unsure(shown):
            return
        frame = video_frame_of(shown, self._look)
        if not frame.isValid():
            self._fail(sentences.unknown_picture_format())
            return
        is_first = self._state is PlayerState.LOADING
        if is_first:
            self._span = self._span_at(0, GUESSED_US)
        else:
            self._span = self._span_at(self._bearings.at(shown.at_us), self._bearings.uncertainty_us)
        self._frame = frame
        if is_first:
            self._become_ready()
        self.frame_changed.emit()
        if not is_first and self._state is PlayerState.PLAYING:
            self._bearings.look_at_picture(shown)

    def _send_again(self) -> None:
        if self._state is PlayerState.PLAYING:
            self.seek(self._bearings.at(now_us()))

    def _become_ready(self) -> None:
        assert self._deck is not None
        self._patience.stop()
        self._deck.pause()
        self._deck.set_rate(self._rate)
        self._pass_loudness_on()
        self._set_state(PlayerState.PAUSED)
        self.duration_changed.emit(self.duration_us)
        held, self._held_us = self._held_us, None
        if held is None:
            # It ran on until it heard of the pause.
            self._deck.move_to(self._bearings.sent_to(0, now_us()))
        else:
            self.seek(held)
        if self._wants_to_play:
            self.play()

    def _on_told(self, what: int, value: Any, told_us: int) -> None:
        if self._deck is None:
            return
        if what == Told.LENGTH:
            self._set_end(value - self._look.zero_us)
        elif what == Told.BUFFERING:
            self._bearings.departed()
        elif what == Told.BUFFERED:
            self._bearings.arrived(told_us, is_running=self._state is PlayerState.PLAYING)
        elif what == Told.TIME:
            self._bearings.hear(value, told_us, is_believed=self._is_sound_only)
        elif what == Told.PLAYING:
            if self._state is PlayerState.LOADING and self._is_sound_only:
                self._become_ready()
        elif what == Told.PAUSED:
            self._end_check.start()
        else:
            self._on_over(is_broken=what == Told.BROKEN)

    def _on_over(self, *, is_broken: bool) -> None:
        if is_broken or self._state is PlayerState.LOADING:
            # libVLC plays noise to its end without a word: no picture is its only sign.
            self._fail(sentences.damaged())
        elif self._state in _OPEN_STATES:
            self._rest(PlayerState.ENDED)

    def _end_if_paused(self) -> None:
        """libVLC pauses at the end of what it plays, so that one can go back from there."""
        if self._deck is None or not self._deck.is_paused:
            return
        if self._state is PlayerState.PLAYING and not self._bearings.is_on_the_way:
            self._rest(PlayerState.ENDED)

    def _rest(self, state: PlayerState) -> None:
        self._on_shown()  # what was shown while the clock was still running
        self._bearings.halt(now_us())
        self._sound_ticks.stop()
        if self._deck is not None:
            self._deck.accept_pictures(is_accepting=False)
        if self._is_sound_only:
            self._say_sound()
        self._set_state(state)

    def _on_unreadable(self) -> None:
        self._fail(sentences.unreadable())

    def _on_patience_lost(self) -> None:
        if self._state is PlayerState.LOADING:
            self._fail(sentences.no_picture_arrived())

    def _span_at(self, at_us: int, uncertainty_us: int) -> TimeSpan:
        times = self.frame_times
        if times:
            start, end = times.span(times.nearest(at_us))
        else:
            start, end = max(at_us, 0), max(at_us, 0) + _GUESSED_FRAME_US
        return TimeSpan(start, end, ENGINE_NAME, uncertainty_us)

    def _last_us(self) -> int:
        times = self.frame_times
        if times:
            return times.span(len(times))[0]
        return max(self._end_us - 1_000, 0) if self._end_us else 1 << 62

    def _say_sound(self) -> None:
        at_us = min(max(self._bearings.at(now_us()), 0), self._last_us())
        self._say_painted(TimeSpan(at_us, at_us + _SOUND_UNCERTAINTY_US, ENGINE_NAME, _SOUND_UNCERTAINTY_US))

    def _say_painted(self, span: TimeSpan) -> None:
        is_news = span != self._painted
        self._painted = span
        if is_news:
            self.frame_painted.emit(span.start_us)

    def _set_end(self, end_us: int) -> None:
        if end_us > 0 and end_us != self._end_us:
            self._end_us = end_us
            self.duration_changed.emit(self.duration_us)

    def _set_state(self, state: PlayerState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state.value)

    def _pass_loudness_on(self) -> None:
        if self._deck is not None and self._state is not PlayerState.LOADING:
            self._deck.set_loudness(self._volume, self._boost, is_muted=self._is_muted)

    def _fail(self, sentence: str) -> None:
        self._eject()
        self._frame = None
        self._set_state(PlayerState.FAILED)
        self.failed.emit(sentence)

    def _eject(self) -> None:
        self._patience.stop()
        self._end_check.stop()
        self._sound_ticks.stop()
        self._bearings.end()
        deck, self._deck = self._deck, None
        source, self._source = self._source, None
        if source is not None:
            source.close()
        if deck is not None:
            deck.eject(self._run_apart)


def _prepare(library: VlcLibrary, source: SharedSource) -> tuple[Any, Look]:
    """On a worker: loading the library's plugins and reading the file's head take a while."""
    try:
        instance = library.instance()
    except NoLibvlc:
        return None, Look()
    return instance, look_at(source)
