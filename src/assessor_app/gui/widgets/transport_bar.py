"""The transport bar under the picture: it shows the player's state and asks for changes, nothing more."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget

from assessor_app.gui.icons import icon
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.time_text import format_us
from assessor_app.media.player import PlayerState

RATES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
IconOf = Callable[[str, Tokens], QIcon]
_NORMAL_RATE = 1.0
_FULL = 100
_ICON = QSize(20, 20)
_SLIDER_WIDTH = 80
_HEIGHT = 44


class TransportBar(QWidget):
    """Signals only: whoever composes it connects them to commands."""

    play_toggled = Signal()
    step_requested = Signal(int)
    rate_requested = Signal(float)
    volume_requested = Signal(float)
    mute_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT, icon_of: IconOf | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._icon_of = icon_of or icon
        self._keys: Mapping[str, str] = {}
        self._is_playing, self._is_muted = False, False
        self._position_us, self._duration_us = 0, 0
        self._back, self._play, self._forward, self._sound = (QToolButton() for _ in range(4))
        self._rate_button = QToolButton()
        self._rate_menu = QMenu(self)
        self._at, self._of = QLabel(), QLabel()
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._build()
        self._dress()
        self.set_rate(_NORMAL_RATE)
        self.set_volume(1.0)
        self._write_times()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._dress()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Keys to name in tooltips: play, step_back, step_forward, slower, faster, mute."""
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

    def set_rate(self, rate: float) -> None:
        self._rate_button.setText(rate_text(rate))
        for action in self._rate_menu.actions():
            action.setChecked(action.data() == rate)
        self._rate_button.setAccessibleName(self.tr("Speed {rate}").format(rate=rate_text(rate)))

    def set_volume(self, volume: float) -> None:
        self._volume.blockSignals(True)
        self._volume.setValue(round(volume * _FULL))
        self._volume.blockSignals(False)

    def set_muted(self, is_muted: bool) -> None:
        self._is_muted = is_muted
        self._dress_sound()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(super().sizeHint().height(), _HEIGHT))

    def _build(self) -> None:
        self._back.clicked.connect(lambda: self.step_requested.emit(-1))
        self._play.clicked.connect(self.play_toggled)
        self._forward.clicked.connect(lambda: self.step_requested.emit(1))
        self._sound.clicked.connect(lambda: self.mute_toggled.emit(not self._is_muted))
        self._volume.setRange(0, _FULL)
        self._volume.setFixedWidth(_SLIDER_WIDTH)
        self._volume.setAccessibleName(self.tr("Volume"))
        self._volume.valueChanged.connect(lambda value: self.volume_requested.emit(value / _FULL))
        self._build_rates()
        for button in (self._back, self._play, self._forward, self._sound, self._rate_button):
            button.setProperty("look", "bar")
            button.setIconSize(_ICON)
        # Reached with Tab; a click leaves the focus on the player, where the keys that mark are.
        for control in (self._back, self._play, self._forward, self._sound, self._rate_button, self._volume):
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.set_state(PlayerState.EMPTY)

    def _build_rates(self) -> None:
        group = QActionGroup(self._rate_menu)
        for rate in RATES:
            action = QAction(rate_text(rate), self._rate_menu, checkable=True)
            action.setData(rate)
            group.addAction(action)
            self._rate_menu.addAction(action)
        group.triggered.connect(lambda action: self.rate_requested.emit(action.data()))
        self._rate_button.setMenu(self._rate_menu)
        self._rate_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        self._at.setFont(_even_digits(self._at.font()))
        self._of.setFont(_even_digits(self._of.font()))
        self._at.setAccessibleName(self.tr("Time"))
        self._of.setAccessibleName(self.tr("Duration"))
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE, SPACE, GAP_INSIDE, SPACE)
        line.setSpacing(SPACE)
        for button in (self._back, self._play, self._forward):
            line.addWidget(button)
        line.addSpacing(GAP_INSIDE)
        line.addWidget(self._at)
        line.addWidget(self._of)
        line.addStretch(1)
        line.addWidget(self._rate_button)
        line.addSpacing(GAP_BETWEEN - GAP_INSIDE)
        line.addWidget(self._sound)
        line.addWidget(self._volume)

    def _dress(self) -> None:
        self._dress_button(self._back, "step-back", self.tr("One frame back"), "step_back")
        self._dress_button(self._forward, "step-forward", self.tr("One frame forward"), "step_forward")
        self._dress_play()
        self._dress_sound()
        self._of.setStyleSheet(f"color: {self._tokens.quiet}")
        slower, faster = self._keys.get("slower", ""), self._keys.get("faster", "")
        words = self.tr("Speed")
        self._rate_button.setToolTip(f"{words} ({slower} {faster})" if slower and faster else words)
        # The widest time there is, so that nothing beside it moves.
        width = QFontMetrics(self._at.font()).horizontalAdvance("00:00:00.000")
        self._at.setMinimumWidth(width + 2)

    def _dress_play(self) -> None:
        name, words = ("pause", self.tr("Pause")) if self._is_playing else ("play", self.tr("Play"))
        self._dress_button(self._play, name, words, "play")

    def _dress_sound(self) -> None:
        name, words = ("volume-x", self.tr("Sound on")) if self._is_muted else ("volume-2", self.tr("Sound off"))
        self._dress_button(self._sound, name, words, "mute")

    def _dress_button(self, button: QToolButton, name: str, words: str, key_name: str) -> None:
        key = self._keys.get(key_name, "")
        button.setIcon(self._icon_of(name, self._tokens))
        button.setToolTip(f"{words} ({key})" if key else words)
        button.setAccessibleName(words)

    def _write_times(self) -> None:
        self._at.setText(format_us(self._position_us))
        self._of.setText(f"/ {format_us(self._duration_us)}")


def rate_text(rate: float) -> str:
    """Return `1.0x` or `0.25x` with a multiplication sign."""
    digits = f"{rate:.2f}"
    return f"{digits.removesuffix('0')}\N{MULTIPLICATION SIGN}"


def _even_digits(font: QFont) -> QFont:
    even = QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    return even
