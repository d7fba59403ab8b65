"""What a command can do with the rubric of the open assignment, beside choosing a level."""

from typing import Protocol


class JudgingControls(Protocol):
    def go(self, step: int) -> None:
        """Open the next (+1) or previous (-1) criterion."""

    def ask_condition(self) -> None:
        """Ask why the criterion in focus cannot be scored."""

    def show_whole(self) -> None:
        """Show all levels of all criteria side by side."""

    def go_to_missing(self) -> None:
        """Go to what is missing next."""

    def go_to_difference(self) -> None:
        """For an adjudicator: go to the next criterion on which the assessors differ."""
