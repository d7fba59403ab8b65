"""A picture out of libVLC's memory as a QVideoFrame, painted by the code that paints every other one."""

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from assessor_app.media.frame_paint import paint_upright
from assessor_app.media.still_form import FULL_RANGE
from assessor_app.media.vlc_look import Look
from assessor_app.media.vlc_pictures import Plane, Shown

_Space = QVideoFrameFormat.ColorSpace
_Range = QVideoFrameFormat.ColorRange
# FFmpeg's numbers; what is not here Qt guesses from the size.
_SPACES = {
    1: _Space.ColorSpace_BT709,
    5: _Space.ColorSpace_BT601,
    6: _Space.ColorSpace_BT601,
    9: _Space.ColorSpace_BT2020,
}


def video_frame_of(shown: Shown, look: Look) -> QVideoFrame:
    """Copy the planes. Returns an invalid frame when there is no memory for it."""
    form = QVideoFrameFormat(QSize(*shown.size), QVideoFrameFormat.PixelFormat.Format_YUV420P)
    form.setColorSpace(_SPACES.get(look.colour_space, _Space.ColorSpace_Undefined))
    is_full = look.colour_range == FULL_RANGE
    form.setColorRange(_Range.ColorRange_Full if is_full else _Range.ColorRange_Video)
    frame = QVideoFrame(form)
    if not frame.map(QVideoFrame.MapMode.WriteOnly):
        return QVideoFrame()
    try:
        for number, plane in enumerate(shown.planes):
            _copy(plane, frame, number)
    finally:
        frame.unmap()
    return frame


def _copy(plane: Plane, frame: QVideoFrame, number: int) -> None:
    room, stride = np.frombuffer(frame.bits(number), np.uint8), frame.bytesPerLine(number)
    height, width = min(plane.shape[0], len(room) // stride), min(plane.shape[1], stride)
    room[: height * stride].reshape(height, stride)[:, :width] = plane[:height, :width]


def paint_picture(frame: QVideoFrame, look: Look, painter: QPainter, target: QRectF) -> None:
    """Fill `target`, the pixels as wide and high as the recording says."""
    wide, high = look.aspect
    if wide == high or wide <= 0 or high <= 0:
        paint_upright(frame, painter, target)
        return
    # Painted as if pixels were square, in a target that is squeezed the other way.
    painter.save()
    painter.translate(target.topLeft())
    painter.scale(wide / high, 1.0)
    paint_upright(frame, painter, QRectF(0, 0, target.width() * high / wide, target.height()))
    painter.restore()
