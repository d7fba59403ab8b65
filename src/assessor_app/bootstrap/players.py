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


BESIDE_BYTES = 24 * 1024 * 1024
"""For the single frames of a second camera: nobody steps through it but along with the first."""


class WindowPlayers:
    """Makes the players of one window, called for each: the first has room for many single frames, others for few."""

    def __init__(self, engine: Callable[[], str], runner: Runner, say: Callable[[str], None]) -> None:
        self._engine, self._runner, self._say = engine, runner, say
        self._has_first = False

    def __call__(self) -> "Player":
        room = {"still_bytes": BESIDE_BYTES} if self._has_first else {}
        self._has_first = True
        return make_player(self._engine, self._runner, self._say, **room)


def make_player(
    engine: str | Callable[[], str],
    runner: Runner,
    say: Callable[[str], None] = lambda _: None,
    still_bytes: int | None = None,
) -> "Player":
    """Return a player for `engine`, a choice of the setting of that name or what asks for it at each opening.

    Its work runs on `runner`'s lanes; `say` gets a sentence when a video is not played by what one may think.
    `still_bytes` of single frames are kept, the usual number without it.
    """
    avoid_computed_opengl()
    from assessor_app.media.chosen_player import QT, VLC, ChosenPlayer  # noqa: PLC0415 - loads QtCore
    from assessor_app.media.exact_player import ExactPlayer  # noqa: PLC0415 - loads QtMultimedia
    from assessor_app.media.qt_player import QtPlayer  # noqa: PLC0415 - loads QtMultimedia
    from assessor_app.media.shuttle_player import ShuttlePlayer  # noqa: PLC0415 - loads QtMultimedia
    from assessor_app.media.still_cache import MOST_BYTES  # noqa: PLC0415 - with the others

    def choice() -> str:
        return engine if isinstance(engine, str) else engine()

    makers: dict[str, Callable[[], Player | None]] = {QT: QtPlayer, VLC: lambda: _make_vlc(runner)}
    chosen = ChosenPlayer(makers, choice, say)
    frames, apart = on_lane(runner, LANE_FRAMES), on_lane(runner, LANE_CPU)
    return ShuttlePlayer(ExactPlayer(chosen, frames, apart, most_bytes=still_bytes or MOST_BYTES))


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
