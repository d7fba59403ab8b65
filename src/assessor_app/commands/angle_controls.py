"""What a command can do with a second recording of the same lesson, shown beside the first."""

from typing import Protocol


class AngleControls(Protocol):
    def turn(self) -> None:
        """Show the next other recording beside this one, after the last of them none."""

    def shift(self, frames: int = 0, by_us: int = 0) -> None:
        """Show the second recording so much later (+) or earlier (-) against the first."""

    def line_up(self) -> None:
        """Hold the second picture still; and again: the two pictures on the screen are the same moment."""

    def swap_sound(self) -> None:
        """Hear the other of the two."""
