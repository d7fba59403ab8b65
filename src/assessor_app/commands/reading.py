"""Getting around in evidence that is read or looked at: regions, pages, and from mark to mark."""

from assessor_app.commands.context import Context
from assessor_app.commands.reading_controls import NoPlace
from assessor_app.commands.registry import command

_STEPS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_SIZES = {"narrower": (-1, 0), "wider": (1, 0), "lower": (0, -1), "higher": (0, 1)}


@command("region.move", label="Move the region")
def move_region(ctx: Context, direction: str) -> None:
    """left, right, up or down."""
    ctx.workbench.reading.move_region(*_STEPS[direction])


@command("region.size", label="Change the size of the region")
def size_region(ctx: Context, change: str) -> None:
    """narrower, wider, lower or higher."""
    ctx.workbench.reading.size_region(*_SIZES[change])


@command("region.quote", label="Select the words inside the region")
def quote_region(ctx: Context) -> None:
    try:
        ctx.workbench.reading.quote_region()
    except NoPlace as reason:
        ctx.screens.say(str(reason))


@command("reading.page", label="Next or previous page")
def turn_page(ctx: Context, step: int) -> None:
    ctx.workbench.reading.turn_page(step)


@command("reading.edge", label="To the beginning or the end")
def go_to_edge(ctx: Context, step: int) -> None:
    ctx.workbench.reading.go_to_edge(step)


@command("reading.mark", label="Go from mark to mark")
def go_to_mark(ctx: Context, step: int) -> None:
    if not ctx.workbench.reading.select_neighbour(step):
        ctx.screens.say("There is no moment after this one." if step > 0 else "There is no moment before this one.")
