"""What a command can do with evidence that is read or looked at: a text, a PDF or a picture."""

from typing import Protocol

from assessor_app.domain.annotation import Selector


class NoPlace(Exception):
    """There is nothing here that a mark could mean; the message is a sentence that says what to do."""


class ReadingControls(Protocol):
    """Everything is about the text, PDF or picture on show; without one nothing happens."""

    @property
    def is_open(self) -> bool:
        """Whether one is chosen: then keys of the player mean nothing, even while it is still being opened."""

    def place(self) -> Selector:
        """What a mark key means now: the selection or region in sight, else the paragraph, the page or the whole.

        Raises NoPlace.
        """

    def move_region(self, right: int, down: int) -> None:
        """Move the region by steps of the screen; without one put it into the middle of what is seen."""

    def size_region(self, right: int, down: int) -> None:
        """Make the region wider and higher, or narrower and lower."""

    def quote_region(self) -> None:
        """Select the words inside the region instead of it. Raises NoPlace where there are none."""

    def turn_page(self, step: int) -> None: ...
    def go_to_edge(self, step: int) -> None:
        """To the beginning (-1) or the end (+1)."""

    def zoom(self, steps: int) -> None: ...
    def pan(self, right: int, down: int) -> None: ...
    def show_whole(self) -> None: ...
    def select_neighbour(self, step: int) -> bool:
        """Select and show the mark after (+1) or before (-1) the selected one; False without one."""

    def let_go(self) -> bool:
        """Drop region or selection while the evidence has the focus; False when there was none."""
