"""How the parts of the timeline look; each function paints one part and knows nothing of the widget."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from assessor_app.gui.tokens import Tokens, mix
from assessor_app.gui.widgets.marker_shapes import criterion_path, marker_colour, outline_colour
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_scale import TimelineScale

HANDLE_HEIGHT = 9
GUTTER = 44
PAD = 10
MARKER = 11.0
REACH = 9
"""Pixels a marker takes up to each side of its time."""
HANDLE = 6
_BAR = 8.0
_CAP = 12.0
_BAR_STRENGTH = 0.45
_SMALL_TEXT = 0.85


def small_font(font: QFont) -> QFont:
    """Return `font` a little smaller with digits of one width, so that labels do not jump."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SMALL_TEXT)
    small.setFeature(QFont.Tag("tnum"), 1)
    return small


def header_height(font: QFont) -> int:
    """Return the room for a line of small text above the playhead's handle."""
    return round(QFontMetricsF(small_font(font)).height()) + HANDLE_HEIGHT + 3


def text_height(font: QFont) -> int:
    """Return the room for one line of small text with a hair's breadth around it."""
    return round(QFontMetricsF(small_font(font)).height()) + 3


def paint_gutter(painter: QPainter, rect: QRectF, number: int, tokens: Tokens, font: QFont) -> None:
    """The lane's number and shape; a lane without criterion has a grey circle alone."""
    painter.fillRect(rect, QColor(tokens.ground))
    if number:
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -(GUTTER - 20), 0), align, str(number))
    paint_shape(painter, QPointF(rect.left() + 30, rect.center().y()), number, tokens)


def paint_lane(painter: QPainter, rect: QRectF, middle: float, tokens: Tokens) -> None:
    """The empty lane: ground and the hairline marks stand on."""
    painter.fillRect(rect, QColor(tokens.surface))
    painter.fillRect(QRectF(rect.left(), middle, rect.width(), 1), QColor(tokens.line))


def paint_shape(painter: QPainter, centre: QPointF, number: int, tokens: Tokens, size: float = MARKER) -> None:
    fill = marker_colour(number, tokens)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(outline_colour(fill, tokens), 1))
    painter.setBrush(fill)
    painter.drawPath(criterion_path(number, centre, size))


def paint_bar(painter: QPainter, mark: Mark, scale: TimelineScale, middle: float, tokens: Tokens) -> None:
    """A range: a bar from start to end with a cap on each."""
    fill = marker_colour(mark.number, tokens)
    left, right = bar_ends(mark, scale)
    painter.setPen(QPen(outline_colour(fill, tokens), 1))
    # Paler than the shapes, so that a point inside a range still stands out.
    painter.setBrush(QColor(mix(tokens.surface, fill.name(), _BAR_STRENGTH)))
    painter.drawRect(QRectF(left, middle - _BAR / 2, right - left, _BAR))
    painter.setBrush(fill)
    for x in (left, right):
        painter.drawRoundedRect(QRectF(x - 1.5, middle - _CAP / 2, 3, _CAP), 1, 1)


def bar_ends(mark: Mark, scale: TimelineScale) -> tuple[float, float]:
    """Return the pixels of start and end, never closer than the caps."""
    left = round(scale.x_of(mark.start_us)) + 0.5
    return left, max(round(scale.x_of(mark.end_us)) + 0.5, left + 4)


def paint_selected(painter: QPainter, mark: Mark, scale: TimelineScale, middle: float, tokens: Tokens) -> None:
    """The chosen mark again, in a ring that does not rely on colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.text), 1.5))
    painter.setBrush(QColor(tokens.surface))
    if mark.is_point:
        centre = QPointF(round(scale.x_of(mark.start_us)), middle)
        painter.drawEllipse(centre, REACH, REACH)
        paint_shape(painter, centre, mark.number, tokens, MARKER - 1)
        return
    left, right = bar_ends(mark, scale)
    painter.drawRoundedRect(QRectF(left - 4, middle - REACH, right - left + 8, 2 * REACH), 4, 4)
    paint_bar(painter, mark, scale, middle, tokens)


def paint_focus(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def paint_playhead(painter: QPainter, x: float, header: float, bottom: float, tokens: Tokens) -> None:
    """A line through all lanes with a handle in the header."""
    x = round(x) + 0.5
    accent = QColor(tokens.accent)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.surface), 3))
    painter.drawLine(QPointF(x, header), QPointF(x, bottom))
    painter.setPen(QPen(accent, 1.5))
    painter.drawLine(QPointF(x, header - 4), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    top = header - HANDLE_HEIGHT
    corners = ((-HANDLE, top), (HANDLE, top), (HANDLE, top + 4), (0, header), (-HANDLE, top + 4))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y) for dx, y in corners]))
