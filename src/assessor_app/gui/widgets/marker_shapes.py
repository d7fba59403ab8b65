"""Marker shapes of the criteria as painter paths, one drawing for timeline, lists and badges."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from assessor_app.gui.tokens import Shape, Tokens, criterion_colour, criterion_shape

_UP = -math.pi / 2
_DARK_INK = "#0B0C0E"
_LIGHT_INK = "#FFFFFF"
_HALF = 0.5
_LINEAR_BELOW = 0.04045
# Shapes of one width look of different size: these factors make their areas look alike.
_OPTICAL = {
    Shape.CIRCLE: 1.0,
    Shape.SQUARE: 0.88,
    Shape.TRIANGLE: 1.12,
    Shape.DIAMOND: 1.12,
    Shape.PENTAGON: 1.06,
    Shape.CROSS: 1.0,
    Shape.STAR: 1.2,
}


def shape_path(shape: Shape, centre: QPointF, size: float) -> QPainterPath:
    """Return the closed outline of `shape` about `size` pixels wide around `centre`."""
    radius = size / 2 * _OPTICAL[shape]
    path = QPainterPath()
    if shape is Shape.CIRCLE:
        path.addEllipse(centre, radius, radius)
    elif shape is Shape.SQUARE:
        path.addRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
    else:
        path.addPolygon(QPolygonF(list(_corners(shape, centre, radius))))
        path.closeSubpath()
    return path


def criterion_path(number: int, centre: QPointF, size: float) -> QPainterPath:
    return shape_path(marker_shape(number), centre, size)


def marker_shape(number: int) -> Shape:
    """Return the shape of criterion `number`; 0 stands for a mark without criterion."""
    return criterion_shape(number) if number else Shape.CIRCLE


def marker_colour(number: int, tokens: Tokens) -> QColor:
    """Return the fill of criterion `number`; a mark without criterion is grey."""
    return QColor(criterion_colour(number) if number else tokens.quiet)


def outline_colour(fill: QColor, tokens: Tokens) -> QColor:
    """Return an edge that keeps a marker apart from the surface even where its fill is close to it."""
    return fill.darker(165) if QColor(tokens.surface).lightnessF() > _HALF else fill.lighter(135)


def ink_on(fill: QColor) -> QColor:
    """Return black or white, whichever reads better on `fill` (relative luminance of WCAG 2)."""
    channels = (fill.redF(), fill.greenF(), fill.blueF())
    red, green, blue = (c / 12.92 if c <= _LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return QColor(_DARK_INK if (luminance + 0.05) ** 2 > 0.05 * 1.05 else _LIGHT_INK)


def criterion_icon(number: int, tokens: Tokens, size: int = 16) -> QIcon:
    """Return the marker of criterion `number` as an icon, sharp on dense screens too."""
    icon = QIcon()
    for ratio in (1, 2):
        picture = QPixmap(size * ratio, size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = marker_colour(number, tokens)
        painter.setPen(QPen(outline_colour(fill, tokens), 1))
        painter.setBrush(fill)
        painter.drawPath(criterion_path(number, QPointF(size / 2, size / 2), size * 0.7))
        painter.end()
        icon.addPixmap(picture)
    return icon


def _corners(shape: Shape, centre: QPointF, radius: float) -> Iterable[QPointF]:
    if shape is Shape.CROSS:
        return _cross(centre, radius)
    count = {Shape.TRIANGLE: 3, Shape.DIAMOND: 4, Shape.PENTAGON: 5, Shape.STAR: 10}[shape]
    # A triangle's centre of mass lies low in its box: move it down so that it sits in the lane's middle.
    drop = radius * 0.18 if shape is Shape.TRIANGLE else 0.0
    return [
        _at(centre, radius * (0.45 if shape is Shape.STAR and turn % 2 else 1.0), turn / count, drop)
        for turn in range(count)
    ]


def _at(centre: QPointF, radius: float, turn: float, drop: float) -> QPointF:
    angle = _UP + turn * 2 * math.pi
    return QPointF(centre.x() + radius * math.cos(angle), centre.y() + radius * math.sin(angle) + drop)


def _cross(centre: QPointF, radius: float) -> list[QPointF]:
    thick = radius * 0.38
    steps = [(-thick, -radius), (thick, -radius), (thick, -thick), (radius, -thick), (radius, thick), (thick, thick)]
    right = [QPointF(centre.x() + x, centre.y() + y) for x, y in steps]
    left = [QPointF(centre.x() - x, centre.y() - y) for x, y in steps]
    return right + left
