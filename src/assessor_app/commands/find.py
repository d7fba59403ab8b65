"""Finding words in captions and moments, and what the lists offer beside their arrow keys."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command


@command("find.open", label="Find words")
def find_open(ctx: Context) -> None:
    """In the moments while their list has the focus, else in the captions."""
    ctx.workbench.finding.open()


@command("find.go", label="Go to the next caption found")
def find_go(ctx: Context, step: int) -> None:
    ctx.workbench.finding.go(step)


@command("captions.turn", label="Other captions, or none")
def turn_captions(ctx: Context) -> None:
    ctx.workbench.finding.turn_captions()


@command("moments.sort", label="Sort the moments by another column")
def sort_moments(ctx: Context) -> None:
    ctx.workbench.finding.sort_moments()


@command("moments.edit", label="Edit the moment in its row")
def edit_moment(ctx: Context) -> None:
    ctx.workbench.finding.edit_moment()
