"""Repeat, loudness and zoom of the video on show; fulfils `commands.player_controls.PlayerControls`."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from assessor_app.domain.annotation import TimeSpan
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.gui.widgets.volume_slider import LOUDEST, louder
from assessor_app.media.loop import Loop, LoopWatch
from assessor_app.media.player import Player, PlayerState

_PAN_SHARE = 0.1
_SETTING = "loudness"
_KEEP_AFTER_MS = 300

log = logging.getLogger(__name__)


class PlayerControls(QObject):
    """Signals say what is so now; `loop_changed` carries a Loop."""

    loop_changed = Signal(object)
    loudness_changed = Signal(float)
    muted_changed = Signal(bool)

    def __init__(self, surface: VideoSurface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surface = surface
        self._player: Player | None = None
        self._settings: SettingsPort | None = None
        self._watch = LoopWatch()
        self._loudness, self._is_muted = 1.0, False
        # A slider being dragged says a new loudness many times a second; the disk hears of the last one.
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)

    def keep_in(self, settings: SettingsPort) -> None:
        """Take the loudness of last time, and keep it from now on."""
        self.set_loudness(settings.get(_SETTING))
        self._settings = settings

    def attach(self, player: Player) -> None:
        self._player = player
        player.frame_painted.connect(self._on_painted)
        player.state_changed.connect(self._on_state)
        self._pass_loudness_on()

    # ---- repeat --------------------------------------------------------------------------------

    @property
    def loop(self) -> Loop:
        return self._watch.loop

    def begin_loop(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._set_loop(self.loop.begun((shown.start_us, shown.end_us)))

    def end_loop(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._set_loop(self.loop.ended((shown.start_us, shown.end_us)))

    def toggle_loop(self, stretch: tuple[int, int] | None) -> None:
        if stretch is not None and stretch != self.loop.stretch:
            self._set_loop(Loop.around(*stretch))
            self._go_inside()
        elif self.loop.is_whole:
            self.clear_loop()
        elif self.loop.a is None:
            self.begin_loop()
        else:
            self.end_loop()

    def clear_loop(self) -> None:
        self._set_loop(Loop())

    # ---- loudness ------------------------------------------------------------------------------

    @property
    def loudness(self) -> float:
        return self._loudness

    @property
    def is_muted(self) -> bool:
        return self._is_muted

    def set_loudness(self, loudness: float) -> None:
        """0.0 to 4.0; 1.0 as recorded. Wanting it louder turns the sound on again."""
        loudness = min(max(loudness, 0.0), LOUDEST)
        if self._is_muted and loudness > self._loudness:
            self.set_muted(False)
        self._loudness = loudness
        self._pass_loudness_on()
        self.loudness_changed.emit(loudness)
        if self._settings is not None:
            self._keeping.start()

    def change_loudness(self, steps: int) -> None:
        self.set_loudness(louder(self._loudness, steps))

    def set_muted(self, is_muted: bool) -> None:
        self._is_muted = is_muted
        if self._player is not None:
            self._player.set_muted(is_muted)
        self.muted_changed.emit(is_muted)

    def toggle_mute(self) -> None:
        self.set_muted(not self._is_muted)

    # ---- looking closer ------------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        self._surface.zoom(steps)

    def pan(self, right: int, down: int) -> None:
        self._surface.pan(right * _PAN_SHARE, down * _PAN_SHARE)

    def show_whole_picture(self) -> None:
        self._surface.show_whole()

    # ---- inside --------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._settings is None:
            return
        try:
            self._settings.set(_SETTING, self._loudness)
        except OSError as error:  # it is as loud as was wanted all the same
            log.warning("the loudness could not be kept for next time: %s", error)

    def _set_loop(self, loop: Loop) -> None:
        shown = self._shown()
        self._watch.set(loop, (shown.start_us, shown.end_us) if shown is not None else None)
        self.loop_changed.emit(loop)

    def _go_inside(self) -> None:
        shown, stretch = self._shown(), self.loop.stretch
        if self._player is None or shown is None or stretch is None:
            return
        if not stretch[0] <= shown.start_us < stretch[1]:
            self._player.seek(stretch[0])

    def _shown(self) -> TimeSpan | None:
        return self._player.painted() if self._player is not None else None

    def _pass_loudness_on(self) -> None:
        if self._player is not None:
            self._player.set_volume(min(self._loudness, 1.0))
            self._player.set_boost(max(self._loudness, 1.0))
            self._player.set_muted(self._is_muted)

    def _on_painted(self, _: int) -> None:
        player, shown = self._player, self._shown()
        if player is None or shown is None or self.loop.stretch is None:
            return
        is_playing = player.state is PlayerState.PLAYING
        frame = (shown.start_us, shown.end_us)
        to_us = self._watch.painted(frame, is_playing=is_playing, is_forwards=player.rate > 0)
        if to_us is not None:
            player.seek(to_us)

    def _on_state(self, state: str) -> None:
        if state in (PlayerState.LOADING, PlayerState.EMPTY):
            if self.loop != Loop():
                self.clear_loop()
        elif state == PlayerState.ENDED:
            self._turn_at_the_end()
        elif state == PlayerState.PLAYING:
            self._on_painted(0)

    def _turn_at_the_end(self) -> None:
        to_us = self._watch.at_the_end()
        if self._player is not None and to_us is not None:
            self._player.seek(to_us)
            self._player.play()
