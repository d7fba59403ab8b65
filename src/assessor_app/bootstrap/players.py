"""Makes the player of a window: the engine, and what keeps it true to the frame."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assessor_app.bootstrap.graphics import avoid_computed_opengl
from assessor_app.tasks.runner import LANE_CPU, Runner

if TYPE_CHECKING:
    from assessor_app.media.player import Player, RunApart

LANE_FRAMES = "frames"
"""Single frames: whoever steps through a video must not wait behind other work."""


def make_player(engine: str, runner: Runner) -> "Player":
    """Return a player for `engine`, a choice of the setting of that name; its work runs on `runner`'s lanes."""
    avoid_computed_opengl()
    from assessor_app.media.exact_player import ExactPlayer  # noqa: PLC0415 - loads QtMultimedia
    from assessor_app.media.qt_player import QtPlayer  # noqa: PLC0415 - loads QtMultimedia
    from assessor_app.media.shuttle_player import ShuttlePlayer  # noqa: PLC0415 - loads QtMultimedia

    return ShuttlePlayer(ExactPlayer(QtPlayer(), _on_lane(runner, LANE_FRAMES), _on_lane(runner, LANE_CPU)))


def _on_lane(runner: Runner, lane: str) -> "RunApart":
    def run(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        runner.submit(lane, lambda _: work(), then)

    return run
