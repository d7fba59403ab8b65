"""What a command can do with the open video beyond the player itself: repeat, loudness and looking closer."""

from typing import Protocol

from assessor_app.media.loop import Loop


class PlayerControls(Protocol):
    """Times are microseconds of media time; everything belongs to the open artifact but loudness, which is kept."""

    @property
    def loop(self) -> Loop: ...
    def begin_loop(self) -> None:
        """Repeat from the frame on screen."""

    def end_loop(self) -> None:
        """Repeat up to the frame on screen."""

    def toggle_loop(self, stretch: tuple[int, int] | None) -> None:
        """Repeat `stretch`; without one set the beginning, then the end, then stop repeating."""

    def change_loudness(self, steps: int) -> None: ...
    def toggle_mute(self) -> None: ...
    def zoom(self, steps: int) -> None:
        """Larger, or smaller with a negative number."""

    def pan(self, right: int, down: int) -> None:
        """Move the part of the picture that is seen, by steps."""

    def show_whole_picture(self) -> None: ...
