"""Which marks a key means, how far their edges can be moved, and what is said when there is nothing to be done."""

from assessor_app.commands.context import Context
from assessor_app.commands.frame_steps import SOUND_STEP_US, EvenSteps, RealFrames, Steps
from assessor_app.domain.annotation import InvalidSelector
from assessor_app.domain.submission import Artifact
from assessor_app.media.player import Player

NO_MARK = "Mark a moment first, or choose one in the list of moments."
UNCOUNTED = (
    "The frames of this video are still being counted. Wait a moment, then try again."
    " If that does not help, the video does not say when each of them is shown: mark the moment anew instead."
)


def target_id(ctx: Context) -> str | None:
    """The mark chosen, else the last one made, however long ago."""
    return ctx.workbench.chosen_mark_id or ctx.workbench.last_mark_id


def steps_of(ctx: Context) -> Steps | None:
    """How the edges of marks on what is open can move; None for a video whose frames are not known yet."""
    return steps_for(ctx.workbench.artifact, ctx.player)


def steps_for(artifact: Artifact | None, player: Player) -> Steps | None:
    """`artifact` is what `player` shows."""
    frames = player.frame_times
    if frames is not None and len(frames):
        return RealFrames(frames)
    if artifact is not None and artifact.media_type.startswith("audio/"):
        return EvenSteps(SOUND_STEP_US, player.duration_us)
    return None


def say_no_mark(ctx: Context) -> None:
    ctx.screens.say(NO_MARK)


def say_why(ctx: Context, error: Exception, impossible: str) -> None:
    """`impossible` is said for a place that cannot be."""
    ctx.screens.say(impossible if isinstance(error, InvalidSelector) else str(error))
