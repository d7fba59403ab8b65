"""Paints the inbox's cells: progress, due dates, state chips, and a focus ring around the whole row."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from assessor_app.domain.assessment import AssessmentState, Decision
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.gui import wording
from assessor_app.gui.icons import pixmap
from assessor_app.gui.models.inbox import InboxModel, Role
from assessor_app.gui.models.inbox_filter import Column, is_done, is_due_soon, is_to_do
from assessor_app.gui.models.lease_words import is_ending, is_over
from assessor_app.gui.models.media_words import is_locking
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens, mix
from assessor_app.gui.widgets.chip import paint_chip
from assessor_app.gui.widgets.row_ground import paint_row_ground, paint_row_ring
from assessor_app.services.views import InboxRow

ICON = 16
BAR_HEIGHT = 6
BAR_WIDTH = 48
_QUIET = frozenset({Column.ATTEMPT, Column.SERVER, Column.ROLE, Column.EVIDENCE})
_CENTRE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
Index = QModelIndex | QPersistentModelIndex


class InboxDelegate(QStyledItemDelegate):
    def __init__(self, view: QTableView, model: InboxModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._tokens = LIGHT
        self._fonts: dict[tuple[str, bool, bool], QFont] = {}
        self._icons: dict[tuple[str, str, float], QPixmap] = {}
        self._painters: dict[Column, Callable[[QPainter, QRect, InboxRow], None]] = {
            Column.DUE: self._paint_due,
            Column.LAPTOP: self._paint_laptop,
            Column.STATE: self._paint_state,
        }

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell by itself, as for a picture of what is dragged; the table paints its rows whole."""
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.paint_ground(painter, option.rect, is_selected=is_selected, is_first=index.column() == 0)
        self.paint_cell(painter, option.rect, index.data(Role.ROW), Column(index.column()), option.font)
        self.paint_ring(painter, option.rect, index)

    def paint_ground(self, painter: QPainter, box: QRect, *, is_selected: bool, is_first: bool) -> None:
        paint_row_ground(painter, box, self._tokens, is_selected=is_selected, is_first=is_first)

    def paint_ring(self, painter: QPainter, box: QRect, index: Index) -> None:
        paint_row_ring(painter, box, self._tokens, self._view, index)

    def paint_cell(self, painter: QPainter, box: QRect, row: InboxRow, column: Column, font: QFont) -> None:
        """Everything of one cell but its ground; `font` is the view's."""
        painter.setFont(self._font(font, row, column))
        inner = box.adjusted(GAP_INSIDE, 0, -GAP_INSIDE, 0)
        special = self._painters.get(column)
        if special is not None:
            special(painter, inner, row)
        else:
            colour = self._tokens.quiet if column in _QUIET or not asks_for_work(row) else self._tokens.text
            self._write(painter, inner, self._model.text(row, column), colour)

    # ---- cells ----
    def _paint_due(self, painter: QPainter, box: QRect, row: InboxRow) -> None:
        now = self._model.now()
        text = self._model.text(row, Column.DUE)
        if row.due_at is not None and is_to_do(row) and is_ending(row.lease_until_at, now):
            text = wording.day(row.due_at, now)  # the end of the lease is nearer, and must be seen whole
        colour, icon_name = self._tokens.quiet, ""
        if is_to_do(row) and row.due_at is not None:
            is_late, is_soon = row.due_at < now, is_due_soon(row, now)
            colour = self._tokens.bad if is_late else self._tokens.warn if is_soon else self._tokens.text
            icon_name = "circle-alert" if is_late else "clock" if is_soon else ""
        end = self._write(painter, self._after_icon(painter, box, icon_name, colour), text, colour)
        if is_to_do(row) and row.lease_until_at is not None:
            rest = QRect(end, box.top(), box.right() - end, box.height())
            self._write(painter, rest, *self._lease(row.lease_until_at, now))

    def _lease(self, until_at: datetime, now: datetime) -> tuple[str, str]:
        """Words and colour: a warning for its last day and afterwards."""
        if is_over(until_at, now):
            return wording.tr(", the lease is over"), self._tokens.bad
        words = wording.tr(", yours until {when}").format(when=wording.day(until_at, now))
        return words, self._tokens.warn if is_ending(until_at, now) else self._tokens.quiet

    def _paint_laptop(self, painter: QPainter, box: QRect, row: InboxRow) -> None:
        text = self._model.text(row, Column.LAPTOP)
        tokens = self._tokens
        progress = self._model.progress_of(row)
        is_waiting = progress is not None and bool(progress.waits)
        if row.media_state in (MediaState.DOWNLOADING, MediaState.PAUSED) and not is_waiting:
            self._paint_bar(painter, box, row)
            self._write(painter, box.adjusted(BAR_WIDTH + GAP_INSIDE, 0, 0, 0), text, tokens.text)
            return
        name, colour = {
            MediaState.PRESENT: ("circle-check", tokens.good),
            MediaState.QUEUED: ("hourglass", tokens.quiet),
            MediaState.PAUSED: ("hourglass", tokens.quiet),
            MediaState.DOWNLOADING: ("hourglass", tokens.quiet),
            MediaState.FAILED: ("triangle-alert", tokens.bad),
        }.get(row.media_state, ("cloud", tokens.quiet))
        if is_locking(row):
            name, colour = "lock", tokens.warn
        if is_done(row):
            colour = tokens.quiet
        words = tokens.text if row.media_state is MediaState.PRESENT and not is_done(row) else colour
        self._write(painter, self._after_icon(painter, box, name, colour), text, words)

    def _paint_bar(self, painter: QPainter, box: QRect, row: InboxRow) -> None:
        progress = self._model.progress_of(row)
        done = row.media_done if progress is None else progress.done
        part = done / row.media_size if row.media_size else 0.0
        groove = QRectF(box.left(), box.center().y() - BAR_HEIGHT / 2 + 0.5, BAR_WIDTH, BAR_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(self._tokens.surface, self._tokens.text, 0.15)))
        painter.drawRoundedRect(groove, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        groove.setWidth(max(BAR_HEIGHT, BAR_WIDTH * min(part, 1.0)))
        is_moving = row.media_state is MediaState.DOWNLOADING
        painter.setBrush(QColor(self._tokens.accent if is_moving else self._tokens.quiet))
        painter.drawRoundedRect(groove, BAR_HEIGHT / 2, BAR_HEIGHT / 2)

    def _paint_state(self, painter: QPainter, box: QRect, row: InboxRow) -> None:
        paint_chip(
            painter, QRectF(box), self._model.text(row, Column.STATE), state_colour(row, self._tokens), self._tokens
        )

    # ---- pieces ----
    def _font(self, shown: QFont, row: InboxRow, column: Column) -> QFont:
        """Kept: what Qt finds out about a font stays with the font."""
        is_strong = column is Column.MICRO_CREDENTIAL and asks_for_work(row)
        look = (shown.key(), is_strong, column is Column.STATE)
        font = self._fonts.get(look)
        if font is None:
            font = self._fonts[look] = QFont(shown)
            font.setPointSizeF(shown.pointSizeF())  # said again: what is only inherited does not hold in a picture
            if is_strong:
                font.setWeight(QFont.Weight.Medium)
            if column is Column.STATE:
                font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _write(self, painter: QPainter, box: QRect, text: str, colour: str) -> int:
        """Write one line, cut with an ellipsis; return where it ends."""
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text)
        if width > box.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            width = metrics.horizontalAdvance(text)
        painter.setPen(QColor(colour))
        painter.drawText(box, _CENTRE, text)
        return box.left() + width

    def _after_icon(self, painter: QPainter, box: QRect, name: str, colour: str) -> QRect:
        if not name:
            return box
        look = (name, colour, self._view.devicePixelRatioF())
        picture = self._icons.get(look)
        if picture is None:
            picture = self._icons[look] = pixmap(name, colour, ICON, look[2])
        painter.drawPixmap(box.left(), box.center().y() - ICON // 2 + 1, picture)
        return box.adjusted(ICON + SPACE + 2, 0, 0, 0)


def asks_for_work(row: InboxRow) -> bool:
    """Whether the assessor has something to do here: such rows stand out."""
    return is_to_do(row) or row.assessment_state is AssessmentState.PARKED or row.needs_decision


def state_colour(row: InboxRow, tokens: Tokens) -> str:
    """Return the colour of a state chip; the words say it, too."""
    if row.decision:
        return tokens.good if row.decision == Decision.AWARDED else tokens.text
    if row.needs_decision:
        return tokens.bad
    if row.assignment_state not in (AssignmentState.OPEN, AssignmentState.RETURNED) or row.is_handed_back:
        return tokens.quiet
    if row.is_read_only:
        return tokens.warn
    if row.assignment_state is AssignmentState.RETURNED and row.assessment_state.is_open:
        return tokens.warn
    return {
        AssessmentState.DRAFT: tokens.text,
        AssessmentState.READY: tokens.accent,
        AssessmentState.QUEUED: tokens.accent,
        AssessmentState.ACCEPTED: tokens.good,
        AssessmentState.HELD: tokens.warn,
        AssessmentState.PARKED: tokens.bad,
    }[row.assessment_state]
