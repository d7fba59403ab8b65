"""What a command can do with the timeline."""

from typing import Protocol


class TimelineControls(Protocol):
    def zoom_by(self, steps: int) -> None:
        """Closer, or further with a negative number, about the playhead; 0 shows all of the recording."""

    def select_neighbour(self, step: int) -> bool:
        """Select the mark after (+1) or before (-1) the selected one, else the playhead; False without one."""
