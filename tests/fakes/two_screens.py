"""Two players painting side by side, with every painted picture read: which frame was really on each screen, when."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter

from assessor_app.media.player import Player
from tests.fakes.clips import HEIGHT, WIDTH, number_in


class Screen(QObject):
    """Paints what its player has as a window would: soon after it says so, once for several times."""

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self.number: int | None = None
        self.picture = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._paint)
        player.frame_changed.connect(self._soon.start)

    def _paint(self) -> None:
        self.picture.fill(Qt.GlobalColor.darkGray)
        painter = QPainter(self.picture)
        has_painted = self.player.paint(painter, QRectF(0, 0, WIDTH, HEIGHT))
        painter.end()
        if has_painted:
            self.number = number_in(self.picture)


@dataclass(frozen=True)
class Pair:
    """What stood on both screens at one moment: numbers of frames, and seconds by the clock."""

    at: float
    main: int
    side: int


class TwoScreens(QObject):
    """`pairs` grows with every picture on either of them while `main` plays."""

    def __init__(self, main: Player, side: Player) -> None:
        super().__init__()
        self.main, self.side = Screen(main, self), Screen(side, self)
        self.pairs: list[Pair] = []
        main.frame_painted.connect(self._note)
        side.frame_painted.connect(self._note)

    def _note(self, _: int) -> None:
        QTimer.singleShot(0, self, self._keep)  # once the number of what was painted just now is read

    def _keep(self) -> None:
        if self.main.number is not None and self.side.number is not None:
            self.pairs.append(Pair(time.monotonic(), self.main.number, self.side.number))
