"""Playing, jumping, stepping and speed."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command
from assessor_app.media.player import PlayerState

RATES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_CAN_PLAY = (PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED)


@command("play.toggle", label="Play or pause")
def toggle(ctx: Context) -> None:
    player = ctx.player
    if player.state is PlayerState.PLAYING:
        player.pause()
    elif player.state in _CAN_PLAY:
        if player.state is PlayerState.ENDED:
            player.seek(0)
        player.play()


@command("play.jump", label="Jump")
def jump(ctx: Context, by_us: int) -> None:
    at = ctx.player.painted()
    if at is not None:
        ctx.player.seek(min(max(0, at.start_us + by_us), ctx.player.duration_us))


@command("play.step", label="Step by a frame")
def step(ctx: Context, frames: int) -> None:
    if ctx.player.state is PlayerState.PLAYING:
        ctx.player.pause()
    if ctx.player.state in _CAN_PLAY:
        ctx.player.step(frames)


@command("play.speed", label="Change the speed")
def change_speed(ctx: Context, step_by: int) -> None:
    rate = ctx.player.rate
    faster = [each for each in RATES if each > rate]
    slower = [each for each in RATES if each < rate]
    if step_by > 0 and faster:
        ctx.player.set_rate(faster[0])
    elif step_by < 0 and slower:
        ctx.player.set_rate(slower[-1])


@command("play.speed_normal", label="Normal speed")
def normal_speed(ctx: Context) -> None:
    ctx.player.set_rate(1.0)


@command("play.start", label="Go to the start")
def go_to_start(ctx: Context) -> None:
    ctx.player.seek(0)


@command("play.end", label="Go to the end")
def go_to_end(ctx: Context) -> None:
    ctx.player.seek(ctx.player.duration_us)


@command("play.go_to", label="Go to a time")
def go_to(ctx: Context) -> None:
    ctx.workbench.ask_time(ctx.player.seek)
