"""An open criterion: its levels, all of them side by side on demand, what it cites, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.models.condition_words import menu_words, stated_words
from assessor_app.gui.models.rubric_rows import CriterionRow
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.evidence_chips import EvidenceChips, IconOf
from assessor_app.gui.widgets.rubric_levels import LevelChoice, LevelComparison
from assessor_app.gui.widgets.text_autosave import AutosaveEdit

_INDENT = 3 * SPACE


class RubricBody(QWidget):
    """`condition_chosen` carries a condition code, or "" when the criterion can be scored after all."""

    condition_chosen = Signal(str)

    def __init__(
        self,
        criterion: Criterion,
        conditions: Sequence[ConditionCode],
        icon_of: IconOf,
        parent: QWidget | None = None,
        tokens: Tokens = LIGHT,
    ) -> None:
        super().__init__(parent)
        self._conditions = tuple(conditions)
        self.levels = LevelChoice(criterion)
        self.comparison = LevelComparison(criterion)
        self.chips = EvidenceChips(icon_of, tokens=tokens)
        self.rationale = AutosaveEdit(least_lines=2, most_lines=6)
        self.compare = QPushButton(self.tr("Compare levels"))
        self.condition = QPushButton(self.tr("Cannot be scored…"))
        self._menu = QMenu(self.condition)
        self._stated = QLabel()
        self._name = isolated(criterion.name)
        self._column = self._build(criterion)
        self.compare.toggled.connect(self.comparison.setVisible)

    def set_tokens(self, tokens: Tokens) -> None:
        self.chips.set_tokens(tokens)

    def insert_beside_levels(self, widget: QWidget) -> None:
        """Put `widget` above the levels."""
        self._column.insertWidget(0, widget)

    def show_row(self, row: CriterionRow, *, is_editable: bool) -> None:
        self.levels.show_level(row.level)
        self.levels.set_editable(is_editable and row.takes_levels)
        self.comparison.show_level(row.level)
        self.chips.show_row(row, is_editable=is_editable)
        self._stated.setText(stated_words(row.condition) if row.condition is not None else "")
        self._stated.setVisible(row.condition is not None)
        self._ask(is_reason=row.condition is not None)
        self.rationale.setReadOnly(not is_editable)
        self.rationale.show_text(row.rationale)
        self.condition.setVisible(bool(self._conditions) and is_editable)

    def set_conditions(self, conditions: Sequence[ConditionCode]) -> None:
        """The issuer's policy changed: other reasons why a criterion cannot be scored."""
        if tuple(conditions) != self._conditions:
            self._conditions = tuple(conditions)
            self._fill_menu()

    def ask_condition(self) -> None:
        """Open the menu of reasons."""
        if self.condition.isVisible():
            self.condition.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.condition.showMenu()

    def _ask(self, *, is_reason: bool) -> None:
        """A condition code needs its reason; a level its rationale."""
        if is_reason:
            self.rationale.setPlaceholderText(self.tr("Reason: what keeps you from scoring this, and where"))
            self.rationale.setAccessibleName(self.tr("Reason why {name} cannot be scored").format(name=self._name))
        else:
            self.rationale.setPlaceholderText(self.tr("Rationale: why this level, in words the candidate can use"))
            self.rationale.setAccessibleName(self.tr("Rationale for {name}").format(name=self._name))

    def _build(self, criterion: Criterion) -> QVBoxLayout:
        column = QVBoxLayout(self)
        column.setContentsMargins(_INDENT, 0, _INDENT, _INDENT)
        column.setSpacing(GAP_INSIDE)
        if criterion.description and criterion.description != criterion.name:
            column.addWidget(self._quiet(criterion.description))
        column.addWidget(self.levels)
        self._stated.setProperty("look", "warn")
        self._stated.setWordWrap(True)
        self._stated.setTextFormat(Qt.TextFormat.PlainText)
        self._stated.hide()
        column.addWidget(self._stated)
        column.addLayout(self._evidence_line())
        column.addWidget(self.comparison)  # below what opens it, which so stays where it is
        self.comparison.hide()
        self._ask(is_reason=False)
        column.addWidget(self.rationale)
        return column

    def _evidence_line(self) -> QHBoxLayout:
        """What is cited, and at its end the ways to see all levels and to say that there is none."""
        self.compare.setCheckable(True)
        for link in (self.compare, self.condition):
            link.setProperty("look", "link")
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.condition.setMenu(self._menu)
        self._menu.triggered.connect(lambda action: self._choose(action.data()))
        self._fill_menu()
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self.chips, 1)
        for link in (self.compare, self.condition):
            line.addWidget(link, alignment=Qt.AlignmentFlag.AlignTop)
        return line

    def _fill_menu(self) -> None:
        self._menu.clear()
        for condition in self._conditions:
            action = self._menu.addAction(menu_words(condition).replace("&", "&&"))
            action.setData(condition.code)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("It can be scored")).setData("")

    def _choose(self, code: str) -> None:
        """The reason is asked for right where the code was chosen."""
        self.condition_chosen.emit(code)
        if code:
            self._ask(is_reason=True)
            self.rationale.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _quiet(words: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("look", "quiet")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
