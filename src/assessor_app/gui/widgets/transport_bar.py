"""The transport bar under the picture: it shows the player's state and asks for changes, nothing more."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QIcon
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QToolTip, QWidget

from assessor_app.gui.icons import icon
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.choice_menu import Choice, ChoiceMenu
from assessor_app.gui.widgets.folding_line import KEPT, Fill, FoldingLine
from assessor_app.gui.widgets.time_text import format_span, format_us
from assessor_app.gui.widgets.volume_slider import VolumeSlider
from assessor_app.media.player import PlayerState
from assessor_app.media.shuttle import RATES

IconOf = Callable[[str, Tokens], QIcon]
FrameOf = Callable[[int], int | None]
_NORMAL_RATE = 1.0
_ICON, _SMALL_ICON = QSize(20, 20), QSize(16, 16)
_HEIGHT = 44
_AS_RECORDED = 1.0
# The higher, the sooner it goes into the menu.
_STEP, _RATE, _LOUDER, _LOOP, _CAPTIONS, _ZOOM, _SLIDER, _DURATION, _SCREEN, _WATCHED = range(1, 11)


class TransportBar(FoldingLine):
    """Signals only: whoever composes it connects them to commands."""

    play_toggled = Signal()
    step_requested = Signal(int)
    rate_requested = Signal(float)
    volume_requested = Signal(float)
    """0.0 to 4.0; above 1.0 louder than recorded."""
    mute_toggled = Signal(bool)
    caption_track_chosen = Signal(object)
    """The id of a caption track, None for no captions."""
    audio_track_chosen = Signal(int)
    loop_cleared = Signal()
    zoom_reset = Signal()
    go_to_asked = Signal()
    full_screen_asked = Signal()

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT, icon_of: IconOf | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._icon_of = icon_of or icon
        self._keys: Mapping[str, str] = {}
        self._is_playing, self._is_muted, self._is_full = False, False, False
        self._loudness = _AS_RECORDED
        self._loop: tuple[int, int | None] | None = None
        self._position_us, self._duration_us = 0, 0
        self._frame_of: FrameOf = lambda _: None
        self._back, self._play, self._forward, self._sound = (_button() for _ in range(4))
        self._rate_button, self._captions_button, self._screen, self._more = (_button() for _ in range(4))
        self._loop_chip, self._zoom_chip = _button(), _button()
        self._rates = ChoiceMenu(self.tr("Speed"), self)
        self._captions = ChoiceMenu(self.tr("Captions"), self)
        self._tracks = ChoiceMenu(self.tr("Sound track"), self)
        self._more_menu = QMenu(self)
        self._at, self._of, self._louder, self._watched = QLabel(), QLabel(), QLabel(), QLabel()
        self._volume = VolumeSlider(tokens=tokens)
        self._build()
        self._dress()
        self.set_rate(_NORMAL_RATE)
        self.set_volume(_AS_RECORDED)
        self._write_times()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._dress()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Keys to name in tooltips: play, step_back, step_forward, slower, faster, mute, louder, quieter, loop,
        go_to, zoom_reset, full_screen."""
        self._keys = dict(keys)
        self._dress()

    def set_state(self, state: str) -> None:
        """A PlayerState."""
        self._is_playing = state == PlayerState.PLAYING
        is_open = state in (PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED)
        for button in (self._back, self._play, self._forward):
            button.setEnabled(is_open)
        if not is_open:
            self._position_us = 0
            self._write_times()
        self._dress_play()

    def set_position(self, at_us: int) -> None:
        self._position_us = at_us
        self._at.setText(format_us(at_us))

    def set_duration(self, duration_us: int) -> None:
        self._duration_us = duration_us
        self._write_times()

    def set_watched(self, words: str) -> None:
        """How much of it was watched; empty while nothing can be said."""
        self._watched.setText(words)
        self.want(self._watched, is_wanted=bool(words))

    def set_frame_number(self, frame_of: FrameOf) -> None:
        """What tells the number of the frame at a time (microseconds), None while nobody knows."""
        self._frame_of = frame_of

    def set_rate(self, rate: float) -> None:
        """Negative while it plays backwards."""
        self._rate_button.setText(rate_text(rate))
        self._rates.show_chosen(rate)
        words = self.tr("Speed {rate} backwards") if rate < 0 else self.tr("Speed {rate}")
        self._rate_button.setAccessibleName(words.format(rate=rate_text(abs(rate))))
        self.fold()

    def set_volume(self, volume: float) -> None:
        """0.0 to 4.0, 1.0 as recorded."""
        self._loudness = volume
        self._volume.show_loudness(volume)
        self._dress_sound()

    def set_muted(self, is_muted: bool) -> None:
        self._is_muted = is_muted
        self._dress_sound()

    def set_caption_tracks(self, tracks: Sequence[Choice]) -> None:
        """Ids and names; without any there is no button."""
        self._captions.set_choices([(None, self.tr("No captions")), *tracks])
        self.show_caption_track(None)
        self.want(self._captions_button, is_wanted=bool(tracks))

    def show_caption_track(self, track_id: object) -> None:
        """Tick the track that is on; None for none."""
        self._captions.show_chosen(track_id)
        self._captions_button.setChecked(track_id is not None)

    def set_audio_tracks(self, tracks: Sequence[Choice], chosen: int = 0) -> None:
        """Numbers and names; the choice is offered in the menu when there are several."""
        self._tracks.set_choices(tracks)
        self._tracks.show_chosen(chosen)
        self._tracks.menuAction().setVisible(len(tracks) > 1)

    def set_loop(self, start_us: int | None, end_us: int | None = None) -> None:
        """The stretch that is repeated; without an end it is being chosen, without a start there is none."""
        self._loop = None if start_us is None else (start_us, end_us)
        self.want(self._loop_chip, is_wanted=start_us is not None)
        self._dress_loop()

    def set_zoom(self, factor: float) -> None:
        self._zoom_chip.setText(f" {rate_text(factor)}")
        self.want(self._zoom_chip, is_wanted=factor > 1)

    def set_full_screen(self, *, is_full: bool) -> None:
        self._is_full = is_full
        self._dress_screen()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(super().sizeHint().height(), _HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._is_on_times(event):
            QToolTip.showText(event.globalPos(), self._frame_words(), self)
            return True
        return super().event(event)

    # ---- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._back.clicked.connect(lambda: self.step_requested.emit(-1))
        self._play.clicked.connect(self.play_toggled)
        self._forward.clicked.connect(lambda: self.step_requested.emit(1))
        self._sound.clicked.connect(lambda: self.mute_toggled.emit(not self._is_muted))
        self._volume.loudness_asked.connect(self.volume_requested)
        self._screen.clicked.connect(self.full_screen_asked)
        self._loop_chip.clicked.connect(self.loop_cleared)
        self._zoom_chip.clicked.connect(self.zoom_reset)
        self._captions_button.setCheckable(True)
        for chip in (self._loop_chip, self._zoom_chip):
            chip.setProperty("look", "chip")
            chip.setIconSize(_SMALL_ICON)
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._build_menus()
        self._volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.set_state(PlayerState.EMPTY)

    def _build_menus(self) -> None:
        self._rates.set_choices([(rate, rate_text(rate)) for rate in RATES])
        self._rates.chosen.connect(self.rate_requested.emit)
        self._captions.chosen.connect(self._choose_caption)
        self._captions.aboutToHide.connect(self._keep_captions_button)
        self._tracks.chosen.connect(self.audio_track_chosen.emit)
        self._more_menu.addMenu(self._tracks)
        self._tracks.menuAction().setVisible(False)
        self._more_menu.aboutToShow.connect(self._fill_more)
        for button, menu in (
            (self._rate_button, self._rates),
            (self._captions_button, self._captions),
            (self._more, self._more_menu),
        ):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        self._at.setFont(_even_digits(self._at.font()))
        self._of.setFont(_even_digits(self._of.font()))
        self._at.setAccessibleName(self.tr("Time"))
        self._of.setAccessibleName(self.tr("Duration"))
        self._louder.setAccessibleName(self.tr("Louder than recorded"))
        self.put(self._back, _STEP, self._as_action(self.tr("One frame back"), self._back))
        self.put(self._play)
        self.put(self._forward, _STEP, self._as_action(self.tr("One frame forward"), self._forward))
        self.put(self._at)
        self.put(self._of, _DURATION)
        self.put(self._watched, _WATCHED, is_wanted=False)
        self.put_stretch()
        self.put(self._loop_chip, _LOOP, self._as_action(self.tr("Stop repeating"), self._loop_chip), is_wanted=False)
        self.put(self._zoom_chip, _ZOOM, self._as_action(self.tr("Whole picture"), self._zoom_chip), is_wanted=False)
        self.put(self._rate_button, _RATE, lambda menu: _add(menu, self._rates))
        self.put(self._captions_button, _CAPTIONS, lambda menu: _add(menu, self._captions), is_wanted=False)
        self.put(self._sound, KEPT)
        self.put(self._louder, _LOUDER, is_wanted=False)
        self.put(self._volume, _SLIDER, self._fill_volume)
        self.put(self._screen, _SCREEN, self._fill_screen)
        self.put(self._more, KEPT)

    def _as_action(self, words: str, button: QToolButton) -> Fill:
        def fill(menu: QMenu) -> None:
            action = menu.addAction(words)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)

        return fill

    def _fill_more(self) -> None:
        self._more_menu.clear()
        menu = self._more_menu
        menu.addAction(self.tr("Go to a time…")).triggered.connect(self.go_to_asked)
        menu.addMenu(self._tracks)
        self.fill_folded(menu)

    def _fill_volume(self, menu: QMenu) -> None:
        volume = self._volume
        menu.addAction(self.tr("Louder")).triggered.connect(lambda: volume.setValue(volume.value() + volume.pageStep()))
        menu.addAction(self.tr("Quieter")).triggered.connect(
            lambda: volume.setValue(volume.value() - volume.pageStep())
        )

    def _fill_screen(self, menu: QMenu) -> None:
        self._as_action(self._screen.accessibleName(), self._screen)(menu)

    def _choose_caption(self, track_id: object) -> None:
        self.show_caption_track(track_id)
        self.caption_track_chosen.emit(track_id)

    def _keep_captions_button(self) -> None:
        """Opening its menu is no choice."""
        self._captions_button.setChecked(self._captions.shown_words not in ("", self.tr("No captions")))

    # ---- look ----------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._dress_button(self._back, "step-back", self.tr("One frame back"), "step_back")
        self._dress_button(self._forward, "step-forward", self.tr("One frame forward"), "step_forward")
        self._dress_button(self._captions_button, "captions", self.tr("Captions"), "captions")
        self._dress_button(self._more, "ellipsis", self.tr("More"), "")
        self._dress_play()
        self._dress_screen()
        self._dress_sound()
        self._dress_loop()
        self._of.setStyleSheet(f"color: {self._tokens.quiet}")
        self._watched.setStyleSheet(f"color: {self._tokens.quiet}")
        self._louder.setStyleSheet(f"color: {self._tokens.warn}")
        self._volume.set_tokens(self._tokens)
        self._rate_button.setToolTip(self._with_keys(self.tr("Speed"), "slower", "faster"))
        self._zoom_chip.setIcon(self._icon_of("zoom-in", self._tokens))
        self._loop_chip.setIcon(self._icon_of("repeat", self._tokens))
        self._zoom_chip.setAccessibleName(self.tr("Show the whole picture"))
        self._zoom_chip.setToolTip(self._with_keys(self.tr("Zoomed in. Show the whole picture"), "zoom_reset"))
        self._volume.setToolTip(self._with_keys(self.tr("Volume"), "quieter", "louder"))
        # The widest time there is, so that nothing beside it moves. Of fixed size, because everything around a label
        # that could change its size is laid out anew with each of its words: here thirty times a second.
        size = QFontMetrics(self._at.font()).size(0, "00:00:00.000")
        self._at.setFixedSize(size.width() + 2, size.height())
        self.fold()

    def _dress_play(self) -> None:
        name, words = ("pause", self.tr("Pause")) if self._is_playing else ("play", self.tr("Play"))
        self._dress_button(self._play, name, words, "play")

    def _dress_screen(self) -> None:
        name, words = (
            ("minimize", self.tr("Leave full screen")) if self._is_full else ("maximize", self.tr("Full screen"))
        )
        self._dress_button(self._screen, name, words, "full_screen")

    def _dress_sound(self) -> None:
        name, words = ("volume-x", self.tr("Sound on")) if self._is_muted else ("volume-2", self.tr("Sound off"))
        self._dress_button(self._sound, name, words, "mute")
        percent = self.tr("{percent} %").format(percent=round(self._loudness * 100))
        self._louder.setText(percent)
        self._volume.setAccessibleDescription(percent)
        self.want(self._louder, is_wanted=self._loudness > _AS_RECORDED)

    def _dress_loop(self) -> None:
        if self._loop is None:
            return
        start_us, end_us = self._loop
        self._loop_chip.setText(" A–B" if end_us is not None else " A–")  # noqa: RUF001 - an en dash
        if end_us is None:
            words = self.tr("Repeats from {start} once its end is set").format(start=format_us(start_us))
        else:
            words = self.tr("Repeats {span}. Stop repeating").format(span=format_span(start_us, end_us))
        self._loop_chip.setAccessibleName(words)
        self._loop_chip.setToolTip(self._with_keys(words, "loop"))

    def _dress_button(self, button: QToolButton, name: str, words: str, key_name: str) -> None:
        button.setIcon(self._icon_of(name, self._tokens))
        button.setToolTip(self._with_keys(words, key_name))
        button.setAccessibleName(words)

    def _with_keys(self, words: str, *names: str) -> str:
        keys = " ".join(key for name in names if (key := self._keys.get(name, "")))
        return f"{words} ({keys})" if keys else words

    def _write_times(self) -> None:
        self._at.setText(format_us(self._position_us))
        self._of.setText(f"/ {format_us(self._duration_us)}")
        self.fold()

    def _is_on_times(self, event: QHelpEvent) -> bool:
        return self._at.geometry().contains(event.pos())

    def _frame_words(self) -> str:
        number = self._frame_of(self._position_us)
        words = format_us(self._position_us)
        return words if number is None else self.tr("Frame {number}, {time}").format(number=number, time=words)


def rate_text(rate: float) -> str:
    """Return `1.0x`, `0.25x` or, backwards, `-2.0x`, with the signs of a printed number."""
    digits = f"{abs(rate):.2f}"
    sign = "\N{MINUS SIGN}" if rate < 0 else ""
    return f"{sign}{digits.removesuffix('0')}\N{MULTIPLICATION SIGN}"


def _button() -> QToolButton:
    made = QToolButton()
    made.setProperty("look", "bar")
    made.setIconSize(_ICON)
    # Reached with Tab; a click leaves the focus on the player, where the keys that mark are.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _add(menu: QMenu, inner: ChoiceMenu) -> None:
    menu.addMenu(inner)


def _even_digits(font: QFont) -> QFont:
    even = QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    return even
