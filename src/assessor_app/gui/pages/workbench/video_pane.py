"""The video with everything that belongs to it: picture, transport bar, note line, timeline."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from assessor_app.commands.playback import step_player, toggle_player
from assessor_app.gui.icons import icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.pages.workbench.player_controls import PlayerControls
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.note_line import NoteLine, NumberOf
from assessor_app.gui.widgets.timeline_view import TimelineView
from assessor_app.gui.widgets.transport_bar import TransportBar
from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.media.loop import Loop
from assessor_app.media.player import AudioTrack, Player, PlayerState


class VideoPane(QWidget):
    """Shows one player and hands what is pressed on to it."""

    full_screen_asked = Signal()
    go_to_asked = Signal()

    def __init__(
        self, number_of: NumberOf, drafts: NoteDrafts, parent: QWidget | None = None, tokens: Tokens = LIGHT
    ) -> None:
        super().__init__(parent)
        self._player: Player | None = None
        self._sound_tracks: tuple[AudioTrack, ...] = ()
        self.surface = VideoSurface(tokens=tokens)
        self.controls = PlayerControls(self.surface, self)
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
        player.rate_changed.connect(self.transport.set_rate)
        self.controls.attach(player)
        self.transport.set_rate(player.rate)

    def show_position(self, at_us: int) -> None:
        self.transport.set_position(at_us)
        self._pass_frames_on()
        self.timeline.set_position(at_us)

    def toggle_play(self) -> None:
        if self._player is not None:
            toggle_player(self._player)

    def _show_state(self, state: str) -> None:
        if state == PlayerState.LOADING:
            # Nothing of the last video may stand beside this one.
            self._show_duration(0)
            self.transport.set_position(0)
            self.timeline.set_position(0)
            self.timeline.set_frame_times(None)
            self._sound_tracks = ()
            self.transport.set_audio_tracks(())
        elif state == PlayerState.PAUSED:
            self._show_sound_tracks()
        self.transport.set_state(state)

    def _show_duration(self, duration_us: int) -> None:
        self.transport.set_duration(duration_us)
        self.timeline.set_duration(duration_us)

    def take_note_line(self) -> None:
        """Have it under the bar, wherever it was."""
        if self._above.indexOf(self.note_line) < 0:
            self._above.addWidget(self.note_line)
            self.note_line.show()

    def _lay_out(self) -> QSplitter:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.surface, 1)
        column.addWidget(self.transport)
        self._above = column
        self.take_note_line()
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
                "mute": keys.of("sound.mute"),
                "louder": keys.of("sound.louder", 1),
                "quieter": keys.of("sound.louder", -1),
                "loop": keys.of("loop.toggle"),
                "zoom_reset": keys.of("picture.whole"),
                "full_screen": keys.of("view.full_screen"),
                "go_to": keys.of("play.go_to"),
                "captions": keys.of("captions.turn"),
            }
        )

    def _connect(self) -> None:
        self.transport.play_toggled.connect(self.toggle_play)
        self.transport.step_requested.connect(self._step)
        self.transport.rate_requested.connect(self._set_rate)
        self._connect_controls()
        self.timeline.seek_requested.connect(self._seek)
        self.surface.clicked.connect(self._click)
        self.surface.double_clicked.connect(self.full_screen_asked)

    def _connect_controls(self) -> None:
        transport, controls = self.transport, self.controls
        transport.volume_requested.connect(controls.set_loudness)
        transport.mute_toggled.connect(controls.set_muted)
        transport.loop_cleared.connect(controls.clear_loop)
        transport.zoom_reset.connect(controls.show_whole_picture)
        transport.audio_track_chosen.connect(self._set_sound_track)
        transport.full_screen_asked.connect(self.full_screen_asked)
        transport.go_to_asked.connect(self.go_to_asked)
        transport.set_frame_number(self._frame_number)
        controls.loudness_changed.connect(transport.set_volume)
        controls.muted_changed.connect(transport.set_muted)
        controls.loop_changed.connect(self._show_loop)
        self.surface.zoomed.connect(transport.set_zoom)

    def _click(self) -> None:
        self.surface.setFocus(Qt.FocusReason.MouseFocusReason)
        self.toggle_play()

    def _step(self, frames: int) -> None:
        if self._player is not None:
            step_player(self._player, frames)

    def _set_rate(self, rate: float) -> None:
        if self._player is not None:
            self._player.set_rate(rate)

    def _set_sound_track(self, number: int) -> None:
        if self._player is not None:
            self._player.set_audio_track(number)

    def _show_sound_tracks(self) -> None:
        tracks = self._player.audio_tracks if self._player is not None else ()
        if tracks != self._sound_tracks:
            self._sound_tracks = tracks
            self.transport.set_audio_tracks([(track.number, track_words(track)) for track in tracks])

    def _show_loop(self, loop: Loop) -> None:
        self.transport.set_loop(loop.start_us, loop.end_us)
        self.timeline.set_loop(loop.start_us, loop.end_us)

    def _frame_number(self, at_us: int) -> int | None:
        times = self._player.frame_times if self._player is not None else None
        return times.nearest(at_us) if times else None

    def _pass_frames_on(self) -> None:
        """Nobody says when they are known."""
        if self._player is not None:
            self.timeline.set_frame_times(self._player.frame_times)

    def _seek(self, at_us: int) -> None:
        self._pass_frames_on()
        if self._player is not None:
            self._player.seek(at_us)


def track_words(track: AudioTrack) -> str:
    """Return what to call a sound track: its number, and what the file says of it."""
    words = QCoreApplication.translate("VideoPane", "Track {number}").format(number=track.number + 1)
    return " \N{MIDDLE DOT} ".join(part for part in (words, track.title, track.language) if part)
