"""Every player of this program, ready to be held against the Player port: one line for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assessor_app.media.exact_player import ExactPlayer
from assessor_app.media.player import Player, RunApart
from assessor_app.media.qt_player import QtPlayer
from assessor_app.media.shuttle_player import ShuttlePlayer
from assessor_app.media.vlc_library import look_for_libvlc
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


def exact_vlc(run_frames: RunApart) -> Player:
    from assessor_app.media.vlc_library import VlcLibrary
    from assessor_app.media.vlc_player import VlcPlayer

    return ExactPlayer(VlcPlayer(VlcLibrary(), run_frames), run_frames, at_once)


NEEDS_LIBVLC = pytest.mark.skipif(bool(look_for_libvlc().missing), reason="libVLC is not on this machine")
EVERY_PLAYER = (bare_qt, shuttle_qt, pytest.param(exact_vlc, marks=NEEDS_LIBVLC))


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
