"""One criterion as the assessors who differ judged it: side by side, with their moments to play and to take over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.models.compared_rows import ComparedRow, ComparedScore
from assessor_app.gui.models.rubric_words import place_words
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.evidence_chips import IconOf, describe
from assessor_app.gui.widgets.flow_layout import FlowLayout


class RubricCompared(QFrame):
    """Signals carry the id of one of the compared moments."""

    moment_asked = Signal(str)
    take_over_asked = Signal(str)

    def __init__(self, icon_of: IconOf, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._icon_of = icon_of
        self._tokens = tokens
        self._shown: tuple[ComparedRow, bool] | None = None
        self._inside: QWidget | None = None
        self.setProperty("look", "panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_INSIDE, GAP_INSIDE, GAP_INSIDE, GAP_INSIDE)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        if self._shown is not None:
            (row, is_editable), self._shown = self._shown, None
            self.show_row(row, is_editable=is_editable)

    def show_row(self, row: ComparedRow, *, is_editable: bool) -> None:
        if self._shown == (row, is_editable):
            return
        self._shown = (row, is_editable)
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = self._sheet(row, is_editable)
        self._column.addWidget(self._inside)
        said = "; ".join(f"{score.label}: {score.level}" for score in row.scores)
        self.setAccessibleName(self.tr("Compared: {said}. {difference}").format(said=said, difference=row.words))

    def _sheet(self, row: ComparedRow, is_editable: bool) -> QWidget:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_BETWEEN)
        grid.setVerticalSpacing(SPACE)
        grid.addWidget(_label(row.words, "warn" if row.difference is not None else "quiet"), 0, 0, 1, len(row.scores))
        for column, score in enumerate(row.scores):
            for line, part in enumerate(self._parts(score, is_editable), start=1):
                grid.addWidget(part, line, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        return sheet

    def _parts(self, score: ComparedScore, is_editable: bool) -> Sequence[QWidget]:
        """Always as many, so that the columns stand level."""
        head = self.tr("{letter}: {level}").format(letter=score.label, level=score.level)
        why = self.tr("Why: {words}").format(words=score.rationale) if score.rationale else self.tr("No rationale")
        told = self.tr("Feedback: {words}").format(words=score.feedback) if score.feedback else ""
        return _label(head, "section"), _label(why, "quiet"), _label(told, "quiet"), self._chips(score, is_editable)

    def _chips(self, score: ComparedScore, is_editable: bool) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line, gap=SPACE)
        for annotation in score.cited:
            flow.addWidget(self._chip(score.label, annotation, is_editable))
        if not score.cited:
            nothing = _label(self.tr("Nothing cited"), "quiet")
            nothing.setWordWrap(False)
            flow.addWidget(nothing)
        return line

    def _chip(self, letter: str, annotation: Annotation, is_editable: bool) -> QWidget:
        chip = QFrame()
        chip.setProperty("look", "cited")
        line = QHBoxLayout(chip)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        place, mine = place_words(annotation), annotation.annotation_id
        play = QPushButton(self.tr("{letter} {place}").format(letter=letter, place=place))
        play.setProperty("look", "cited")
        play.setToolTip(plain_tip(describe(annotation)))
        play.setAccessibleName(self.tr("Moment {place} of assessor {letter}: play").format(place=place, letter=letter))
        play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        play.clicked.connect(lambda: self.moment_asked.emit(mine))
        line.addWidget(play)
        if is_editable:
            line.addWidget(self._take(place, letter, mine))
        return chip

    def _take(self, place: str, letter: str, annotation_id: str) -> QToolButton:
        take = QToolButton()
        take.setProperty("look", "cited")
        take.setIcon(self._icon_of("plus", self._tokens))
        take.setToolTip(self.tr("Take over this moment: mark it as your own and cite it"))
        words = self.tr("Take over moment {place} of assessor {letter}")
        take.setAccessibleName(words.format(place=place, letter=letter))
        take.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        take.clicked.connect(lambda: self.take_over_asked.emit(annotation_id))
        return take


def _label(words: str, look: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMinimumWidth(72)
    return label
