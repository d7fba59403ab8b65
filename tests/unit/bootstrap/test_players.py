"""The player of the window: with either engine its paused pictures and times are exact."""

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from assessor_app.bootstrap.application import Lanes
from assessor_app.bootstrap.players import BESIDE_BYTES, WindowPlayers, make_player
from assessor_app.media.player import Player, PlayerState
from assessor_app.media.still_cache import MOST_BYTES
from assessor_app.media.still_reel import StillReel
from tests.fakes.clips import number_in
from tests.fakes.engines import NEEDS_LIBVLC
from tests.fakes.odd_files import make

PATIENCE_MS = 15_000


@pytest.mark.parametrize("choice", ["automatic", "qtmultimedia", pytest.param("libvlc", marks=NEEDS_LIBVLC)])
def test_paused_the_picture_and_its_time_are_those_of_the_frame_sought(
    qtbot: QtBot, tmp_path: Path, choice: str
) -> None:
    file, lanes, said = make(tmp_path, "plain mp4"), Lanes(), list[str]()
    player = make_player(lambda: choice, lanes.runner, said.append)
    player.open(file.source(), file.media_type)
    qtbot.waitUntil(lambda: player.state is PlayerState.PAUSED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: player.frame_times is not None, timeout=PATIENCE_MS)
    player.seek(1_010_000)
    qtbot.waitUntil(lambda: painted(player) == (30, 1_000_000, 0), timeout=PATIENCE_MS)
    assert player.engine_name == ("libvlc" if choice == "libvlc" else "qtmultimedia")
    assert bool(said) is (choice == "libvlc")
    player.close()
    lanes.close()


def test_a_second_camera_keeps_few_single_frames(qtbot: QtBot, tmp_path: Path) -> None:
    file, lanes = make(tmp_path, "plain mp4"), Lanes()
    players = WindowPlayers(lambda: "qtmultimedia", lanes.runner, print)
    made = [players(), players()]
    for player in made:
        player.open(file.source(), file.media_type)
    qtbot.waitUntil(lambda: all(player.frame_times for player in made), timeout=PATIENCE_MS)
    assert [room_of(player) for player in made] == [MOST_BYTES, BESIDE_BYTES]
    for player in made:
        player.close()
    lanes.close()


def room_of(player: Player) -> int:
    exact = cast(Any, player)._inner
    return int(exact.findChild(StillReel)._cache._most_bytes)


def painted(player: Player) -> tuple[int, int, int] | None:
    """Return number, time and uncertainty of the picture on screen."""
    picture = QImage(640, 360, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    has_painted = player.paint(painter, QRectF(0, 0, 640, 360))
    painter.end()
    span = player.painted()
    return (number_in(picture), span.start_us, span.uncertainty_us) if has_painted and span else None
