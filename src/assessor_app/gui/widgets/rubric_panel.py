"""The rubric beside the evidence: all criteria in order, one of them open, progress and decision above."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.compared_rows import ComparedRow
from assessor_app.gui.models.rubric_rows import CriterionRow, RubricSummary
from assessor_app.gui.tokens import LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.evidence_chips import IconOf
from assessor_app.gui.widgets.rubric_card import RubricCard
from assessor_app.gui.widgets.rubric_earlier import RubricEarlier
from assessor_app.gui.widgets.rubric_notice import RubricNotice
from assessor_app.gui.widgets.rubric_progress import RubricProgress


class RubricPanel(QWidget):
    """Signals carry the criterion id first, then what was chosen, written or cited."""

    criterion_opened = Signal(str)
    level_chosen = Signal(str, str)
    rationale_settled = Signal(str, str)
    stirred = Signal()
    moment_asked = Signal(str)
    cite_asked = Signal(str, str)
    uncite_asked = Signal(str, str)
    condition_chosen = Signal(str, str)
    take_over_asked = Signal(str, str)
    rationale_built = Signal(object, str)
    """The field of a rationale and its criterion id, when the criterion is first opened."""

    def __init__(self, icon_of: IconOf, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._icon_of = icon_of
        self._tokens = tokens
        self._cards: dict[str, RubricCard] = {}
        self._open_id: str | None = None
        self._may_score = True
        self.progress = RubricProgress()
        self.notice = RubricNotice()
        self.earlier = RubricEarlier()
        self._column = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.progress)
        outer.addWidget(self._scroll(), 1)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for card in self._cards.values():
            card.set_tokens(tokens)

    def set_criteria(self, criteria: Iterable[Criterion], conditions: tuple[ConditionCode, ...] = ()) -> None:
        """Build the cards anew, all closed. `conditions` are the issuer's reasons why one cannot be scored."""
        for card in self._cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self._open_id = None
        for place, criterion in enumerate(criteria):
            self._cards[criterion.criterion_id] = self._card(criterion, conditions)
            self._column.insertWidget(place, self._cards[criterion.criterion_id])

    def set_conditions(self, conditions: tuple[ConditionCode, ...]) -> None:
        for card in self._cards.values():
            card.set_conditions(conditions)

    def say(self, words: str, *, may_score: bool = True, is_warning: bool = True) -> None:
        """A notice above the criteria, "" for none; without `may_score` the whole rubric can only be read."""
        self._may_score = may_score
        self.notice.say(words, is_warning=is_warning)

    def show_earlier(self, criteria: Sequence[Criterion]) -> None:
        """Criteria that this assignment does not ask for."""
        self.earlier.show_criteria(criteria)

    def show_compared(self, rows: Mapping[str, ComparedRow]) -> None:
        for criterion_id, card in self._cards.items():
            card.show_compared(rows.get(criterion_id))

    def show_row(self, row: CriterionRow, *, is_editable: bool) -> None:
        if card := self._cards.get(row.criterion.criterion_id):
            card.show_row(row, is_editable=is_editable and self._may_score)

    def show_summary(self, summary: RubricSummary) -> None:
        self.progress.show_summary(summary)

    def open_criterion(self, criterion_id: str) -> None:
        """Open this one and close the one that was open."""
        if criterion_id == self._open_id or criterion_id not in self._cards:
            return
        if self._open_id in self._cards:
            self._cards[self._open_id].set_open(is_open=False)
        self._open_id = criterion_id
        self._cards[criterion_id].set_open(is_open=True)

    def card(self, criterion_id: str) -> RubricCard | None:
        return self._cards.get(criterion_id)

    def reveal(self, criterion_id: str) -> None:
        """Scroll so that the criterion can be read as far as it fits, from its head on."""
        if card := self._cards.get(criterion_id):
            self._column.activate()
            self._area.ensureWidgetVisible(card, 0, SPACE)
            if card.height() > self._area.viewport().height():
                self._area.verticalScrollBar().setValue(card.y())

    @property
    def is_settled(self) -> bool:
        """Whether no rationale waits to be saved."""
        return all(card.is_settled for card in self._cards.values())

    def flush(self) -> None:
        """Hand over every rationale still being typed."""
        for card in self._cards.values():
            card.flush()

    def _scroll(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("look", "sheet")
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.notice)
        outer.addLayout(self._column)
        outer.addWidget(self.earlier)
        outer.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        return self._area

    def _card(self, criterion: Criterion, conditions: tuple[ConditionCode, ...]) -> RubricCard:
        card, mine = RubricCard(criterion, conditions, self._icon_of, tokens=self._tokens), criterion.criterion_id
        card.opened.connect(lambda: self._toggle(mine))
        card.level_chosen.connect(lambda level_id: self.level_chosen.emit(mine, level_id))
        card.rationale_settled.connect(lambda text: self.rationale_settled.emit(mine, text))
        card.condition_chosen.connect(lambda code: self.condition_chosen.emit(mine, code))
        card.stirred.connect(self.stirred)
        card.moment_asked.connect(self.moment_asked)
        card.cite_asked.connect(lambda annotation_id: self.cite_asked.emit(mine, annotation_id))
        card.uncite_asked.connect(lambda annotation_id: self.uncite_asked.emit(mine, annotation_id))
        card.built.connect(lambda: self.rationale_built.emit(card.rationale, mine))
        card.take_over_asked.connect(lambda annotation_id: self.take_over_asked.emit(mine, annotation_id))
        return card

    def _toggle(self, criterion_id: str) -> None:
        if criterion_id == self._open_id:
            self._cards[criterion_id].set_open(is_open=False)
            self._open_id = None
            return
        self.open_criterion(criterion_id)
        self.criterion_opened.emit(criterion_id)
