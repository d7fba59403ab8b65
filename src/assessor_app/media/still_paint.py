"""A still as a QVideoFrame, so that a paused picture is painted by the very code that paints a playing one."""

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat

from assessor_app.media.still_cache import Still
from assessor_app.media.still_form import FULL_RANGE, VIDEO_RANGE

_Pixel = QVideoFrameFormat.PixelFormat
_Space = QVideoFrameFormat.ColorSpace
_Range = QVideoFrameFormat.ColorRange
_Transfer = QVideoFrameFormat.ColorTransfer

_PIXELS = {
    "yuv420p": _Pixel.Format_YUV420P,
    "yuv422p": _Pixel.Format_YUV422P,
    "nv12": _Pixel.Format_NV12,
    "bgra": _Pixel.Format_BGRA8888,
}
# FFmpeg's numbers (AVColorSpace, AVColorTransferCharacteristic); what is not here Qt guesses from the size.
_SPACES = {
    1: _Space.ColorSpace_BT709,
    5: _Space.ColorSpace_BT601,
    6: _Space.ColorSpace_BT601,
    9: _Space.ColorSpace_BT2020,
    10: _Space.ColorSpace_BT2020,
}
_TRANSFERS = {
    1: _Transfer.ColorTransfer_BT709,
    4: _Transfer.ColorTransfer_Gamma22,
    5: _Transfer.ColorTransfer_Gamma28,
    6: _Transfer.ColorTransfer_BT601,
    8: _Transfer.ColorTransfer_Linear,
    16: _Transfer.ColorTransfer_ST2084,
    18: _Transfer.ColorTransfer_STD_B67,
}
_TURNS = {
    0: QtVideo.Rotation.None_,
    90: QtVideo.Rotation.Clockwise90,
    180: QtVideo.Rotation.Clockwise180,
    270: QtVideo.Rotation.Clockwise270,
}


def video_frame_of(still: Still) -> QVideoFrame:
    """Copy the planes: about a millisecond for 1080p. Returns an invalid frame when there is no memory for it."""
    frame = QVideoFrame(_format_of(still))
    if not frame.map(QVideoFrame.MapMode.WriteOnly):
        return QVideoFrame()
    try:
        for number, plane in enumerate(still.frame.planes):
            room = np.frombuffer(frame.bits(number), np.uint8)
            stride = frame.bytesPerLine(number)
            lines = min(plane.height, len(room) // stride)
            here = np.frombuffer(memoryview(plane), np.uint8)[: lines * plane.line_size].reshape(lines, plane.line_size)
            width = min(stride, plane.line_size)
            room[: lines * stride].reshape(lines, stride)[:, :width] = here[:, :width]
    finally:
        frame.unmap()
    return frame


def _format_of(still: Still) -> QVideoFrameFormat:
    size = QSize(still.frame.width, still.frame.height)
    form = QVideoFrameFormat(size, _PIXELS[still.frame.format.name])
    form.setColorSpace(_SPACES.get(still.colour_space, _Space.ColorSpace_Undefined))
    form.setColorTransfer(_TRANSFERS.get(still.colour_transfer, _Transfer.ColorTransfer_Unknown))
    ranges = {VIDEO_RANGE: _Range.ColorRange_Video, FULL_RANGE: _Range.ColorRange_Full}
    form.setColorRange(ranges.get(still.colour_range, _Range.ColorRange_Unknown))
    form.setRotation(_TURNS.get(still.rotation, QtVideo.Rotation.None_))
    return form
