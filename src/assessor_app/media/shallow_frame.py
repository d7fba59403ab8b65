"""Video frames of ten bits as frames of eight, for screens that QtMultimedia cannot paint the deep ones on."""

import numpy as np
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

_Pixel = QVideoFrameFormat.PixelFormat
# Deep format -> the format of the same layout with eight bits, and how far its samples are shifted down.
_LAYOUTS = {
    _Pixel.Format_YUV420P10: (_Pixel.Format_YUV420P, 2),
    _Pixel.Format_P010: (_Pixel.Format_NV12, 8),
    _Pixel.Format_P016: (_Pixel.Format_NV12, 8),
}


def is_deep(frame: QVideoFrame) -> bool:
    return frame.pixelFormat() in _LAYOUTS


def shallow(frame: QVideoFrame) -> QVideoFrame:
    """Return the frame with eight bits a sample, some 4 ms for 1080p; an invalid one when it cannot be read."""
    pixels, shift = _LAYOUTS[frame.pixelFormat()]
    copy = QVideoFrame(_format_like(frame.surfaceFormat(), pixels))
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return QVideoFrame()
    try:
        if not copy.map(QVideoFrame.MapMode.WriteOnly):
            return QVideoFrame()
        for plane in range(copy.planeCount()):
            _reduce(frame, copy, plane, shift)
        copy.unmap()
    finally:
        frame.unmap()
    copy.setStartTime(frame.startTime())
    copy.setEndTime(frame.endTime())
    copy.setRotation(frame.rotation())
    return copy


def _reduce(frame: QVideoFrame, copy: QVideoFrame, plane: int, shift: int) -> None:
    stride, room = copy.bytesPerLine(plane), np.frombuffer(copy.bits(plane), np.uint8)
    samples = np.frombuffer(frame.bits(plane), np.dtype("<u2"))
    wide = frame.bytesPerLine(plane) // 2
    lines, width = min(len(room) // stride, len(samples) // wide), min(stride, wide)
    there = room[: lines * stride].reshape(lines, stride)[:, :width]
    here = samples[: lines * wide].reshape(lines, wide)[:, :width]
    np.right_shift(here, shift, out=there, casting="unsafe")


def _format_like(deep: QVideoFrameFormat, pixels: QVideoFrameFormat.PixelFormat) -> QVideoFrameFormat:
    form = QVideoFrameFormat(deep.frameSize(), pixels)
    form.setColorSpace(deep.colorSpace())
    form.setColorTransfer(deep.colorTransfer())
    form.setColorRange(deep.colorRange())
    form.setRotation(deep.rotation())
    form.setMirrored(deep.isMirrored())
    form.setStreamFrameRate(deep.streamFrameRate())
    return form
