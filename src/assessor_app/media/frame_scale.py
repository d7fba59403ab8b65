"""Brings a video frame to the size it is painted at: smoothly, and for less than painting all its pixels costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter

_Pixel = QVideoFrameFormat.PixelFormat
_Space = QVideoFrameFormat.ColorSpace
_FORMS = {_Pixel.Format_YUV420P: "yuv420p", _Pixel.Format_NV12: "nv12"}
_HIGHEST_OF_OLD_TELEVISION = 576  # Qt's own guess where a file does not name its colours


class FrameScaler:
    """Keeps what one frame after the other of the same video needs. For one thread."""

    def __init__(self) -> None:
        self._reformatter: VideoReformatter | None = None
        self._room: VideoFrame | None = None

    def picture(self, frame: QVideoFrame, size: QSize) -> QImage | None:
        """Return `frame` in `size`, not turned; None where Qt had better paint it: enlarged, or no planes in memory."""
        form = _FORMS.get(frame.pixelFormat())
        is_smaller = 0 < size.width() < frame.width() and 0 < size.height() < frame.height()
        if form is None or not is_smaller or frame.handleType() is not QVideoFrame.HandleType.NoHandle:
            return None
        if not frame.map(QVideoFrame.MapMode.ReadOnly):
            return None
        try:
            planes = self._copy(frame, form)
        finally:
            frame.unmap()
        return self._scale(planes, frame.surfaceFormat(), size)

    def forget(self) -> None:
        """Let go of the last frame, which stands in the room for the next one."""
        self._room = None

    def _copy(self, frame: QVideoFrame, form: str) -> VideoFrame:
        import av  # noqa: F401, PLC0415 - whole before its parts: a lane may be importing it at this moment
        from av.video.frame import VideoFrame  # noqa: PLC0415 - heavy, and needed only once a video plays

        room = self._room
        if room is None or (room.width, room.height, room.format.name) != (frame.width(), frame.height(), form):
            room = self._room = VideoFrame(frame.width(), frame.height(), form)
        for number, plane in enumerate(room.planes):
            there = np.frombuffer(memoryview(plane), np.uint8)
            here, stride = np.frombuffer(frame.bits(number), np.uint8), frame.bytesPerLine(number)
            lines, width = min(plane.height, len(here) // stride), min(stride, plane.line_size)
            there = there[: lines * plane.line_size].reshape(lines, plane.line_size)
            there[:, :width] = here[: lines * stride].reshape(lines, stride)[:, :width]
        return room

    def _scale(self, planes: VideoFrame, look: QVideoFrameFormat, size: QSize) -> QImage:
        from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter  # noqa: PLC0415

        self._reformatter = self._reformatter or VideoReformatter()
        is_full = look.colorRange() is QVideoFrameFormat.ColorRange.ColorRange_Full
        scaled = self._reformatter.reformat(
            planes,
            size.width(),
            size.height(),
            "bgra",
            src_colorspace=Colorspace.ITU709 if _is_high_definition(look) else Colorspace.ITU601,
            src_color_range=ColorRange.JPEG if is_full else ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation=Interpolation.BILINEAR,
            # Two threads write into each other's lines where a width is no multiple of eight pixels.
            threads=1,
        )
        plane = scaled.planes[0]
        view = QImage(
            memoryview(plane),
            size.width(),
            size.height(),
            plane.line_size,
            QImage.Format.Format_RGB32,
        )
        return view.copy()


def _is_high_definition(look: QVideoFrameFormat) -> bool:
    space = look.colorSpace()
    if space is _Space.ColorSpace_Undefined:
        return look.frameHeight() > _HIGHEST_OF_OLD_TELEVISION
    return space is not _Space.ColorSpace_BT601
