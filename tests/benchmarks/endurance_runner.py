"""Opens and closes one engine, then seeks in it at random, over and over; prints one JSON object.

Run as `python -m tests.benchmarks.endurance_runner ENGINE OPENINGS SEEKS [short]`: in a process of its own, for
the engine may take it down. `short` takes a smaller recording, and less time to warm up and to settle.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from PySide6.QtGui import QImage, QPainter

from assessor_app.bootstrap.application import Lanes
from assessor_app.bootstrap.players import on_lane
from assessor_app.media.chosen_player import VLC
from assessor_app.media.player import Player, PlayerState
from assessor_app.media.qt_player import QtPlayer
from tests.benchmarks.player_screen import application
from tests.fakes.odd_files import PathSource, Recipe, encode

PATIENCE_S = 15.0
SEED = 20261122


@dataclass(frozen=True)
class Extent:
    """How long the recording is, how often it is opened before anything counts, how long the engine may settle."""

    size: tuple[int, int] = (1280, 720)
    seconds: int = 20
    warm_up: int = 20
    settling_s: float = 2.0

    @property
    def recording(self) -> Recipe:
        return Recipe(size=self.size, count=30 * self.seconds, options={"preset": "ultrafast", "g": "60"})


SHORT = Extent(size=(320, 180), seconds=5, warm_up=2, settling_s=0.2)
_US_PER_S = 1_000_000


class Endurance:
    """One engine, bare: what keeps pictures or decodes frames around it would hide what it does itself."""

    def __init__(self, engine: str, recording: Path, extent: Extent) -> None:
        self._extent = extent
        self._application = application()
        self._lanes = Lanes()
        self._recording = recording
        self._chance = random.Random(SEED)
        self.player = self._make(engine)
        self.player.frame_changed.connect(self._paint)
        self.pictures = self.hangs = 0
        self._canvas = QImage(640, 360, QImage.Format.Format_RGB32)

    def _make(self, engine: str) -> Player:
        if engine != VLC:
            return QtPlayer()
        from assessor_app.media.vlc_library import VlcLibrary
        from assessor_app.media.vlc_player import VlcPlayer

        return VlcPlayer(VlcLibrary(), on_lane(self._lanes.runner, VLC))

    def open_and_close(self, times: int) -> None:
        for _ in range(times):
            self._open()
            if self._chance.random() < 0.5:
                self.player.play()
                self._rest(self._chance.random() * 0.05)
            self.player.close()
            self._rest(0)

    def seek_at_random(self, times: int) -> None:
        self._open()
        self.player.play()
        for _ in range(times):
            self.player.seek(self._chance.randrange((self._extent.seconds - 2) * _US_PER_S))
            if self.player.state is not PlayerState.PLAYING:
                self.player.play()
            self._rest(self._chance.random() * 0.05)
        before = self.pictures
        self.player.seek(_US_PER_S)
        self.player.play()
        self._wait(lambda: self.pictures > before + 5)
        self.player.close()

    def end(self) -> None:
        self.player.close()
        self._rest(self._extent.settling_s)

    def leave(self) -> None:
        self._lanes.close()

    def _open(self) -> None:
        self.player.open(PathSource(self._recording), "video/mp4")
        self._wait(lambda: self.player.state is PlayerState.PAUSED)

    def _wait(self, is_there: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_there():
            if time.monotonic() > end:
                self.hangs += 1
                return
            self._rest(0.002)

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            self._application.processEvents()
            # A loop of one's own does not delete what waits for it, as the program's does.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if time.monotonic() >= end:
                return
            time.sleep(0.001)

    def _paint(self) -> None:
        painter = QPainter(self._canvas)
        self.pictures += self.player.paint(painter, QRectF(self._canvas.rect()))
        painter.end()


def resident_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def main(arguments: list[str]) -> None:
    engine, openings, seeks = arguments[0], int(arguments[1]), int(arguments[2])
    extent = SHORT if "short" in arguments else Extent()
    with tempfile.TemporaryDirectory() as folder:
        recording = Path(folder) / "lesson.mp4"
        encode(recording, extent.recording)
        run = Endurance(engine, recording, extent)
        run.open_and_close(extent.warm_up)
        run.end()
        start = resident_mb()
        run.open_and_close(openings)
        run.end()
        opened = resident_mb()
        run.seek_at_random(seeks)
        run.end()
        found = {
            "rss_start_mb": start,
            "rss_opened_mb": opened,
            "rss_end_mb": resident_mb(),
            "hangs": run.hangs,
            "pictures": run.pictures,
            "load": os.getloadavg()[0],
        }
        run.leave()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
