"""Plays two recordings of one lesson side by side in real time, in a process of its own; prints one JSON object.

`python -m tests.benchmarks.angles_runner MINUTES`: every second both screens are read, which frame stands on each.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessor_app.bootstrap.application import Lanes
from assessor_app.bootstrap.players import make_player
from assessor_app.media.angle_sync import AngleSync
from assessor_app.media.player import PlayerState
from tests.benchmarks.lesson_clips import Lesson, lengthen, number_in, record
from tests.benchmarks.player_screen import PlayerScreen, application, rest, wait_until

ENGINE = "qtmultimedia"
CAMERA, BOARD = Lesson(1280, 720, 60), Lesson(640, 360, 60)
OFFSET_US = 1_234_000
BEHIND = 37  # frames: 1.234 s at 30 a second
WARM_UP_S = 3
_WIDE, _HIGH = 480, 270


@contextmanager
def two_screens() -> Iterator[tuple[PlayerScreen, PlayerScreen]]:
    application()
    lanes = Lanes()
    screens = PlayerScreen(make_player(ENGINE, lanes.runner)), PlayerScreen(make_player(ENGINE, lanes.runner))
    for place, screen in enumerate(screens):
        screen.surface.resize(_WIDE, _HIGH)
        screen.surface.move(place * (_WIDE + 20), 0)
    try:
        yield screens
    finally:
        for screen in screens:
            screen.close()
        lanes.close()


def recordings(folder: Path, minutes: int) -> tuple[Path, Path]:
    """The same minute again and again, with sound: as the classroom's and as the board's camera have it."""
    camera = record(folder / "camera.mp4", CAMERA, has_sound=True)
    board = record(folder / "board.mp4", BOARD, has_sound=True)
    laps = minutes + 1
    return lengthen(camera, folder / "camera-long.mp4", laps), lengthen(board, folder / "board-long.mp4", laps)


def play(minutes: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as name, two_screens() as (main, side):
        camera, board = recordings(Path(name), minutes)
        main.open(camera)
        side.open(board)
        side.player.set_muted(True)
        sync = AngleSync(main.player, side.player, OFFSET_US)
        wait_until(lambda: _apart(main, side) == 0, "both pictures at the start")
        main.player.play()
        rest(WARM_UP_S * 1_000)
        frames, drift = [], []
        for _ in range(60 * minutes - WARM_UP_S):
            rest(1_000)
            frames.append(_apart(main, side))
            drift.append(abs(sync.drift_us or 0))
        main.player.pause()
        wait_until(lambda: side.player.state is PlayerState.PAUSED and _apart(main, side) == 0, "the same moment")
        sync.stop()
    return {"frames": frames, "drift_us": drift}


def _apart(main: PlayerScreen, side: PlayerScreen) -> int:
    """How many frames further than it should be the second screen is."""
    lap = CAMERA.frames
    ahead = (number_in(side.look()) - number_in(main.look()) - BEHIND) % lap
    return ahead if ahead < lap // 2 else ahead - lap


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(int(sys.argv[1]))))
