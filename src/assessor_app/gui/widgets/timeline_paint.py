"""How the parts of the timeline look; each function paints one part and knows nothing of the widget."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from assessor_app.gui.tokens import Tokens, mix
from assessor_app.gui.widgets.marker_shapes import criterion_path, marker_colour, outline_colour
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_rows import LOWEST_LANE
from assessor_app.gui.widgets.timeline_scale import TimelineScale

HANDLE_HEIGHT = 9
GUTTER = 44
PAD = 10
MARKER = 11.0
REACH = 9
"""Pixels a marker takes up to each side of its time."""
HANDLE = 6
Bar = tuple[int, int]
Spot = tuple[float, float]
"""The middle of a lane, and how far a ring may reach from it."""
LEAST_BAR = 4
_BAR = 8.0
_CAP = 12.0
_BAR_STRENGTH = 0.45
_SMALL_TEXT = 0.85
_NUMBER_ROOM = 20
_BETWEEN_LABELS = 16


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


def lane_height(font: QFont) -> int:
    """Return the least height of a lane: its number can be read, its marks can be hit."""
    return max(LOWEST_LANE, round(QFontMetricsF(small_font(font)).ascent()) + 2)


def label_width(font: QFont) -> float:
    """Return how far apart labelled ticks must be, so that the longest time and some room fit."""
    return QFontMetricsF(small_font(font)).horizontalAdvance("0:00:00.000") + _BETWEEN_LABELS


def paint_gutter(painter: QPainter, rect: QRectF, number: int, tokens: Tokens, font: QFont) -> None:
    """The lane's number and shape; a lane without criterion has a grey circle alone."""
    painter.fillRect(rect, QColor(tokens.ground))
    if number:
        fitting, words = QFont(font), str(number)
        share = _NUMBER_ROOM / max(QFontMetricsF(font).horizontalAdvance(words), 1.0)
        fitting.setPointSizeF(font.pointSizeF() * min(share, 1.0))
        painter.setFont(fitting)
        painter.setPen(QColor(tokens.text))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -(GUTTER - _NUMBER_ROOM), 0), align, words)
        painter.setFont(font)
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


def paint_bars(painter: QPainter, bars: list[Bar], number: int, middle: float, tokens: Tokens) -> None:
    """Ranges of one criterion: a bar from start to end with a cap on each."""
    fill = marker_colour(number, tokens)
    edge = outline_colour(fill, tokens)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(edge, 1))
    # Paler than the shapes, so that a point inside a range still stands out.
    painter.setBrush(QColor(mix(tokens.surface, fill.name(), _BAR_STRENGTH)))
    painter.drawRects([QRectF(left, middle - _BAR / 2, right - left, _BAR) for left, right in bars])
    painter.setBrush(fill)
    painter.drawRects([QRectF(x - 1, middle - _CAP / 2, 2, _CAP) for bar in bars for x in bar])


def bar_of(mark: Mark, scale: TimelineScale) -> Bar:
    """Return the pixels of start and end, never closer than the caps."""
    left = round(scale.near(scale.x_of(mark.start_us)))
    return left, max(round(scale.near(scale.x_of(mark.end_us))), left + LEAST_BAR)


def paint_selected(painter: QPainter, mark: Mark, scale: TimelineScale, spot: Spot, tokens: Tokens) -> None:
    """The chosen mark again, in a ring that does not rely on colour and stays inside its lane."""
    middle, reach = spot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.text), 1.5))
    painter.setBrush(QColor(tokens.surface))
    if mark.is_point:
        centre = QPointF(round(scale.x_of(mark.start_us)) + 0.5, middle + 0.5)
        painter.drawEllipse(centre, reach, reach)
        paint_shape(painter, centre, mark.number, tokens, min(MARKER - 1, 2 * reach - 4))
        return
    left, right = bar_of(mark, scale)
    painter.drawRoundedRect(QRectF(left - 4, middle - reach, right - left + 8, 2 * reach), 4, 4)
    paint_bars(painter, [(left, right)], mark.number, middle, tokens)


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
