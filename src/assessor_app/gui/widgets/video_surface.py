"""The picture: paints the player's frame letterboxed, or says in words why there is none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.media.player import Player


class VideoSurface(QWidget):
    """Shows one player. `LOADING` and `FAILED` of the player are shown by themselves."""

    fetch_requested = Signal()
    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)

    def set_tokens(self, tokens: Tokens) -> None: ...
    def set_player(self, player: Player | None) -> None:
        """Show this player from now on; None shows the empty state."""

    def show_video(self) -> None:
        """Back to the picture after one of the states below."""

    def show_empty(self, sentence: str = "") -> None: ...
    def show_absent(self, sentence: str = "", *, can_fetch: bool = True) -> None:
        """"Not on this laptop yet", with a button that emits `fetch_requested`."""

    def show_downloading(self, done: int, size: int) -> None:
        """Bytes so far, while it is being fetched."""

    def show_failed(self, sentence: str) -> None: ...
