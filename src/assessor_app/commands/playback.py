"""Playing, shuttling, jumping, stepping, speed, repeating, loudness and looking closer."""

from assessor_app.commands.context import Context
from assessor_app.commands.places import is_timed
from assessor_app.commands.registry import command
from assessor_app.domain.annotation import TimeSelector
from assessor_app.media.player import Player, PlayerState
from assessor_app.media.shuttle import NORMAL, RATES, next_speed

_CAN_PLAY = (PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED)
_PAN = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


@command("play.toggle", label="Play or pause")
def toggle(ctx: Context) -> None:
    """From inside text, too; a video behind a text, PDF or picture stays as it is."""
    if is_timed(ctx):
        toggle_player(ctx.player)


@command("play.stop", label="Stop shuttling, or play")
def stop(ctx: Context) -> None:
    """Pause and go back to the normal speed; paused, play at that speed."""
    player = ctx.player
    was_playing = player.state is PlayerState.PLAYING
    if was_playing:
        player.pause()
    player.set_rate(NORMAL)
    if not was_playing and player.state in _CAN_PLAY:
        _play(player)


@command("play.shuttle", label="Shuttle")
def shuttle(ctx: Context, direction: int) -> None:
    """+1 forwards, -1 backwards; again for faster, against the direction of travel for slower."""
    player = ctx.player
    if player.state not in _CAN_PLAY:
        return
    is_playing = player.state is PlayerState.PLAYING
    speed = next_speed(player.rate, direction, is_playing=is_playing)
    player.set_rate(speed)
    if player.state is not PlayerState.PLAYING:
        _play(player)


def toggle_player(player: Player) -> None:
    """Pause, or play on at the speed that was chosen, backwards too."""
    if player.state is PlayerState.PLAYING:
        player.pause()
    elif player.state in _CAN_PLAY:
        _play(player)


def step_player(player: Player, frames: int) -> None:
    """Move by whole frames, paused; negative goes back."""
    if player.state is PlayerState.PLAYING:
        player.pause()
    if player.state in _CAN_PLAY:
        player.step(frames)


def _play(player: Player) -> None:
    if player.state is PlayerState.ENDED and player.rate > 0:
        player.seek(0)
    player.play()


@command("play.jump", label="Jump")
def jump(ctx: Context, by_us: int) -> None:
    at = ctx.player.painted()
    if at is not None:
        ctx.player.seek(min(max(0, at.start_us + by_us), ctx.player.duration_us))


@command("play.step", label="Step by a frame")
def step(ctx: Context, frames: int) -> None:
    step_player(ctx.player, frames)


@command("play.speed", label="Change the speed")
def change_speed(ctx: Context, step_by: int) -> None:
    """Faster or slower in the direction it runs."""
    rate = ctx.player.rate
    speed, direction = abs(rate), 1 if rate > 0 else -1
    faster = [each for each in RATES if each > speed]
    slower = [each for each in RATES if each < speed]
    if step_by > 0 and faster:
        ctx.player.set_rate(direction * faster[0])
    elif step_by < 0 and slower:
        ctx.player.set_rate(direction * slower[-1])


@command("play.speed_normal", label="Normal speed")
def normal_speed(ctx: Context) -> None:
    ctx.player.set_rate(NORMAL)


@command("play.start", label="Go to the start")
def go_to_start(ctx: Context) -> None:
    ctx.player.seek(0)


@command("play.end", label="Go to the end")
def go_to_end(ctx: Context) -> None:
    ctx.player.seek(ctx.player.duration_us)


@command("play.go_to", label="Go to a time")
def go_to(ctx: Context) -> None:
    ctx.workbench.ask_time(ctx.player.seek)


@command("loop.begin", label="Repeat from here")
def begin_loop(ctx: Context) -> None:
    ctx.workbench.controls.begin_loop()


@command("loop.end", label="Repeat up to here")
def end_loop(ctx: Context) -> None:
    ctx.workbench.controls.end_loop()


@command("loop.toggle", label="Repeat a stretch")
def toggle_loop(ctx: Context) -> None:
    """The stretch that is selected; else the beginning, the end, and off again."""
    ctx.workbench.controls.toggle_loop(_selected_stretch(ctx))


def _selected_stretch(ctx: Context) -> tuple[int, int] | None:
    mark_id, artifact = ctx.workbench.chosen_mark_id, ctx.workbench.artifact
    mark = ctx.workbench.annotation(mark_id) if mark_id is not None else None
    if mark is None or artifact is None or mark.artifact_id != artifact.artifact_id:
        return None
    place = mark.selector
    is_stretch = isinstance(place, TimeSelector) and not place.is_point
    return (place.start_us, place.end_us) if isinstance(place, TimeSelector) and is_stretch else None


@command("sound.louder", label="Louder or quieter")
def change_loudness(ctx: Context, steps: int) -> None:
    ctx.workbench.controls.change_loudness(steps)


@command("sound.mute", label="Sound off, and on again")
def mute(ctx: Context) -> None:
    ctx.workbench.controls.toggle_mute()


@command("picture.zoom", label="Look closer")
def zoom(ctx: Context, steps: int) -> None:
    if is_timed(ctx):
        ctx.workbench.controls.zoom(steps)
    else:
        ctx.workbench.reading.zoom(steps)


@command("picture.pan", label="Move the part that is seen")
def pan(ctx: Context, direction: str) -> None:
    """left, right, up or down."""
    if is_timed(ctx):
        ctx.workbench.controls.pan(*_PAN[direction])
    else:
        ctx.workbench.reading.pan(*_PAN[direction])


@command("picture.whole", label="Show the whole picture")
def show_whole_picture(ctx: Context) -> None:
    if is_timed(ctx):
        ctx.workbench.controls.show_whole_picture()
    else:
        ctx.workbench.reading.show_whole()
