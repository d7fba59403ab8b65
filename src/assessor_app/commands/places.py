"""The place in the evidence a mark key means: the frame on the screen, or what is selected in a text or picture."""

from dataclasses import dataclass

from assessor_app.commands.chosen_marks import steps_of
from assessor_app.commands.context import Context
from assessor_app.commands.frame_steps import EvenSteps
from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import Selector, TimeSelector, TimeSpan
from assessor_app.media.player import PlayerState

TIME_MEDIA = ("video/", "audio/")
NO_PICTURE = "No picture is on the screen yet. Wait until the video shows, then mark."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark goes; `engine` and `uncertainty_us` say how the time of a frame was known."""

    selector: Selector
    engine: str = ""
    uncertainty_us: int = 0


def is_timed(ctx: Context) -> bool:
    """Whether what is chosen has a player: video or sound."""
    artifact = ctx.workbench.artifact
    return artifact is not None and artifact.media_type.startswith(TIME_MEDIA)


def place_now(ctx: Context) -> Place | None:
    """Take the place before anything else is done; None and a word to the assessor where there is none."""
    if is_timed(ctx):
        at = _moment(ctx)  # first of all: this is the moment the assessor saw
        if at is not None:
            return Place(TimeSelector(at.start_us, at.end_us), at.engine, at.uncertainty_us)
        if ctx.workbench.view is not None:
            ctx.screens.say(NO_PICTURE)
        return None
    if ctx.workbench.artifact is None:
        return None
    try:
        return Place(ctx.workbench.reading.place())
    except NoPlace as reason:
        ctx.screens.say(str(reason))
        return None


def _moment(ctx: Context) -> TimeSpan | None:
    """Return the frame a key means: the one on the screen, while it plays the one on it a reaction time before."""
    at = ctx.player.painted()
    if at is None or not ctx.key_lead_us or ctx.player.state is not PlayerState.PLAYING:
        return at
    steps = steps_of(ctx) or EvenSteps(at.end_us - at.start_us, ctx.player.duration_us)
    return steps.earlier(at, round(ctx.key_lead_us * ctx.player.rate))


def say_for_time(ctx: Context) -> bool:
    """Say that a key is for time where no player is; return whether it was said."""
    is_untimed = ctx.workbench.artifact is not None and not is_timed(ctx)
    if is_untimed:
        ctx.screens.say("This key is for moments of a video or a recording. 1 to 9 and N mark what is selected here.")
    return is_untimed
