"""The three rooms: science (whiteboard), maths (green board), a small group upright on a phone."""

from collections.abc import Sequence

import looks
import room_parts as parts
from layout import Layout, Line, Seat
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_WIDE = (1280, 720)
_WIDE_BOARD = QRectF(290, 72, 620, 270)
_WIDE_SEATS = {
    "A": Seat(560, 492, 0.8, -1),
    "C": Seat(800, 492, 0.8, -1),
    "E": Seat(1040, 492, 0.8, -1),
    "B": Seat(660, 634, 0.98, -1),
    "D": Seat(912, 634, 0.98, -1),
    "F": Seat(1160, 634, 0.98, -1),
}
_WIDE_LINES = tuple(Line(QPointF(330, 130 + 58 * k), 40) for k in range(4))


def wait_time() -> Layout:
    def room(p: QPainter) -> None:
        parts.wall_and_floor(p, _WIDE, 470, "#dbe6e4", "#d9c3a0")
        parts.board(p, _WIDE_BOARD, "#fbfcfb", "#b9c3c6")
        _side_wall(p)

    return Layout(
        *_WIDE,
        looks.WAIT_TIME,
        _WIDE_SEATS,
        Seat(165, 640, 1.2, 1),
        _WIDE_LINES,
        "#29467a",
        QRectF(1012, 42, 206, 62),
        room,
        _puddle,
    )


def gestures() -> Layout:
    def room(p: QPainter) -> None:
        parts.wall_and_floor(p, _WIDE, 470, "#f0e6d4", "#c8b08c")
        parts.board(p, _WIDE_BOARD, "#35594a", "#a87c4f")
        _side_wall(p)

    return Layout(
        *_WIDE,
        looks.GESTURES,
        _WIDE_SEATS,
        Seat(165, 640, 1.2, 1),
        _WIDE_LINES,
        "#f3efe0",
        QRectF(1012, 42, 206, 62),
        room,
        _fraction_bars,
    )


def exit_ticket() -> Layout:
    seats = {"A": Seat(150, 1128, 1.3, 1), "B": Seat(362, 1128, 1.3, 1), "C": Seat(574, 1128, 1.3, -1)}
    lines = (
        Line(QPointF(110, 500), 40),
        Line(QPointF(230, 500), 40),
        Line(QPointF(350, 500), 40),
        Line(QPointF(58, 602), 22),
    )
    return Layout(
        720,
        1280,
        looks.EXIT_TICKET,
        seats,
        Seat(574, 1036, 1.42, -1),
        lines,
        "#29467a",
        QRectF(446, 52, 226, 70),
        _small_group_room,
        _ticket_bars,
        84.0,
        words_on_board=False,
    )


def _side_wall(p: QPainter) -> None:
    parts.window(p, QRectF(1000, 150, 232, 190))
    parts.poster(p, QRectF(36, 76, 92, 120), "#fbf8ee", ("#e58f65", "#6aa5a9", "#e4bf57"))
    parts.poster(p, QRectF(150, 92, 92, 120), "#eef4fb", ("#7c8fc9", "#d67d92", "#8fbf7a"))
    parts.plant(p, QPointF(52, 470), 0.9)


def _puddle(p: QPainter, progress: Sequence[float]) -> None:
    """Three nested chalk outlines, drawn one after another with the second line."""
    p.setBrush(Qt.BrushStyle.NoBrush)
    for k, (size, colour) in enumerate(((1.0, "#3a6ea5"), (0.7, "#4e9a6b"), (0.4, "#d2694e"))):
        part = min(1.0, max(0.0, progress[1] * 3 - k))
        if part <= 0:
            continue
        path = QPainterPath()
        path.moveTo(68, 0)
        path.cubicTo(70, 34, 30, 44, -4, 36)
        path.cubicTo(-40, 44, -78, 26, -70, -4)
        path.cubicTo(-66, -40, -20, -34, 6, -42)
        path.cubicTo(44, -44, 66, -26, 68, 0)
        p.save()
        p.translate(850 - 11 * k, 296)
        p.scale(size * 0.78, size * 0.78)
        pen = QPen(QColor(colour), 4 / (size * 0.78), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        length = path.length() * size * 0.78 / 4
        pen.setDashPattern([max(0.01, length * part), length * 2])
        p.setPen(pen)
        p.drawPath(path)
        p.restore()


def _fraction_bars(p: QPainter, progress: Sequence[float]) -> None:
    """Bars beside the first two lines: the shaded part grows while the line is written."""
    for index, pair in enumerate((((3, 4), (2, 3)), ((5, 6), (3, 4)))):
        if progress[index] <= 0:
            continue
        for row, (shaded, whole) in enumerate(pair):
            _bar(p, QRectF(660, 104 + index * 62 + row * 24, 216, 18), shaded, whole, progress[index])


def _bar(p: QPainter, box: QRectF, shaded: int, whole: int, part: float) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor("#e9c46a" if whole in (3, 6) else "#8ecae6"))
    p.drawRect(QRectF(box.left(), box.top(), box.width() * shaded / whole * part, box.height()))
    p.setPen(QPen(QColor("#f3efe0"), 2))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRect(box)
    for k in range(1, whole):
        x = box.left() + box.width() * k / whole
        p.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def _small_group_room(p: QPainter) -> None:
    parts.wall_and_floor(p, (720, 1280), 916, "#e7e2ee", "#cdb493")
    parts.window(p, QRectF(470, 190, 190, 190))
    parts.board(p, QRectF(40, 200, 380, 440), "#fdfdfb", "#a9886a")
    parts.plant(p, QPointF(668, 886), 1.1)
    _book_graph(p, QRectF(40, 684, 300, 206))
    p.setFont(parts.hand_font(30))
    p.setPen(QColor("#29467a"))
    p.drawText(QPointF(62, 244), "Yesterday's exit tickets")
    p.setFont(parts.hand_font(22))
    p.setPen(QPen(QColor("#6a7280"), 3))
    p.drawLine(70, 548, 392, 548)
    for k, word in enumerate(("right", "scale", "not done")):
        p.drawText(QRectF(62 + 112 * k, 552, 108, 26), Qt.AlignmentFlag.AlignCenter, word)


def _book_graph(p: QPainter, sheet: QRectF) -> None:
    """The graph of the second question: the scale goes up in twenties, class 2 ends at fifty."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor("#fffdf4"))
    p.drawRect(sheet)
    p.setFont(parts.hand_font(20))
    base, left = sheet.bottom() - 34, sheet.left() + 48
    for k in range(5):
        y = base - k * 32
        p.setPen(QPen(QColor("#c9c5ba"), 2))
        p.drawLine(QPointF(left, y), QPointF(sheet.right() - 14, y))
        p.setPen(QColor("#4a4f59"))
        p.drawText(QRectF(left - 44, y - 12, 36, 24), Qt.AlignmentFlag.AlignRight, str(k * 20))
    for k, (value, colour) in enumerate(((70, "#7c8fc9"), (50, "#e58f65"), (30, "#6aa5a9"))):
        x = left + 22 + k * 78
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(colour))
        p.drawRect(QRectF(x, base - value * 1.6, 44, value * 1.6))
        p.setPen(QColor("#4a4f59"))
        p.drawText(QRectF(x - 16, base + 4, 76, 24), Qt.AlignmentFlag.AlignCenter, f"Class {k + 1}")


def _ticket_bars(p: QPainter, progress: Sequence[float]) -> None:
    """Three piles as bars, then the sentence in the teacher's hand."""
    for k, (count, colour) in enumerate(((14, "#6aa57a"), (7, "#e5a04b"), (3, "#9aa3ad"))):
        if progress[k] <= 0:
            continue
        height = count * 17 * progress[k]
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(colour))
        p.drawRect(QRectF(84 + 112 * k, 546 - height, 64, height))
        p.setPen(QColor("#29467a"))
        p.setFont(parts.hand_font(32))
        if progress[k] > 0.9:
            p.drawText(QRectF(84 + 112 * k, 546 - height - 40, 64, 38), Qt.AlignmentFlag.AlignCenter, str(count))
    sentence = "What does one line stand for?"
    p.setFont(parts.hand_font(25))
    p.setPen(QColor("#b3413a"))
    p.drawText(QPointF(56, 618), sentence[: round(len(sentence) * progress[3])])
