"""A second camera beside the video: shown, shifted, lined up, heard."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command

_SECOND_US = 1_000_000


@command("angle.turn", label="Second camera")
def turn(ctx: Context) -> None:
    ctx.workbench.angles.turn()


@command("angle.shift_frame", label="Shift the second camera by a frame")
def shift_frame(ctx: Context, frames: int) -> None:
    ctx.workbench.angles.shift(frames=frames)


@command("angle.shift_second", label="Shift the second camera by a second")
def shift_second(ctx: Context, seconds: int) -> None:
    ctx.workbench.angles.shift(by_us=seconds * _SECOND_US)


@command("angle.line_up", label="Line the second camera up")
def line_up(ctx: Context) -> None:
    ctx.workbench.angles.line_up()


@command("angle.sound", label="Hear the other camera")
def swap_sound(ctx: Context) -> None:
    ctx.workbench.angles.swap_sound()
