"""Levels, undo and redo on the open assignment."""

from collections.abc import Callable

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command
from assessor_app.domain.journal import Act
from assessor_app.services import score, undo
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork


@command("score.level", label="Choose a level")
def choose_level(ctx: Context, number: int) -> None:
    """Level `number` of the criterion in focus, 1 is the lowest."""
    view, criterion_id = ctx.workbench.view, ctx.workbench.focused_criterion_id
    if view is None or criterion_id is None:
        ctx.screens.say("Choose a criterion in the rubric first.")
        return
    levels = view.rubric.criterion(criterion_id).levels
    if number > len(levels):
        ctx.screens.say("This criterion has fewer levels. They are counted from the lowest.")
        return
    level_id, assignment_id, tools = levels[number - 1].level_id, view.assignment.assignment_id, ctx.desk.tools
    ctx.desk.write(lambda uow: score.set_level(uow, tools, assignment_id, criterion_id, level_id))


@command("edit.undo", label="Undo")
def undo_last(ctx: Context) -> None:
    _take_back(ctx, undo.undo, "Nothing left to undo in this submission.")


@command("edit.redo", label="Redo")
def redo_last(ctx: Context) -> None:
    _take_back(ctx, undo.redo, "Nothing to redo.")


def _take_back(ctx: Context, verb: Callable[[UnitOfWork, Tools, str], Done[Act | None]], nothing: str) -> None:
    view = ctx.workbench.view
    if view is None:
        return
    assignment_id, tools = view.assignment.assignment_id, ctx.desk.tools
    ctx.workbench.in_hand.seal_nudges()
    ctx.desk.write(
        lambda uow: verb(uow, tools, assignment_id),
        lambda act: ctx.screens.say(nothing) if act is None else None,
    )
