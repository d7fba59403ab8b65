"""A caption over the picture: on a dark plate at the lower edge, as large as the picture and the text size ask."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from assessor_app.gui.tokens import BASE_POINT_SIZE, GAP_INSIDE, RADIUS, SPACE

PLATE = QColor(11, 12, 14, 217)  # words stay above 4.5:1 on a white picture behind it
WORDS = QColor("#FFFFFF")
_SHARE_OF_HEIGHT = 0.045
_WIDEST_SHARE = 0.9
_TALLEST_SHARE = 0.5
_SMALLEST_PX = 8.0
_SHRINK = 0.9
_NARROWEST = 0.75
_SNUG = 0.97
_FLAGS = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


def paint_caption(painter: QPainter, surface: QRectF, words: str, base: QFont) -> QRectF:
    """Paint `words` above the lower edge of `surface` and return the plate; empty without words.

    `base` is the widget's font: it carries the text-size setting.
    """
    if not words.strip() or surface.isEmpty():
        return QRectF()
    font, text = _fitted(surface, words, base)
    plate = text.adjusted(-GAP_INSIDE - SPACE, -SPACE, GAP_INSIDE + SPACE, SPACE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, RADIUS, RADIUS)
    painter.setFont(font)
    painter.setPen(WORDS)
    painter.drawText(text, _FLAGS, words)
    painter.restore()
    return plate


def _fitted(surface: QRectF, words: str, base: QFont) -> tuple[QFont, QRectF]:
    """The font, and where its words stand: smaller than wished for only when they would cover half the picture."""
    factor = base.pointSizeF() / BASE_POINT_SIZE if base.pointSizeF() > 0 else 1.0
    size = max(QFontMetricsF(base).ascent(), surface.height() * _SHARE_OF_HEIGHT * factor)
    room = QRectF(0, 0, surface.width() * _WIDEST_SHARE - 2 * (GAP_INSIDE + SPACE), surface.height())
    font = QFont(base)
    size *= _narrowed(font, size, words, room.width())
    while True:
        font.setPixelSize(max(round(size), 1))
        box = QFontMetricsF(font).boundingRect(room, _FLAGS, words)
        fits = box.height() <= surface.height() * _TALLEST_SHARE and box.width() <= room.width()
        if fits or size <= _SMALLEST_PX:
            break
        size *= _SHRINK
    text = QRectF(0, 0, min(box.width(), room.width()) + 1, box.height())
    text.moveCenter(surface.center())
    text.moveBottom(surface.bottom() - 2 * GAP_INSIDE - SPACE)
    return font, text


def _narrowed(font: QFont, size: float, words: str, room: float) -> float:
    """How much smaller keeps the lines as they were written; 1.0 where that would be too small to be worth it."""
    font.setPixelSize(max(round(size), 1))
    metrics = QFontMetricsF(font)
    widest = max(metrics.horizontalAdvance(line) for line in words.splitlines())
    share = room / widest if widest > 0 else 1.0
    return share * _SNUG if _NARROWEST <= share < 1 else 1.0
