"""The board camera: the science lesson once more, nearer the board, from a camera that was switched on later."""

from fractions import Fraction
from pathlib import Path

import encode
import rooms
import script_wait_time
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage
from scene import Scene
from schedule import plan
from speech import RATE

NAME = "wait-time-board"
SWITCHED_ON_S = 6.4
"""The first frame of this clip is what the first camera saw then."""

_VIEW = QRect(272, 20, 960, 540)  # of the drawn room: board, wall clock, the heads in front
_RECORDING = encode.Recording(Fraction(1, 25), size=(512, 288), crf=31, sound_bits=24_000, keyframe_s=4)


class _Nearer:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def frame(self, at: float) -> QImage:
        seen = self._scene.frame(at + SWITCHED_ON_S).copy(_VIEW)
        smooth = Qt.TransformationMode.SmoothTransformation
        return seen.scaled(QSize(*_RECORDING.size), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def make_clip(folder: Path) -> None:
    schedule = plan(script_wait_time.SCRIPT)
    sound = schedule.sound[int(SWITCHED_ON_S * RATE) :]
    pictures = _Nearer(Scene(rooms.wait_time(), schedule))
    encode.write_clip(folder / f"{NAME}.mp4", pictures, sound, schedule.duration - SWITCHED_ON_S, _RECORDING)
