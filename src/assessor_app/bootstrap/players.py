"""Makes the player of a window: the engine, and what keeps it true to the frame."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assessor_app.tasks.runner import LANE_CPU, Runner

if TYPE_CHECKING:
    from assessor_app.media.player import Player


def make_player(engine: str, runner: Runner) -> "Player":
    """Return a player for `engine`, a choice of the setting of that name; its work runs on `runner`'s lanes."""
    from assessor_app.media.qt_player import QtPlayer  # noqa: PLC0415 - loads QtMultimedia

    def run_apart(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        runner.submit(LANE_CPU, lambda _: work(), then)

    return QtPlayer(run_apart)
