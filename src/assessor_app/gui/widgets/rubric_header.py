"""The head of a criterion in the rubric panel: marker and number, name, chosen level, state of its evidence."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens, mix
from assessor_app.gui.widgets.marker_shapes import criterion_path, marker_colour, outline_colour

_MARKER = 13
_MARKER_COLUMN = 24
_CHEVRON_COLUMN = 20
_HOVERED = 0.04


class RubricHeader(QAbstractButton):
    """Checked while its criterion is open."""

    def __init__(self, number: int, name: str, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._number = number
        self._name = name
        self._tokens = tokens
        self._level = ""
        self._state = ""
        self._is_lacking = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(name)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_score(self, level: str, state: str, *, is_lacking: bool) -> None:
        """`is_lacking` when the state says that something is still to do."""
        self._level, self._state, self._is_lacking = level, state, is_lacking
        self.setAccessibleName(self.tr("Criterion {number}, {name}").format(number=self._number, name=self._name))
        self.setAccessibleDescription(f"{level or self.tr('no level yet')}, {state}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 2 * self.fontMetrics().lineSpacing() + 3 * SPACE)

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
        name = first.adjusted(self._number_column(), 0, 0, 0)
        self._put(painter, name, self._name, self._tokens.text)
        painter.setFont(self.font())
        second = name.translated(0, line)
        level_width = self._put(painter, second, self._level or self.tr("No level yet"), self._level_colour())
        state = second.adjusted(level_width + SPACE, 0, 0, 0)
        self._put(painter, state, f"· {self._state}", self._tokens.warn if self._is_lacking else self._tokens.quiet)

    def _number_column(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + SPACE

    def _level_colour(self) -> str:
        return self._tokens.text if self._level else self._tokens.quiet

    @staticmethod
    def _put(painter: QPainter, place: QRect, words: str, colour: str) -> int:
        """Draw one line, shortened to fit; return its width."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(QColor(colour))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)

    def _paint_chevron(self, painter: QPainter) -> None:
        middle = QPointF(self.width() - GAP_INSIDE - _CHEVRON_COLUMN / 2, self.height() / 2)
        reach, rise = 4.0, 2.0 if self.isChecked() else -2.0
        painter.setPen(QPen(QColor(self._tokens.quiet), 1.75))
        painter.drawPolyline([middle + QPointF(-reach, rise), middle - QPointF(0, rise), middle + QPointF(reach, rise)])
