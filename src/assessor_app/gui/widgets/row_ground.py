"""The ground of a painted table row, and the focus ring around the whole current row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from assessor_app.gui.theme import chosen_ground
from assessor_app.gui.tokens import Tokens, mix

LINE_STRENGTH = 0.6
BAR = 3


def paint_row_ground(painter: QPainter, box: QRect, tokens: Tokens, *, is_selected: bool, is_first: bool) -> None:
    """Paint one cell's ground; a selected row also has a bar at its left end, not colour alone."""
    painter.fillRect(box, QColor(chosen_ground(tokens) if is_selected else tokens.surface))
    painter.setPen(QColor(mix(tokens.surface, tokens.line, LINE_STRENGTH)))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if is_selected and is_first:
        painter.fillRect(box.left(), box.top(), BAR, box.height(), QColor(tokens.accent))


def paint_row_ring(
    painter: QPainter, box: QRect, tokens: Tokens, view: QTableView, index: QModelIndex | QPersistentModelIndex
) -> None:
    """Paint this cell's part of the ring, when the view has the focus and the row is the current one."""
    if index.row() != view.currentIndex().row() or not view.hasFocus():
        return
    painter.setPen(QPen(QColor(tokens.focus), 2))
    inner = box.adjusted(0, 1, 0, -1)
    painter.drawLine(inner.topLeft(), inner.topRight())
    painter.drawLine(inner.bottomLeft(), inner.bottomRight())
    if index.column() == 0:
        painter.drawLine(inner.left() + 1, inner.top(), inner.left() + 1, inner.bottom())
    if index.column() == index.model().columnCount() - 1:
        painter.drawLine(inner.right(), inner.top(), inner.right(), inner.bottom())
