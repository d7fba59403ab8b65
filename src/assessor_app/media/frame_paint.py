"""Paints a video frame upright and in its own proportions, on the dark ground."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame

from assessor_app.media.frame_scale import FrameScaler

_GROUND = QColor("#0B0C0E")
_HALF_TURN = 180


class FramePainter:
    """Paints the frames of one player; keeps the picture of the last one at its size on the screen."""

    def __init__(self) -> None:
        self._scaler = FrameScaler()
        self._frame: QVideoFrame | None = None
        self._picture: QImage | None = None
        self._size = QSize()

    def paint(self, frame: QVideoFrame, painter: QPainter, target: QRectF) -> None:
        """Fill `target`: the picture as large as it fits, the ground around it."""
        inside = fitted(upright_size(frame), target)
        _paint_ground(painter, target, inside)
        picture = self._picture_of(frame, inside, painter.device().devicePixelRatioF())
        if picture is None:
            options = QVideoFrame.PaintOptions()
            options.aspectRatioMode = Qt.AspectRatioMode.IgnoreAspectRatio
            options.paintFlags = QVideoFrame.PaintOptions.PaintFlag.DontDrawSubtitles
            frame.paint(painter, inside, options)
            return
        painter.save()
        painter.translate(inside.center())
        painter.rotate(turn_of(frame))
        size = inside.size().transposed() if turn_of(frame) % _HALF_TURN else inside.size()
        painter.drawImage(QRectF(QPointF(-size.width() / 2, -size.height() / 2), size), picture)
        painter.restore()

    def forget(self) -> None:
        """Let go of the last picture."""
        self._frame = self._picture = None
        self._scaler.forget()

    def _picture_of(self, frame: QVideoFrame, inside: QRectF, density: float) -> QImage | None:
        """Return the frame as large as it is painted, not turned; None where it is left to Qt."""
        size = (inside.size() * density).toSize()
        if turn_of(frame) % _HALF_TURN:
            size.transpose()
        if self._frame is None or size != self._size or frame != self._frame:
            is_plain = not frame.surfaceFormat().isMirrored() and not frame.mirrored()
            self._frame, self._size = frame, size
            self._picture = self._scaler.picture(frame, size) if is_plain else None
        return self._picture


def _paint_ground(painter: QPainter, target: QRectF, inside: QRectF) -> None:
    # Strips, not the whole: what the picture covers is painted once.
    painter.fillRect(QRectF(target.left(), target.top(), target.width(), inside.top() - target.top()), _GROUND)
    painter.fillRect(QRectF(target.left(), inside.bottom(), target.width(), target.bottom() - inside.bottom()), _GROUND)
    painter.fillRect(QRectF(target.left(), inside.top(), inside.left() - target.left(), inside.height()), _GROUND)
    painter.fillRect(QRectF(inside.right(), inside.top(), target.right() - inside.right(), inside.height()), _GROUND)


def paint_upright(frame: QVideoFrame, painter: QPainter, target: QRectF) -> None:
    """Paint one frame on its own."""
    FramePainter().paint(frame, painter, target)


def turn_of(frame: QVideoFrame) -> int:
    """Return by how many degrees clockwise the recording is turned to stand upright."""
    return int(frame.surfaceFormat().rotation().value + frame.rotation().value) % 360


def upright_size(frame: QVideoFrame) -> QSizeF:
    """Return the picture's size as a person sees it: turned where the recording says so."""
    size = QSizeF(frame.size())
    return size.transposed() if turn_of(frame) % _HALF_TURN else size


def fitted(size: QSizeF, target: QRectF) -> QRectF:
    """Return the largest rectangle of that shape in the middle of `target`, on whole pixels."""
    if size.isEmpty():
        return target
    inside = size.scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
    width, height = round(inside.width()), round(inside.height())
    left = target.left() + round((target.width() - width) / 2)
    return QRectF(left, target.top() + round((target.height() - height) / 2), width, height)
