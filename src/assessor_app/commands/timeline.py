"""Looking at the timeline: closer, further, all of it, and from mark to mark."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command


@command("timeline.zoom", label="Zoom the timeline")
def zoom(ctx: Context, steps: int) -> None:
    ctx.workbench.timeline.zoom_by(steps)


@command("timeline.whole", label="Show the whole timeline")
def show_whole(ctx: Context) -> None:
    ctx.workbench.timeline.zoom_by(0)


@command("timeline.mark", label="Go from mark to mark")
def go_to_neighbour(ctx: Context, step: int) -> None:
    if not ctx.workbench.timeline.select_neighbour(step):
        ctx.screens.say("There is no moment after this one." if step > 0 else "There is no moment before this one.")
