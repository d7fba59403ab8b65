"""The strip that says why this assignment is read-only, and what becomes of it."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import AssignmentState
from assessor_app.gui.icons import icon
from assessor_app.gui.models.conflict_rows import conflict_words, shown_conflict
from assessor_app.gui.models.outcome_words import outcome_sentence
from assessor_app.gui.models.standing_words import handed_back_words, returned_words, submitted_words
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.services.views import OutboxRow, ReceiptRow, WorkbenchView


class Banner(QFrame):
    """`edit_again_asked` carries the assignment whose refused assessment shall be a draft again."""

    edit_again_asked = Signal(str)
    decide_asked = Signal(str)
    outcome_asked = Signal()
    history_asked = Signal()

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._tone = "plain"
        self.setProperty("look", "notice")
        self._picture, self._words = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_INSIDE, SPACE + 2, GAP_INSIDE, SPACE + 2)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self._picture)
        line.addWidget(self._words, 1)
        self._assignment_id = ""
        self.decide_button = QPushButton(_tr("Decide…"))
        self.decide_button.setAccessibleName(self.decide_button.text())
        self.decide_button.setToolTip(_tr("Both versions side by side; nothing is sent before you chose."))
        self.decide_button.clicked.connect(lambda: self.decide_asked.emit(self._assignment_id))
        self.decide_button.hide()
        line.addWidget(self.decide_button)
        self.edit_button = QPushButton(_tr("Edit again"))
        self.edit_button.setAccessibleName(self.edit_button.text())
        self.edit_button.setToolTip(_tr("It becomes a draft, and nothing is sent until you submit it."))
        self.edit_button.clicked.connect(lambda: self.edit_again_asked.emit(self._assignment_id))
        self.edit_button.hide()
        line.addWidget(self.edit_button)
        self.outcome_button = QPushButton(_tr("How it compares…"))
        self.outcome_button.setAccessibleName(self.outcome_button.text())
        self.outcome_button.clicked.connect(self.outcome_asked)
        self.outcome_button.hide()
        line.addWidget(self.outcome_button)
        self.history_button = QPushButton(_tr("What you had submitted…"))
        self.history_button.setAccessibleName(self.history_button.text())
        self.history_button.clicked.connect(self.history_asked)
        self.history_button.hide()
        line.addWidget(self.history_button)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._paint()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str, tone: str = "plain") -> None:
        """`tone` is plain, good, warn or bad; without words the strip is gone."""
        self._words.setText(words)
        self._tone = tone
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._paint()
        self.setVisible(bool(words))
        self.setAccessibleName(words)

    def offer_edit(self, view: WorkbenchView) -> None:
        """Only for an assessment its server refused, while the assignment is open; a decision comes before that."""
        is_live = view.assignment.state in (AssignmentState.OPEN, AssignmentState.RETURNED)
        self._assignment_id = view.assignment.assignment_id
        is_contested = any(each.needs_choice for each in view.conflicts)
        self.edit_button.setVisible(is_live and view.assessment.state is AssessmentState.PARKED and not is_contested)
        self.decide_button.setVisible(shown_conflict(view) is not None)

    def offer_history(self, view: WorkbenchView) -> None:
        """For an assessment that came back: its scores as they came about, with what was submitted among them."""
        self.history_button.setVisible(view.is_live and view.assignment.state is AssignmentState.RETURNED)

    def offer_outcome(self, view: WorkbenchView) -> None:
        """Only once it is decided: before, nothing of the other assessment may be told."""
        outcome = view.outcome
        self.outcome_button.setVisible(outcome is not None and outcome.is_decided and bool(outcome.levels))

    def _paint(self) -> None:
        tokens = self._tokens
        name, colour = {
            "good": ("circle-check", tokens.good),
            "warn": ("triangle-alert", tokens.warn),
            "bad": ("octagon-alert", tokens.bad),
        }.get(self._tone, ("info", tokens.accent))
        self._picture.setPixmap(icon(name, tokens, colour).pixmap(QSize(16, 16)))


def banner_words(view: WorkbenchView, receipts: Iterable[ReceiptRow], outbox: Iterable[OutboxRow]) -> tuple[str, str]:
    """Return sentence and tone; no words while the assessor may work."""
    if view.hand_back is not None:
        return handed_back_words(view, receipts, outbox)
    contested = conflict_words(view)
    if contested:
        return contested, "bad"
    if view.is_live and view.assessment.state.is_open:
        return returned_words(view) if view.assignment.state is AssignmentState.RETURNED else ("", "plain")
    closed = _closed(view)
    words, tone = closed if closed is not None else submitted_words(view, receipts, outbox)
    outcome = outcome_sentence(view)
    return (f"{words.rstrip('.')}. {outcome}", tone) if outcome else (words, tone)


def _closed(view: WorkbenchView) -> tuple[str, str] | None:
    if view.assignment.state is AssignmentState.CLOSED and view.assessment.state.is_received:
        return None  # closed because this assessment is in
    words = {
        AssignmentState.WITHDRAWN: _tr(
            "{server} has withdrawn this submission. Its evidence is locked; what you wrote is kept. Nothing to do."
        ),
        AssignmentState.CLOSED: _tr("{server} has closed this assignment. It can be read, not changed."),
        AssignmentState.UNSUPPORTED: _tr(
            "{server} sent work of a kind that this version does not know. Update the program, then sync."
        ),
    }.get(view.assignment.state)
    return (words.format(server=view.server_name), "warn") if words else None


def _tr(words: str) -> str:
    return QCoreApplication.translate("Banner", words)
