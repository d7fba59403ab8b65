"""What the window asks of the workbench page, beside what commands do with it."""

from typing import Protocol

from assessor_app.commands.context import Workbench
from assessor_app.media.player import Player, SignalPort


class WorkbenchScreen(Workbench, Protocol):
    """It is a QWidget and a hub page."""

    @property
    def player(self) -> Player: ...
    def show_connection(self, is_online: bool | None) -> None: ...
    @property
    def bare_asked(self) -> SignalPort:
        """Carries True when only the evidence shall be seen, False when the rest shall come back."""

    def open_assignment(self, assignment_id: str) -> None: ...
    def hand_over(self) -> None:
        """Commit what is being typed, and stay."""

    @property
    def is_playing(self) -> bool: ...
    def put_away(self) -> None:
        """Commit what is being typed, stop what plays and close all evidence; nothing opens until `bring_back`."""

    def bring_back(self) -> None:
        """Show again what was shown, at the same place, paused."""

    @property
    def is_settled(self) -> bool:
        """Whether everything typed is on the disk."""

    def leave(self) -> None:
        """Commit what is being typed, and let go of the media."""
