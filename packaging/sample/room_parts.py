"""Pieces of a classroom: wall, floor, window, posters, plants, desks, the clock."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

_HANDWRITING = ["Comic Neue", "Breip", "DejaVu Sans"]
_NONE = Qt.PenStyle.NoPen


def font(families: list[str], pixels: int, bold: bool = False) -> QFont:
    made = QFont(families)
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


def hand_font(pixels: int) -> QFont:
    return font(_HANDWRITING, pixels, bold=True)


def wall_and_floor(p: QPainter, size: tuple[int, int], horizon: int, wall: str, floor: str) -> None:
    width, height = size
    p.fillRect(QRectF(0, 0, width, horizon), QColor(wall))
    p.fillRect(QRectF(0, horizon, width, height - horizon), QColor(floor))
    p.fillRect(QRectF(0, horizon - 14, width, 14), QColor(wall).lighter(108))
    p.fillRect(QRectF(0, horizon - 2, width, 3), QColor(floor).darker(125))
    p.setPen(QPen(QColor(floor).darker(107), 2))
    for k in range(1, 8):
        y = horizon + k * k * 7
        p.drawLine(0, y, width, y)


def board(p: QPainter, rect: QRectF, fill: str, frame: str) -> None:
    p.setPen(_NONE)
    p.setBrush(QColor(0, 0, 0, 26))
    p.drawRoundedRect(rect.adjusted(-8, -6, 14, 18), 8, 8)
    p.setBrush(QColor(frame))
    p.drawRoundedRect(rect.adjusted(-10, -10, 10, 10), 6, 6)
    p.setBrush(QColor(fill))
    p.drawRect(rect)
    p.setBrush(QColor(frame).darker(112))
    p.drawRoundedRect(QRectF(rect.left() + 20, rect.bottom() + 6, rect.width() - 40, 10), 4, 4)
    for k, colour in enumerate(("#d9534f", "#3a6ea5", "#f4f1e8")):
        p.setBrush(QColor(colour))
        p.drawRoundedRect(QRectF(rect.right() - 150 + k * 36, rect.bottom() + 1, 26, 7), 3, 3)


def window(p: QPainter, rect: QRectF) -> None:
    p.setPen(_NONE)
    p.setBrush(QColor("#fbfaf6"))
    p.drawRoundedRect(rect.adjusted(-10, -10, 10, 10), 4, 4)
    p.save()
    p.setClipRect(rect)
    p.fillRect(rect, QColor("#bfe0ee"))
    p.setBrush(QColor("#ffffff"))
    for dx, dy, r in ((0.2, 0.25, 22), (0.31, 0.2, 30), (0.42, 0.26, 20)):
        p.drawEllipse(QPointF(rect.left() + rect.width() * dx, rect.top() + rect.height() * dy), r * 1.4, r * 0.7)
    p.setBrush(QColor("#9ccb86"))
    p.drawEllipse(QPointF(rect.left() + rect.width() * 0.3, rect.bottom() + 70), rect.width(), 120)
    p.setBrush(QColor("#8a6a4c"))
    p.drawRect(QRectF(rect.left() + rect.width() * 0.72, rect.top() + rect.height() * 0.52, 12, 90))
    p.setBrush(QColor("#6faa62"))
    p.drawEllipse(QPointF(rect.left() + rect.width() * 0.75, rect.top() + rect.height() * 0.44), 46, 50)
    p.restore()
    p.setBrush(QColor("#fbfaf6"))
    p.drawRect(QRectF(rect.center().x() - 4, rect.top(), 8, rect.height()))
    p.drawRect(QRectF(rect.left(), rect.center().y() - 4, rect.width(), 8))
    p.setBrush(QColor("#e9e4d8"))
    p.drawRoundedRect(QRectF(rect.left() - 18, rect.bottom() + 8, rect.width() + 36, 12), 3, 3)


def poster(p: QPainter, rect: QRectF, ground: str, colours: tuple[str, ...]) -> None:
    """A sheet with a few soft shapes: pupils' work on the wall."""
    p.setPen(_NONE)
    p.setBrush(QColor(0, 0, 0, 20))
    p.drawRect(rect.translated(4, 5))
    p.setBrush(QColor(ground))
    p.drawRect(rect)
    step = rect.height() / (len(colours) + 1)
    for k, colour in enumerate(colours):
        p.setBrush(QColor(colour))
        y = rect.top() + step * (k + 0.6)
        p.drawEllipse(QPointF(rect.left() + rect.width() * 0.26, y + 9), 10, 10)
        p.drawRoundedRect(
            QRectF(rect.left() + rect.width() * 0.45, y + 4, rect.width() * (0.44 - 0.07 * (k % 3)), 9), 4, 4
        )


def plant(p: QPainter, at: QPointF, scale: float) -> None:
    p.save()
    p.translate(at)
    p.scale(scale, scale)
    p.setPen(_NONE)
    for turn, colour in ((-52, "#4d8c5d"), (-24, "#5a9c69"), (4, "#4d8c5d"), (30, "#5a9c69"), (54, "#4d8c5d")):
        p.save()
        p.rotate(turn)
        p.setBrush(QColor(colour))
        p.drawEllipse(QPointF(0, -62), 14, 52)
        p.restore()
    p.setBrush(QColor("#c9744f"))
    p.drawPolygon(QPolygonF([QPointF(-32, -24), QPointF(32, -24), QPointF(24, 30), QPointF(-24, 30)]))
    p.setBrush(QColor("#b5643f"))
    p.drawRoundedRect(QRectF(-36, -30, 72, 14), 4, 4)
    p.restore()


def chair(p: QPainter, facing: int) -> None:
    p.setPen(_NONE)
    p.setBrush(QColor("#5d7f97"))
    p.drawRoundedRect(QRectF(-30 - 20 * facing, -76, 60, 92), 12, 12)
    p.setBrush(QColor("#8c959c"))
    p.drawRect(QRectF(-30 - 20 * facing, 10, 6, 80))
    p.drawRect(QRectF(24 - 20 * facing, 10, 6, 80))


def desk(p: QPainter, letter: str, facing: int) -> None:
    """A desk in front of a pupil; its top edge is at y = -26; `letter` stands on a card."""
    left, width = -82.0 + 16 * facing, 164.0
    p.setPen(_NONE)
    p.setBrush(QColor(0, 0, 0, 26))
    p.drawEllipse(QPointF(left + width / 2, 100), width * 0.52, 10)
    p.setBrush(QColor("#8c959c"))
    for x in (left + 8, left + width - 16):
        p.drawRect(QRectF(x, 0, 8, 100))
    p.setBrush(QColor("#c9995f"))
    p.drawRect(QRectF(left + 4, -14, width - 8, 44))
    p.setBrush(QColor("#e2b77d"))
    p.drawPolygon(
        QPolygonF(
            [QPointF(left + 8, -36), QPointF(left + width - 8, -36), QPointF(left + width, -14), QPointF(left, -14)]
        )
    )
    p.setBrush(QColor("#fdfcf7"))
    sheet = 34 * facing
    p.drawPolygon(
        QPolygonF(
            [QPointF(sheet - 26, -33), QPointF(sheet + 22, -33), QPointF(sheet + 26, -18), QPointF(sheet - 24, -18)]
        )
    )
    card = QRectF(left + width / 2 - 17 - 34 * facing, -8, 34, 32)
    p.setBrush(QColor("#ffffff"))
    p.drawRoundedRect(card, 3, 3)
    p.setPen(QColor("#2f3b52"))
    p.setFont(font(["DejaVu Sans"], 22, bold=True))
    p.drawText(card, Qt.AlignmentFlag.AlignCenter, letter)


def clock(p: QPainter, rect: QRectF, seconds: float) -> None:
    """The wall clock: minutes, seconds and tenths since the first frame, cut off (never rounded up)."""
    tenths = int(seconds * 10 + 1e-6)
    p.setPen(_NONE)
    p.setBrush(QColor("#e8e5dc"))
    p.drawRoundedRect(rect.adjusted(-8, -8, 8, 8), 10, 10)
    p.setBrush(QColor("#20242b"))
    p.drawRoundedRect(rect, 6, 6)
    p.setPen(QColor("#ffc857"))
    p.setFont(font(["DejaVu Sans Mono"], int(rect.height() * 0.66), bold=True))
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{tenths // 600:02d}:{tenths // 10 % 60:02d}.{tenths % 10}")
