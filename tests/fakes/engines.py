"""Every player of this program, ready to be held against the Player port: one line for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from assessor_app.media.exact_player import ExactPlayer
from assessor_app.media.player import Player, RunApart
from assessor_app.media.qt_player import QtPlayer
from assessor_app.media.shuttle_player import ShuttlePlayer
from assessor_app.tasks.qt_delivery import QtDelivery
from assessor_app.tasks.runner import Runner

Make = Callable[[RunApart], Player]
"""Makes a player; what it is given decodes single frames."""


def at_once(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
    then(work())


def bare_qt(run_frames: RunApart) -> Player:
    return QtPlayer(at_once)


def exact_qt(run_frames: RunApart) -> Player:
    return ExactPlayer(QtPlayer(), run_frames, at_once)


def shuttle_qt(run_frames: RunApart) -> Player:
    """The one of the program: what the exact one promises must hold through it."""
    return ShuttlePlayer(exact_qt(run_frames))


# An engine that is not always here is added as pytest.param(make, marks=pytest.mark.skipif(..., reason=...)).
EVERY_PLAYER = (bare_qt, shuttle_qt)


@contextmanager
def frames_lane() -> Iterator[RunApart]:
    """A real thread for single frames, as in the program; it is gone at the end."""
    delivery = QtDelivery()
    runner = Runner(delivery)

    def run_frames(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        runner.submit("frames", lambda _: work(), then)

    try:
        yield run_frames
    finally:
        runner.close()
        delivery.close()
