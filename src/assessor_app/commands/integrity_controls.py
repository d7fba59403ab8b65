"""What commands ask of the part of the workbench that keeps an assessment fair."""

from typing import Protocol


class IntegrityControls(Protocol):
    def know_someone(self) -> None:
        """Hide everything of the evidence at once, then ask what is the matter."""

    def ask_hand_back(self) -> None:
        """Ask why the assignment shall go back to its server."""
