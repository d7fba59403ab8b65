"""Makes the player of a window: the engine, and what keeps it true to the frame."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assessor_app.bootstrap.graphics import avoid_computed_opengl
from assessor_app.tasks.runner import LANE_CPU, Runner

if TYPE_CHECKING:
    from assessor_app.media.player import Player, RunApart

LANE_FRAMES = "frames"
"""Single frames: whoever steps through a video must not wait behind other work."""
LANE_LIBVLC = "libvlc"
"""Its calls that wait: no other work may wait with them."""


def make_player(
    engine: str | Callable[[], str], runner: Runner, say: Callable[[str], None] = lambda _: None
) -> "Player":
    """Return a player for `engine`, a choice of the setting of that name or what asks for it at each opening.

    Its work runs on `runner`'s lanes; `say` gets a sentence when a video is not played by what one may think.
    """
    avoid_computed_opengl()
    from assessor_app.media.chosen_player import QT, VLC, ChosenPlayer  # noqa: PLC0415 - loads QtCore
    from assessor_app.media.exact_player import ExactPlayer  # noqa: PLC0415 - loads QtMultimedia
    from assessor_app.media.qt_player import QtPlayer  # noqa: PLC0415 - loads QtMultimedia
    from assessor_app.media.shuttle_player import ShuttlePlayer  # noqa: PLC0415 - loads QtMultimedia

    def choice() -> str:
        return engine if isinstance(engine, str) else engine()

    makers: dict[str, Callable[[], Player | None]] = {QT: QtPlayer, VLC: lambda: _make_vlc(runner)}
    chosen = ChosenPlayer(makers, choice, say)
    return ShuttlePlayer(ExactPlayer(chosen, on_lane(runner, LANE_FRAMES), on_lane(runner, LANE_CPU)))


def _make_vlc(runner: Runner) -> "Player | None":
    """Return the libVLC engine, None where the library is not on this machine."""
    from assessor_app.media.vlc_library import VlcLibrary, look_for_libvlc  # noqa: PLC0415 - loads a system library

    if look_for_libvlc().missing:
        return None
    from assessor_app.media.vlc_player import VlcPlayer  # noqa: PLC0415 - needs that library

    return VlcPlayer(VlcLibrary(), on_lane(runner, LANE_LIBVLC))


def on_lane(runner: Runner, lane: str) -> "RunApart":
    """Return what runs work on that lane and hands its result over on the UI thread."""

    def run(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        runner.submit(lane, lambda _: work(), then)

    return run
