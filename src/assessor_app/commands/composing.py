"""Writing feedback: from part to part, moments, preview, second looks, and the comment bank."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command

_NOTHING_OPEN = "Open a submission first: feedback and comments belong to its micro-credential."


def _is_open(ctx: Context) -> bool:
    if ctx.workbench.view is None:
        ctx.screens.say(_NOTHING_OPEN)
    return ctx.workbench.view is not None


@command("feedback.part", label="Next or previous part of the feedback")
def turn_part(ctx: Context, step: int) -> None:
    if _is_open(ctx):
        ctx.workbench.composing.turn_part(step)


@command("feedback.moment", label="Put a cited moment into the feedback")
def insert_moment(ctx: Context) -> None:
    if _is_open(ctx):
        ctx.workbench.composing.insert_moment()


@command("feedback.preview", label="Preview the feedback")
def turn_preview(ctx: Context) -> None:
    if _is_open(ctx):
        ctx.workbench.composing.turn_preview()


@command("text.finding", label="Next unknown word or name")
def next_finding(ctx: Context) -> None:
    if _is_open(ctx):
        ctx.workbench.composing.next_finding()


@command("text.keep", label="Keep as a comment")
def keep_comment(ctx: Context) -> None:
    if _is_open(ctx):
        ctx.workbench.composing.keep_comment()


@command("comments.bank", label="My comments")
def show_bank(ctx: Context) -> None:
    if _is_open(ctx):
        ctx.workbench.composing.show_bank()
