"""Paper, pencil and a child's hand: what student work is drawn with."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

PENCIL = QColor("#3d4046")
BLUE = QColor("#27458c")
RED = QColor("#b8383d")


class Sheet:
    """A sheet of paper to write on; `hand` is a font family, `seed` makes the unevenness repeatable."""

    def __init__(self, width: int, height: int, hand: str, seed: int, ground: str = "#fdfbf4") -> None:
        self.image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(QColor(ground))
        self._hand = hand
        self._rng = np.random.default_rng(seed)
        self.painter = QPainter(self.image)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def rules(self, top: int, step: int, colour: str = "#c8d8ea", margin: bool = True) -> None:
        p = self.painter
        p.setPen(QPen(QColor(colour), 2))
        for y in range(top, self.image.height() - 20, step):
            p.drawLine(0, y, self.image.width(), y)
        if margin:
            p.setPen(QPen(QColor("#e7b3b3"), 2))
            p.drawLine(90, 0, 90, self.image.height())

    def squares(self, step: int) -> None:
        self.painter.setPen(QPen(QColor("#d9e3ec"), 1.5))
        for x in range(0, self.image.width(), step):
            self.painter.drawLine(x, 0, x, self.image.height())
        for y in range(0, self.image.height(), step):
            self.painter.drawLine(0, y, self.image.width(), y)

    def print_text(self, box: QRectF, text: str, pixels: int = 30, bold: bool = False) -> None:
        """Printed (not handwritten) words, such as the question on a ticket."""
        font = QFont(["DejaVu Sans"])
        font.setPixelSize(pixels)
        font.setBold(bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor("#22262c"))
        self.painter.drawText(box, Qt.TextFlag.TextWordWrap, text)

    def write(self, at: QPointF, text: str, pixels: int = 44, colour: QColor = PENCIL) -> None:
        """Handwriting: every letter a little higher, lower or turned."""
        p, font = self.painter, QFont([self._hand, "Comic Neue"])
        font.setPixelSize(pixels)
        metrics = QFontMetricsF(font)
        p.setFont(font)
        p.setPen(colour)
        x, drift = at.x(), float(self._rng.uniform(-0.012, 0.012))
        for letter in text:
            p.save()
            p.translate(x, at.y() + (x - at.x()) * drift + float(self._rng.normal(0, pixels * 0.022)))
            p.rotate(float(self._rng.normal(0, 1.8)))
            p.drawText(QPointF(0, 0), letter)
            p.restore()
            x += metrics.horizontalAdvance(letter) * float(self._rng.uniform(0.96, 1.05))

    def line(self, a: QPointF, b: QPointF, width: float = 3.5, colour: QColor = PENCIL) -> None:
        """A line drawn by hand: slightly bent, gone over twice."""
        p = self.painter
        p.setBrush(Qt.BrushStyle.NoBrush)
        for _ in range(2):
            p.setPen(
                QPen(colour, width * float(self._rng.uniform(0.6, 1.0)), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            bend = QPointF(*(float(v) for v in self._rng.normal(0, 2.6, 2)))
            path = QPainterPath(a)
            path.quadTo((a + b) / 2 + bend, b + QPointF(*(float(v) for v in self._rng.normal(0, 1.2, 2))))
            p.drawPath(path)

    def box(self, rect: QRectF, colour: QColor = PENCIL, width: float = 3.5) -> None:
        corners = (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft())
        for k in range(4):
            self.line(corners[k], corners[(k + 1) % 4], width, colour)

    def hatch(self, rect: QRectF, colour: QColor = PENCIL, step: float = 13) -> None:
        x = rect.left() - rect.height()
        while x < rect.right():
            a = QPointF(max(x, rect.left()), rect.bottom() - max(0.0, rect.left() - x))
            end = min(x + rect.height(), rect.right())
            self.line(a, QPointF(end, rect.bottom() - (end - x)), 2.0, colour)
            x += step

    def ellipse(self, centre: QPointF, rx: float, ry: float, colour: QColor = PENCIL) -> None:
        points = [
            centre
            + QPointF(
                math.cos(k / 20 * math.tau) * rx * float(self._rng.uniform(0.96, 1.04)),
                math.sin(k / 20 * math.tau) * ry * float(self._rng.uniform(0.96, 1.04)),
            )
            for k in range(21)
        ]
        for a, b in zip(points, points[1:], strict=False):
            self.line(a, b, 2.6, colour)

    def finished(self) -> QImage:
        self.painter.end()
        return self.image


def photographed(sheet: QImage, turn: float, table: str) -> QImage:
    """The sheet lying a little askew on a table, with its shadow, as a phone photo shows it."""
    width, height = sheet.width() + 170, sheet.height() + 170
    photo = QImage(width, height, QImage.Format.Format_RGB32)
    photo.fill(QColor(table))
    p = QPainter(photo)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    p.setPen(QPen(QColor(table).darker(106), 3))
    for y in range(0, height, 46):
        p.drawLine(0, y, width, y + 12)
    p.translate(width / 2, height / 2)
    p.rotate(turn)
    p.setPen(Qt.PenStyle.NoPen)
    for spread in range(12, 0, -3):
        p.setBrush(QColor(0, 0, 0, 16))
        p.drawRoundedRect(
            QRectF(
                -sheet.width() / 2 - spread + 6,
                -sheet.height() / 2 - spread + 9,
                sheet.width() + 2 * spread,
                sheet.height() + 2 * spread,
            ),
            10,
            10,
        )
    p.drawImage(QPointF(-sheet.width() / 2, -sheet.height() / 2), sheet)
    p.end()
    return photo
