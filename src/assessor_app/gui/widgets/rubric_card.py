"""One criterion in the rubric panel: its head, and when open its levels, citations and rationale."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assessor_app.domain.assessment import Gap
from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.models.compared_rows import ComparedRow
from assessor_app.gui.models.rubric_rows import CriterionRow
from assessor_app.gui.models.rubric_words import chip_words, needs_words, state_words
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.evidence_chips import EvidenceChips, IconOf
from assessor_app.gui.widgets.rubric_body import RubricBody
from assessor_app.gui.widgets.rubric_compared import RubricCompared
from assessor_app.gui.widgets.rubric_header import HeadWords, RubricHeader
from assessor_app.gui.widgets.text_autosave import AutosaveEdit

MOMENT_MIME = "application/x-assessor-moment"


class RubricCard(QFrame):
    """`opened` when its head was pressed; the others are what the assessor did.

    What is inside is built when it is first looked at: a rubric of sixty criteria opens as fast as one of five.
    """

    opened = Signal()
    level_chosen = Signal(str)
    rationale_settled = Signal(str)
    stirred = Signal()
    moment_asked = Signal(str)
    cite_asked = Signal(str)
    uncite_asked = Signal(str)
    condition_chosen = Signal(str)
    """A condition code, or "" when the criterion can be scored after all."""
    built = Signal()
    take_over_asked = Signal(str)
    """The id of a moment of a compared assessment."""

    def __init__(
        self,
        criterion: Criterion,
        conditions: tuple[ConditionCode, ...],
        icon_of: IconOf,
        parent: QWidget | None = None,
        tokens: Tokens = LIGHT,
    ) -> None:
        super().__init__(parent)
        self._criterion = criterion
        self._conditions = conditions
        self._icon_of = icon_of
        self._tokens = tokens
        self._row: CriterionRow | None = None
        self._compared: ComparedRow | None = None
        self._compared_view: RubricCompared | None = None
        self._is_editable = False
        self._made: RubricBody | None = None
        self.setProperty("look", "card")
        self.setAcceptDrops(True)
        self._header = RubricHeader(criterion.number, criterion.name, tokens=tokens)
        self._header.clicked.connect(self.opened)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._header)

    @property
    def rationale(self) -> AutosaveEdit:
        return self.body.rationale

    @property
    def body(self) -> RubricBody:
        """Built on first use."""
        if self._made is None:
            self._made = self._make_body()
        return self._made

    @property
    def is_built(self) -> bool:
        return self._made is not None

    @property
    def is_settled(self) -> bool:
        """Whether no rationale waits to be saved."""
        return self._made is None or self._made.rationale.is_settled

    def flush(self) -> None:
        if self._made is not None:
            self._made.rationale.flush()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._header.set_tokens(tokens)
        if self._made is not None:
            self._made.set_tokens(tokens)
        if self._compared_view is not None:
            self._compared_view.set_tokens(tokens)

    def set_open(self, *, is_open: bool) -> None:
        self._header.setChecked(is_open)
        if is_open:
            self.body.show()
        elif self._made is not None:
            self._made.hide()
            self.flush()

    def show_row(self, row: CriterionRow, *, is_editable: bool) -> None:
        self._row, self._is_editable = row, is_editable
        self._show_head()
        self.setAcceptDrops(is_editable)
        if self._made is not None:
            self._made.show_row(row, is_editable=is_editable)
        self._show_compared()

    def set_conditions(self, conditions: tuple[ConditionCode, ...]) -> None:
        self._conditions = conditions
        if self._made is not None:
            self._made.set_conditions(conditions)

    def show_compared(self, compared: ComparedRow | None) -> None:
        """For an adjudicator: what the assessors who differ said of this criterion."""
        self._compared = compared
        self._show_head()
        self._show_compared()

    def focus_levels(self) -> None:
        if self._criterion.levels and self._row is not None and self._row.takes_levels:
            self.body.levels.focus_levels()
        else:
            self.body.condition.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_rationale(self) -> None:
        self.rationale.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_evidence(self) -> None:
        """On the first thing to cite, or on the levels when there is nothing."""
        if not self.body.chips.take_focus():
            self.focus_levels()

    def focus_header(self) -> None:
        self._header.setFocus(Qt.FocusReason.TabFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MOMENT_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        annotation_id = event.mimeData().data(MOMENT_MIME).toStdString()
        self.cite_asked.emit(annotation_id)
        event.acceptProposedAction()

    @property
    def _chips(self) -> EvidenceChips:
        return self.body.chips

    def _show_head(self) -> None:
        row = self._row
        if row is None:
            return
        level = row.level.name if row.level else self.tr("Cannot be scored") if row.condition else ""
        is_lacking = bool(row.gaps & {Gap.EVIDENCE, Gap.RATIONALE})
        self._header.show_words(
            HeadWords(
                level=isolated(level),
                needs=needs_words(row),
                state=state_words(row),
                chip=chip_words(row),
                is_lacking=is_lacking,
                is_done=row.is_scored and not is_lacking,
                marked=self._compared.words if self._compared is not None else "",
                is_marked_bad=self._compared is not None and self._compared.difference is not None,
            )
        )

    def _show_compared(self) -> None:
        """Beside the adjudicator's own level, once the criterion was opened."""
        if self._compared is None or self._made is None:
            return
        if self._compared_view is None:
            self._compared_view = RubricCompared(self._icon_of, tokens=self._tokens)
            self._compared_view.moment_asked.connect(self.moment_asked)
            self._compared_view.take_over_asked.connect(self.take_over_asked)
            self._made.insert_beside_levels(self._compared_view)
        self._compared_view.show_row(self._compared, is_editable=self._is_editable)

    def _make_body(self) -> RubricBody:
        body = self._made = RubricBody(self._criterion, self._conditions, self._icon_of, tokens=self._tokens)
        body.levels.level_chosen.connect(self.level_chosen)
        body.chips.moment_asked.connect(self.moment_asked)
        body.chips.cite_asked.connect(self.cite_asked)
        body.chips.uncite_asked.connect(self.uncite_asked)
        body.condition_chosen.connect(self.condition_chosen)
        body.rationale.settled.connect(self.rationale_settled)
        body.rationale.stirred.connect(self.stirred)
        self._column.addWidget(body)  # first: shown without a parent it would be a window
        body.setVisible(self._header.isChecked())
        if self._row is not None:
            body.show_row(self._row, is_editable=self._is_editable)
        self._show_compared()
        self.built.emit()
        return body
