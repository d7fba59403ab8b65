"""Paints the outbox's cells: a chip for the state, quiet words for the rest, a focus ring around the row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from assessor_app.gui.models.outbox import ENTRY_ROLE, Column
from assessor_app.gui.models.outbox_entries import Entry, Standing
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, Tokens
from assessor_app.gui.widgets.chip import paint_chip
from assessor_app.gui.widgets.row_ground import paint_row_ground, paint_row_ring

_QUIET = frozenset({Column.SERVER, Column.WHEN, Column.TRIES, Column.NEXT_TRY})


class OutboxDelegate(QStyledItemDelegate):
    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._tokens = LIGHT

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        column, box = Column(index.column()), option.rect
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_row_ground(painter, box, self._tokens, is_selected=is_selected, is_first=index.column() == 0)
        inner = box.adjusted(GAP_INSIDE, 0, -GAP_INSIDE, 0)
        text = index.data()
        if column is Column.STANDING:
            small = QFont(option.font)
            small.setPointSizeF(small.pointSizeF() * 0.9)
            painter.setFont(small)
            paint_chip(painter, QRectF(inner), text, standing_colour(entry, self._tokens), self._tokens)
        else:
            painter.setFont(option.font)
            painter.setPen(QColor(self._tokens.quiet if column in _QUIET else self._tokens.text))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()
        paint_row_ring(painter, box, self._tokens, self._view, index)


def standing_colour(entry: Entry, tokens: Tokens) -> str:
    return {
        Standing.NEEDS_YOU: tokens.bad,
        Standing.WAITING: tokens.accent,
        Standing.HELD: tokens.warn,
        Standing.RECEIVED: tokens.good,
    }[entry.standing]
