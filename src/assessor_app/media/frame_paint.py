"""Paints a video frame upright and in its own proportions, on the dark ground."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtMultimedia import QVideoFrame

_GROUND = QColor("#0B0C0E")
_HALF_TURN = 180


def paint_upright(frame: QVideoFrame, painter: QPainter, target: QRectF) -> None:
    """Fill `target`: the picture as large as it fits, the ground around it."""
    inside = fitted(upright_size(frame), target)
    # Strips, not the whole: what the picture covers is painted once.
    painter.fillRect(QRectF(target.left(), target.top(), target.width(), inside.top() - target.top()), _GROUND)
    painter.fillRect(QRectF(target.left(), inside.bottom(), target.width(), target.bottom() - inside.bottom()), _GROUND)
    painter.fillRect(QRectF(target.left(), inside.top(), inside.left() - target.left(), inside.height()), _GROUND)
    painter.fillRect(QRectF(inside.right(), inside.top(), target.right() - inside.right(), inside.height()), _GROUND)
    options = QVideoFrame.PaintOptions()
    options.aspectRatioMode = Qt.AspectRatioMode.IgnoreAspectRatio
    options.paintFlags = QVideoFrame.PaintOptions.PaintFlag.DontDrawSubtitles
    frame.paint(painter, inside, options)


def upright_size(frame: QVideoFrame) -> QSizeF:
    """Return the picture's size as a person sees it: turned where the recording says so."""
    size = QSizeF(frame.size())
    turn = frame.surfaceFormat().rotation().value + frame.rotation().value
    return size.transposed() if turn % _HALF_TURN else size


def fitted(size: QSizeF, target: QRectF) -> QRectF:
    """Return the largest rectangle of that shape in the middle of `target`, on whole pixels."""
    if size.isEmpty():
        return target
    inside = size.scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
    width, height = round(inside.width()), round(inside.height())
    left = target.left() + round((target.width() - width) / 2)
    return QRectF(left, target.top() + round((target.height() - height) / 2), width, height)
