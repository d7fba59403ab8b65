"""The video with everything that belongs to it: picture, transport bar, note line, timeline."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from assessor_app.gui.icons import icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.note_line import NoteLine, NumberOf
from assessor_app.gui.widgets.timeline_view import TimelineView
from assessor_app.gui.widgets.transport_bar import TransportBar
from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.media.player import Player, PlayerState


class VideoPane(QWidget):
    """Shows one player and hands what is pressed on to it."""

    full_screen_asked = Signal()

    def __init__(
        self, number_of: NumberOf, drafts: NoteDrafts, parent: QWidget | None = None, tokens: Tokens = LIGHT
    ) -> None:
        super().__init__(parent)
        self._player: Player | None = None
        self._rate = 1.0
        self.surface = VideoSurface(tokens=tokens)
        self.transport = TransportBar(tokens=tokens, icon_of=icon)
        self.note_line = NoteLine(number_of, drafts, tokens=tokens)
        self.timeline = TimelineView(tokens=tokens)
        self.splitter = self._lay_out()
        self.show_keys(default_words())
        self._connect()

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.surface, self.transport, self.note_line, self.timeline):
            part.set_tokens(tokens)

    def attach(self, player: Player) -> None:
        """Follow this player from now on."""
        self._player = player
        self.surface.set_player(player)
        player.frame_painted.connect(self.show_position)
        player.state_changed.connect(self._show_state)
        player.duration_changed.connect(self._show_duration)

    def show_position(self, at_us: int) -> None:
        self.transport.set_position(at_us)
        if self._player is not None and self._player.rate != self._rate:
            # Keys change it too, and a player does not say so.
            self._rate = self._player.rate
            self.transport.set_rate(self._rate)
        self.timeline.set_position(at_us)

    def toggle_play(self) -> None:
        if self._player is None:
            return
        if self._player.state is PlayerState.PLAYING:
            self._player.pause()
            return
        if self._player.state is PlayerState.ENDED:
            self._player.seek(0)
        self._player.play()

    def _show_state(self, state: str) -> None:
        if state == PlayerState.LOADING:
            # Nothing of the last video may stand beside this one.
            self._show_duration(0)
            self.transport.set_position(0)
            self.timeline.set_position(0)
        self.transport.set_state(state)

    def _show_duration(self, duration_us: int) -> None:
        self.transport.set_duration(duration_us)
        self.timeline.set_duration(duration_us)

    def _lay_out(self) -> QSplitter:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.surface, 1)
        column.addWidget(self.transport)
        column.addWidget(self.note_line)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(above)
        splitter.addWidget(self.timeline)
        splitter.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        self.surface.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.surface.setAccessibleName(self.tr("Video"))
        self.timeline.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.timeline.setAccessibleName(self.tr("Timeline: a lane for each criterion"))
        return splitter

    def show_keys(self, keys: KeyWords) -> None:
        """Name the keys as they are now in every tooltip."""
        self.transport.set_keys(
            {
                "play": keys.of("play.toggle"),
                "step_back": keys.of("play.step", -1),
                "step_forward": keys.of("play.step", 1),
                "slower": keys.of("play.speed", -1),
                "faster": keys.of("play.speed", 1),
            }
        )

    def _connect(self) -> None:
        self.transport.play_toggled.connect(self.toggle_play)
        self.transport.step_requested.connect(self._step)
        self.transport.rate_requested.connect(self._set_rate)
        self.transport.volume_requested.connect(self._set_volume)
        self.transport.mute_toggled.connect(self._mute)
        self.timeline.seek_requested.connect(self._seek)
        self.surface.clicked.connect(self._click)
        self.surface.double_clicked.connect(self.full_screen_asked)

    def _click(self) -> None:
        self.surface.setFocus(Qt.FocusReason.MouseFocusReason)
        self.toggle_play()

    def _step(self, frames: int) -> None:
        if self._player is not None:
            self._player.pause()
            self._player.step(frames)

    def _set_rate(self, rate: float) -> None:
        if self._player is not None:
            self._player.set_rate(rate)
            self._rate = self._player.rate
            self.transport.set_rate(self._rate)

    def _set_volume(self, volume: float) -> None:
        if self._player is not None:
            self._player.set_volume(volume)
            self.transport.set_volume(volume)

    def _mute(self, is_muted: bool) -> None:
        if self._player is not None:
            self._player.set_muted(is_muted)
            self.transport.set_muted(is_muted)

    def _seek(self, at_us: int) -> None:
        if self._player is not None:
            self._player.seek(at_us)
