"""The tag of a mark on evidence: the criterion's shape and number, readable on any ground."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.marker_shapes import criterion_path, marker_colour, outline_colour

_BESIDE = 3.0
_PLATE, _INK = "#FFFFFF", "#0B0C0E"


def tag_size(metrics: QFontMetricsF, number: int) -> QSizeF:
    """`number` 0 is a mark without criterion: its shape alone."""
    side = metrics.height()
    words = metrics.horizontalAdvance(str(number)) + _BESIDE if number else 0.0
    return QSizeF(side + words + _BESIDE, side)


def paint_tag(painter: QPainter, box: QRectF, number: int, tokens: Tokens, *, is_selected: bool = False) -> None:
    """Draw it with the painter's font; a selected one stands on the focus colour."""
    painter.setPen(QPen(QColor(_INK), 1))
    painter.setBrush(QColor(_PLATE))
    painter.drawRoundedRect(box, 3, 3)
    if is_selected:
        painter.setPen(QPen(QColor(tokens.focus), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)
    side = box.height()
    fill = marker_colour(number, tokens)
    painter.setPen(QPen(outline_colour(fill, tokens) if tokens.name == "light" else QColor(_INK), 1))
    painter.setBrush(fill)
    painter.drawPath(criterion_path(number, QPointF(box.left() + side / 2, box.center().y()), side * 0.62))
    if number:
        painter.setPen(QColor(_INK))
        painter.drawText(box.adjusted(side, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(number))
