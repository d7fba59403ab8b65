"""What a command can do with the feedback being written and the comments kept for it."""

from typing import Protocol


class ComposingControls(Protocol):
    def turn_part(self, step: int) -> None:
        """To the feedback of the next (+1) or previous (-1) criterion, the overall one between last and first."""

    def insert_moment(self) -> None:
        """Offer the cited moments to put into the text."""

    def turn_preview(self) -> None:
        """Show the page as the candidate will read it, or put it away."""

    def next_finding(self) -> None:
        """Go to the next unknown word or name of the text, and offer what to do about it."""

    def keep_comment(self) -> None:
        """Keep the selection, or the whole text, in the comment bank."""

    def show_bank(self) -> None:
        """Open the comment bank of the micro-credential."""
