"""Plays with the engine that the assessor chose, and goes on to the other one where that cannot open a file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media import sentences
from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import AudioTrack, Player, PlayerState
from assessor_app.media.recordings import names_other_files
from assessor_app.media.source_file import SharedSource
from assessor_app.services.vault_ports import MediaSource

QT, VLC = "qtmultimedia", "libvlc"
ORDER: Mapping[str, tuple[str, ...]] = {"automatic": (QT, VLC), QT: (QT,), VLC: (VLC, QT)}
"""What each value of the setting means: engines in the order they are tried."""


class ChosenPlayer(QObject):
    """Follows the Player port of `media.player`. `choice` is asked at each `open`, so it counts from the next video on.

    `makers` make the engines, each when it is first needed; None says that it is not on this machine. `say`
    gets a sentence when another engine plays than one may think.
    """

    frame_changed = Signal()
    frame_painted = Signal(object)
    state_changed = Signal(str)
    duration_changed = Signal(object)
    rate_changed = Signal(float)
    failed = Signal(str)

    def __init__(
        self,
        makers: Mapping[str, Callable[[], Player | None]],
        choice: Callable[[], str],
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._makers, self._choice, self._say = makers, choice, say
        self._engines: dict[str, Player] = {}
        self._engine: Player | None = None
        self._rate, self._volume, self._boost, self._is_muted = 1.0, 1.0, 1.0, False
        self._state = PlayerState.EMPTY
        # An engine that just failed is still in the call that said so.
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._try_next)
        self._forget()

    def _forget(self) -> None:
        self._source: SharedSource | None = None
        self._media_type = ""
        self._to_try: list[str] = []
        self._first = ""
        self._sentence = ""
        self._times: Sequence[int] = ()
        self._held_us: int | None = None
        self._wants_to_play = False

    @property
    def engine_name(self) -> str:
        return self._engine.engine_name if self._engine is not None else QT

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def duration_us(self) -> int:
        return self._engine.duration_us if self._engine is not None else 0

    @property
    def rate(self) -> float:
        return self._rate if self._engine is None else self._engine.rate

    @property
    def frame_times(self) -> FrameTimes | None:
        return self._engine.frame_times if self._engine is not None else None

    @property
    def audio_tracks(self) -> tuple[AudioTrack, ...]:
        return self._engine.audio_tracks if self._engine is not None else ()

    def open(self, source: MediaSource, media_type: str) -> None:
        self.close()
        self._source, self._media_type = SharedSource(source), media_type
        self._to_try = list(ORDER[self._choice()])
        self._first = self._to_try[0]
        self._set_state(PlayerState.LOADING)
        if _is_list(self._source):
            self._to_try, self._sentence = [], sentences.damaged()
        self._try_next()

    def close(self) -> None:
        self._let_go()
        self._forget()
        self._set_state(PlayerState.EMPTY)

    def play(self) -> None:
        self._wants_to_play = True
        if self._engine is not None:
            self._engine.play()

    def pause(self) -> None:
        self._wants_to_play = False
        if self._engine is not None:
            self._engine.pause()

    def seek(self, at_us: int) -> None:
        if self._state is PlayerState.LOADING:
            self._held_us = at_us
        if self._engine is not None:
            self._engine.seek(at_us)

    def step(self, frames: int) -> None:
        if self._engine is not None:
            self._engine.step(frames)

    def set_rate(self, rate: float) -> None:
        self._rate = rate
        if self._engine is not None:
            self._engine.set_rate(rate)
            self._rate = self._engine.rate

    def set_volume(self, volume: float) -> None:
        self._volume = volume
        if self._engine is not None:
            self._engine.set_volume(volume)

    def set_muted(self, is_muted: bool) -> None:
        self._is_muted = is_muted
        if self._engine is not None:
            self._engine.set_muted(is_muted)

    def set_boost(self, gain: float) -> None:
        self._boost = gain
        if self._engine is not None:
            self._engine.set_boost(gain)

    def set_audio_track(self, number: int) -> None:
        if self._engine is not None:
            self._engine.set_audio_track(number)

    def set_frame_times(self, times: Sequence[int]) -> None:
        self._times = times
        if self._engine is not None:
            self._engine.set_frame_times(times)

    def painted(self) -> TimeSpan | None:
        return self._engine.painted() if self._engine is not None else None

    def paint(self, painter: Any, target: Any) -> bool:
        return self._engine is not None and self._engine.paint(painter, target)

    def _try_next(self) -> None:
        """Open with the next engine that is here; when none is left, the first one's sentence is said."""
        source = self._source
        if source is None:
            return
        while self._to_try:
            engine = self._engine_named(self._to_try.pop(0))
            if engine is not None:
                break
        else:
            self._give_up()
            return
        self._engine = engine
        self._prepare(engine)
        # Lent: an engine closes what it could not open, and the next one needs it.
        engine.open(_Lent(source), self._media_type)
        if len(self._times):
            engine.set_frame_times(self._times)
        if self._held_us is not None:
            engine.seek(self._held_us)
        if self._wants_to_play:
            engine.play()

    def _prepare(self, engine: Player) -> None:
        engine.set_rate(self._rate)
        engine.set_volume(self._volume)
        engine.set_boost(self._boost)
        engine.set_muted(self._is_muted)

    def _engine_named(self, name: str) -> Player | None:
        if name not in self._engines:
            engine = self._makers[name]()
            if engine is None:
                return None
            self._engines[name] = engine
            self._listen(engine)
        return self._engines[name]

    def _listen(self, engine: Player) -> None:
        engine.frame_changed.connect(lambda: self._pass_on(engine, self.frame_changed.emit))
        engine.frame_painted.connect(lambda at: self._pass_on(engine, self.frame_painted.emit, at))
        engine.duration_changed.connect(lambda us: self._pass_on(engine, self.duration_changed.emit, us))
        engine.rate_changed.connect(lambda rate: self._pass_on(engine, self.rate_changed.emit, rate))
        engine.state_changed.connect(lambda word: self._pass_on(engine, self._on_state, word))
        engine.failed.connect(lambda sentence: self._pass_on(engine, self._on_failed, sentence))

    def _pass_on(self, engine: Player, call: Callable[..., None], *arguments: Any) -> None:
        if engine is self._engine:
            call(*arguments)

    def _on_state(self, word: str) -> None:
        state = PlayerState(word)
        if state in (PlayerState.FAILED, PlayerState.EMPTY):
            return  # the sentence follows; or another engine does
        if self._state is PlayerState.LOADING and state is not PlayerState.LOADING:
            self._held_us = None
            self._tell_engine()
        self._set_state(state)

    def _on_failed(self, sentence: str) -> None:
        self._sentence = self._sentence or sentence
        if self._state is PlayerState.LOADING and self._to_try:
            self._next.start()
        else:
            self._sentence = sentence if self._state is not PlayerState.LOADING else self._sentence
            self._give_up()

    def _give_up(self) -> None:
        sentence = self._sentence
        self._let_go()
        self._forget()
        self._set_state(PlayerState.FAILED)
        self.failed.emit(sentence)

    def _tell_engine(self) -> None:
        name = self.engine_name
        if name == self._first and name == QT:
            return
        if name == VLC and self._first == VLC:
            words = self.tr("This video is played with libVLC, as chosen in the settings.")
        elif name == VLC:
            words = self.tr("Qt cannot play this video; it is played with libVLC.")
        else:
            words = self.tr("libVLC cannot play this video; it is played with Qt.")
        self._say(words)

    def _let_go(self) -> None:
        self._next.stop()
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()
        if self._source is not None:
            self._source.close()

    def _set_state(self, state: PlayerState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state.value)


def _is_list(source: MediaSource) -> bool:
    try:
        return names_other_files(source)
    except (OSError, ValueError):
        return False  # what cannot be read is the engines' to say


class _Lent:
    """A source that its borrower closes without closing it for its owner."""

    def __init__(self, source: MediaSource) -> None:
        self._source = source

    @property
    def size(self) -> int:
        return self._source.size

    def read_at(self, offset: int, length: int) -> bytes:
        return self._source.read_at(offset, length)

    def close(self) -> None:
        """The owner does."""
