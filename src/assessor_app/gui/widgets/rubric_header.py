"""The head of a criterion in the rubric panel: marker and number, name, state chip, level, what it needs, evidence."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens, mix
from assessor_app.gui.widgets.chip import chip_width, paint_chip
from assessor_app.gui.widgets.marker_shapes import criterion_path, marker_colour, outline_colour

_MARKER = 13
_MARKER_COLUMN = 24
_CHEVRON_COLUMN = 20
_HOVERED = 0.04


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What a head says. `is_lacking`: something is still to do; `is_done`: nothing is. `marked` stands beside the
    level, `is_marked_bad` where it is what one should look at."""

    level: str = ""
    needs: str = ""
    state: str = ""
    chip: str = ""
    is_lacking: bool = False
    is_done: bool = False
    marked: str = ""
    is_marked_bad: bool = False


class RubricHeader(QAbstractButton):
    """Checked while its criterion is open."""

    def __init__(self, number: int, name: str, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._number = number
        self._name = name
        self._tokens = tokens
        self._words = HeadWords()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tip(name))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    @property
    def words(self) -> HeadWords:
        return self._words

    def show_words(self, words: HeadWords) -> None:
        self._words = words
        name = self.tr("Criterion {number}, {name}").format(number=self._number, name=isolated(self._name))
        self.setAccessibleName(name)
        level = words.level or self.tr("no level yet")
        self.setAccessibleDescription(
            ", ".join(each for each in (words.chip, level, words.needs, words.state, words.marked) if each)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 2 * self.fontMetrics().lineSpacing() + 4 * SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), QColor(mix(self._tokens.surface, self._tokens.text, _HOVERED)))
        self._paint_marker(painter)
        self._paint_words(painter)
        self._paint_chevron(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), SPACE, SPACE)
        painter.end()

    def _paint_marker(self, painter: QPainter) -> None:
        fill = marker_colour(self._number, self._tokens)
        middle = GAP_INSIDE + self.fontMetrics().lineSpacing() / 2
        painter.setPen(QPen(outline_colour(fill, self._tokens), 1))
        painter.setBrush(fill)
        painter.drawPath(criterion_path(self._number, QPointF(GAP_INSIDE + _MARKER_COLUMN / 2, middle), _MARKER))

    def _paint_words(self, painter: QPainter) -> None:
        line = self.fontMetrics().lineSpacing()
        left = GAP_INSIDE + _MARKER_COLUMN + SPACE
        right = self.width() - _CHEVRON_COLUMN - GAP_INSIDE
        first = QRect(left, GAP_INSIDE - 2, right - left, line)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft, str(self._number))
        name = first.adjusted(self._number_column(), 0, -self._paint_chip(painter, first), 0)
        painter.setFont(bold)
        self._put(painter, name, isolated(self._name), self._tokens.text)
        painter.setFont(self.font())
        self._paint_second(painter, QRect(name.left(), first.top() + line + SPACE // 2 + 1, right - name.left(), line))

    def _paint_second(self, painter: QPainter, place: QRect) -> None:
        """Level, what differs, the issuer's data, the evidence: each in its own colour, cut where the line ends."""
        words, tokens = self._words, self._tokens
        said = (
            (words.level or self.tr("No level yet"), tokens.text if words.level else tokens.quiet),
            (words.marked, tokens.warn if words.is_marked_bad else tokens.quiet),
            (words.needs, tokens.quiet),
            (words.state, tokens.warn if words.is_lacking else tokens.quiet),
        )
        left = place.left()
        for each, colour in said:
            if each and left < place.right():
                shown = each if left == place.left() else f"· {each}"
                left += self._put(
                    painter, QRect(left, place.top(), place.right() - left, place.height()), shown, colour
                )
                left += SPACE

    def _paint_chip(self, painter: QPainter, line: QRect) -> int:
        """Paint the state at the end of `line`; return the room it takes."""
        if not self._words.chip:
            return 0
        painter.setFont(self.font())
        width = min(chip_width(painter, self._words.chip), line.width() // 2)
        box = QRectF(line.right() - width, line.top(), width, line.height())
        colour = self._tokens.warn if self._words.is_lacking else self._tokens.quiet
        paint_chip(painter, box, self._words.chip, self._tokens.good if self._words.is_done else colour, self._tokens)
        return width + GAP_INSIDE

    def _number_column(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + SPACE

    @staticmethod
    def _put(painter: QPainter, place: QRect, words: str, colour: str) -> int:
        """Draw one line, shortened to fit; return its width."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(QColor(colour))
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, where | Qt.TextFlag.TextDontClip, shown)  # some scripts reach beyond their line
        return metrics.horizontalAdvance(shown)

    def _paint_chevron(self, painter: QPainter) -> None:
        middle = QPointF(self.width() - GAP_INSIDE - _CHEVRON_COLUMN / 2, self.height() / 2)
        reach, rise = 4.0, 2.0 if self.isChecked() else -2.0
        painter.setPen(QPen(QColor(self._tokens.quiet), 1.75))
        painter.drawPolyline([middle + QPointF(-reach, rise), middle - QPointF(0, rise), middle + QPointF(reach, rise)])
