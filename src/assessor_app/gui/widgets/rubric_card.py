"""One criterion in the rubric panel: its head, and when open its levels, citations and rationale."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.assessment import Gap
from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.rubric_rows import CriterionRow
from assessor_app.gui.models.rubric_words import state_words
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.evidence_chips import EvidenceChips, IconOf
from assessor_app.gui.widgets.rubric_header import RubricHeader
from assessor_app.gui.widgets.rubric_levels import LevelChoice, LevelComparison
from assessor_app.gui.widgets.text_autosave import AutosaveEdit

MOMENT_MIME = "application/x-assessor-moment"
_INDENT = 3 * SPACE


class RubricCard(QFrame):
    """`opened` when its head was pressed; the others are what the assessor did."""

    opened = Signal()
    level_chosen = Signal(str)
    rationale_settled = Signal(str)
    stirred = Signal()
    moment_asked = Signal(str)
    cite_asked = Signal(str)
    uncite_asked = Signal(str)
    condition_chosen = Signal(str)
    """A condition code, or "" when the criterion can be scored after all."""

    def __init__(
        self,
        criterion: Criterion,
        conditions: tuple[ConditionCode, ...],
        icon_of: IconOf,
        parent: QWidget | None = None,
        tokens: Tokens = LIGHT,
    ) -> None:
        super().__init__(parent)
        self._conditions = conditions
        self.setProperty("look", "card")
        self.setAcceptDrops(True)
        self._header = RubricHeader(criterion.number, criterion.name, tokens=tokens)
        self._levels = LevelChoice(criterion)
        self._comparison = LevelComparison(criterion)
        self._chips = EvidenceChips(icon_of, tokens=tokens)
        self._rationale = AutosaveEdit(least_lines=2, most_lines=6)
        self._compare = QPushButton(self.tr("Compare levels"))
        self._condition = QPushButton(self.tr("Cannot be scored…"))
        self._body = self._make_body(criterion)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._body)
        self._connect()
        self.set_open(is_open=False)

    @property
    def rationale(self) -> AutosaveEdit:
        return self._rationale

    def set_tokens(self, tokens: Tokens) -> None:
        self._header.set_tokens(tokens)
        self._chips.set_tokens(tokens)

    def set_open(self, *, is_open: bool) -> None:
        self._header.setChecked(is_open)
        self._body.setVisible(is_open)
        if not is_open:
            self._rationale.flush()

    def show_row(self, row: CriterionRow, *, is_editable: bool) -> None:
        level = row.level.name if row.level else self._condition_name(row.condition_code)
        is_lacking = bool(row.gaps & {Gap.EVIDENCE, Gap.RATIONALE})
        self._header.show_score(level, state_words(row), is_lacking=is_lacking)
        self._levels.show_level(row.level)
        self._levels.set_editable(is_editable)
        self._comparison.show_level(row.level)
        self._chips.show_row(row, is_editable=is_editable)
        self._rationale.setReadOnly(not is_editable)
        self._rationale.show_text(row.rationale)
        self.setAcceptDrops(is_editable)
        self._condition.setVisible(bool(self._conditions) and is_editable)

    def focus_levels(self) -> None:
        self._levels.focus_levels()

    def focus_rationale(self) -> None:
        self._rationale.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_evidence(self) -> None:
        """On the first thing to cite, or on the levels when there is nothing."""
        if not self._chips.take_focus():
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

    def _make_body(self, criterion: Criterion) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(_INDENT, 0, _INDENT, _INDENT)
        column.setSpacing(GAP_INSIDE)
        column.addWidget(self._levels)
        column.addLayout(self._compare_line())
        column.addWidget(self._comparison)
        self._comparison.hide()
        column.addWidget(self._chips)
        self._rationale.setPlaceholderText(self.tr("Rationale: why this level, in words the candidate can use"))
        self._rationale.setAccessibleName(self.tr("Rationale for {name}").format(name=criterion.name))
        column.addWidget(self._rationale)
        return body

    def _compare_line(self) -> QHBoxLayout:
        self._compare.setProperty("look", "link")
        self._compare.setCheckable(True)
        self._compare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._condition.setProperty("look", "link")
        self._condition.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._condition.setMenu(self._condition_menu())
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self._condition)
        line.addStretch(1)
        line.addWidget(self._compare)
        return line

    def _condition_menu(self) -> QMenu:
        menu = QMenu(self._condition)
        for condition in self._conditions:
            action = menu.addAction(condition.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, code=condition.code: self.condition_chosen.emit(code))
        menu.addSeparator()
        menu.addAction(self.tr("It can be scored")).triggered.connect(lambda: self.condition_chosen.emit(""))
        return menu

    def _condition_name(self, code: str | None) -> str:
        name = next((c.name for c in self._conditions if c.code == code), code)
        return self.tr("Cannot be scored: {reason}").format(reason=name) if name else ""

    def _connect(self) -> None:
        self._header.clicked.connect(self.opened)
        self._levels.level_chosen.connect(self.level_chosen)
        self._compare.toggled.connect(self._comparison.setVisible)
        self._chips.moment_asked.connect(self.moment_asked)
        self._chips.cite_asked.connect(self.cite_asked)
        self._chips.uncite_asked.connect(self.uncite_asked)
        self._rationale.settled.connect(self.rationale_settled)
        self._rationale.stirred.connect(self.stirred)
