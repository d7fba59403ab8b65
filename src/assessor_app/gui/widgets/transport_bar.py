"""The transport bar under the picture: it shows the player's state and asks for changes, nothing more."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from assessor_app.gui.tokens import LIGHT, Tokens

RATES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
IconOf = Callable[[str, Tokens], QIcon]


class TransportBar(QWidget):
    """Signals only: whoever composes it connects them to commands."""

    play_toggled = Signal()
    step_requested = Signal(int)
    rate_requested = Signal(float)
    volume_requested = Signal(float)
    mute_toggled = Signal(bool)

    def __init__(
        self, parent: QWidget | None = None, tokens: Tokens = LIGHT, icon_of: IconOf | None = None
    ) -> None:
        super().__init__(parent)

    def set_tokens(self, tokens: Tokens) -> None: ...
    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Keys to name in tooltips: play, step_back, step_forward, slower, faster, mute."""

    def set_state(self, state: str) -> None:
        """A PlayerState."""

    def set_position(self, at_us: int) -> None: ...
    def set_duration(self, duration_us: int) -> None: ...
    def set_rate(self, rate: float) -> None: ...
    def set_volume(self, volume: float) -> None: ...
    def set_muted(self, is_muted: bool) -> None: ...
