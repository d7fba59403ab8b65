"""A player on a window of its own, as an assessor sees it: what is measured is what was painted."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.media.player import Player, PlayerState
from assessor_app.services.vault_ports import MediaSource
from tests.benchmarks.lesson_clips import PathSource

PATIENCE_S = 30.0
WIDTH, HEIGHT = 960, 540
CLOSE_US = 2


class PlayerScreen:
    def __init__(self, player: Player) -> None:
        self.player = player
        self.surface = VideoSurface()
        self.surface.resize(WIDTH, HEIGHT)
        self.surface.set_player(player)
        self.surface.show()
        self.painted_at: dict[int, float] = {}
        player.frame_painted.connect(self._note)

    def open(self, source: MediaSource | Path) -> None:
        """Return once the first frame is on the screen and the times of all frames are known."""
        self.player.open(PathSource(source) if isinstance(source, Path) else source, "video/mp4")
        wait_until(lambda: self.player.state is PlayerState.PAUSED, "the file to open")
        wait_until(lambda: self.player.painted() is not None, "the first picture")
        wait_until(lambda: self.player.frame_times is not None, "the frame times")

    def seek_ms(self, frame_us: int, at_us: int) -> float:
        """Milliseconds from asking for `at_us` until the frame that begins at `frame_us` was painted."""
        self.painted_at.clear()
        began = time.monotonic()
        self.player.seek(at_us)
        wait_until(lambda: self._when(frame_us) is not None, "the frame")
        return ((self._when(frame_us) or began) - began) * 1_000

    def step_ms(self, frames: int) -> float:
        """Milliseconds from the key to the painted neighbour."""
        times, painted = self.player.frame_times, self.player.painted()
        assert times is not None
        assert painted is not None
        wanted = times.span(times.nearest(painted.start_us) + frames)[0]
        self.painted_at.clear()
        began = time.monotonic()
        self.player.step(frames)
        wait_until(lambda: self._when(wanted) is not None, "the neighbour")
        return ((self._when(wanted) or began) - began) * 1_000

    def look(self) -> QImage:
        """The picture as it stands on the screen."""
        picture = QImage(self.surface.size(), QImage.Format.Format_RGB32)
        self.surface.render(picture)
        return picture

    def close(self) -> None:
        self.player.close()
        self.surface.set_player(None)
        self.surface.close()
        rest(50)

    def _when(self, frame_us: int) -> float | None:
        hits = (at for us, at in self.painted_at.items() if abs(us - frame_us) <= CLOSE_US)
        return next(hits, None)

    def _note(self, at_us: int) -> None:
        self.painted_at.setdefault(at_us, time.monotonic())


def wait_until(condition: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Run the event loop until `condition` holds. Raises TimeoutError."""
    ends = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > ends:
            raise TimeoutError(f"waited {patience_s} s for {what}")
        rest(1)


def rest(milliseconds: int) -> None:
    """Let the window live; the loop sleeps in C, so that other threads run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def resident_mb() -> float:
    with suppress(OSError), open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1_024
    return 0.0


def application() -> QApplication:
    from assessor_app.bootstrap.application import make_application

    return make_application()
