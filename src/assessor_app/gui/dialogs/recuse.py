"""Handing an assignment back: why, in the assessor's words, or that it was a mistake."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from assessor_app.domain.declaration import HandBackKind
from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.models.hand_back_words import kind_words
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE
from assessor_app.services.views import WorkbenchView

LONGEST_REASON = 2_000
_WIDTH = 560
_KINDS = (HandBackKind.CONFLICT, HandBackKind.RECUSAL, HandBackKind.UNSCORABLE, HandBackKind.MALPRACTICE)


class RecuseDialog(QDialog):
    """`hand_back_asked` carries kind and reason; it stays open until somebody closes it, so that no word is lost.

    `show_again_asked` only where the evidence was hidden. Escape leaves everything as it is: hidden stays hidden.
    """

    hand_back_asked = Signal(object, str)
    show_again_asked = Signal()

    def __init__(self, view: WorkbenchView, *, is_hidden: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._is_hidden = view, is_hidden
        self._can_go = view.is_live and view.assessment.state.is_open
        self.kinds = {kind: QRadioButton(kind_words(kind).replace("&", "&&")) for kind in _KINDS}
        self.reason = QPlainTextEdit()
        self.problem = QLabel()
        self.hand_back_button = QPushButton(self.tr("Hand it back"))
        again, cancel = self.tr("I was mistaken: show it again"), self.tr("Cancel")
        self.stay_button = QPushButton(again if is_hidden else cancel)
        self.setWindowTitle(self.tr("Hand back {code}").format(code=view.assignment.code))
        self.setMinimumWidth(_WIDTH)
        self._build()
        self._look()
        fit(self)

    def choose(self, kind: HandBackKind) -> None:
        self.kinds[kind].setChecked(True)
        first = self.kinds[kind] if self._can_go else self.stay_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_problem(self, words: str) -> None:
        """It could not be handed back: why, and what was written stays."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self._enable()

    @property
    def kind(self) -> HandBackKind:
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    # ---- inside ------------------------------------------------------------------------------

    def _ask(self) -> None:
        self.hand_back_button.setEnabled(False)  # once is enough
        self.hand_back_asked.emit(self.kind, self.reason.toPlainText().strip())

    def _stay(self) -> None:
        if self._is_hidden:
            self.show_again_asked.emit()
        self.reject()

    def _look(self) -> None:
        length = len(self.reason.toPlainText().strip())
        too_long = self.tr("The reason is too long: {count} characters. Say it in {most} or fewer.")
        self.say_problem(too_long.format(count=length, most=LONGEST_REASON) if length > LONGEST_REASON else "")

    def _enable(self) -> None:
        length = len(self.reason.toPlainText().strip())
        self.hand_back_button.setEnabled(self._can_go and 0 < length <= LONGEST_REASON)
        needed = self.tr("Write in a few words why, first.")
        self.hand_back_button.setToolTip("" if self.hand_back_button.isEnabled() else needed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        title = _label(self.tr("The evidence is hidden") if self._is_hidden else self.tr("Hand this submission back"))
        title.setProperty("look", "title")
        column.addWidget(title)
        assignment = self._view.assignment
        under = _label(f"{assignment.code} · {assignment.micro_credential}")
        under.setProperty("look", "quiet")
        column.addWidget(under)
        for words in self._words():
            column.addWidget(_label(words))
        column.addWidget(self._form())
        self.problem.setProperty("look", "bad")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.problem)
        column.addLayout(self._buttons())

    def _words(self) -> list[str]:
        words = []
        if self._is_hidden:
            words.append(self.tr("Nothing of it is seen or heard any more. What is the matter?"))
        if self._can_go:
            words.append(
                self.tr(
                    "Handed back, {server} gives it to somebody else. You cannot open the evidence again; "
                    "what you wrote stays on this laptop."
                ).format(server=self._view.server_name)
            )
        else:
            words.append(
                self.tr(
                    "This is not open for you any more, so it cannot be handed back from here. "
                    "If you know somebody in it, tell {server}: they decide what becomes of your assessment."
                ).format(server=self._view.server_name)
            )
        return words

    def _form(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, GAP_INSIDE, 0, 0)
        column.setSpacing(GAP_INSIDE)
        group = QButtonGroup(self)
        for button in self.kinds.values():
            group.addButton(button)
            column.addWidget(button)
        asks = self.tr("Why? {server} reads this; name no child and no teacher.")
        label = _label(asks.format(server=self._view.server_name))
        label.setBuddy(self.reason)
        column.addWidget(label)
        self.reason.setAccessibleName(label.text())
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(4 * self.fontMetrics().lineSpacing() + 2 * GAP_INSIDE)
        self.reason.textChanged.connect(self._look)
        column.addWidget(self.reason, 1)
        whole.setVisible(self._can_go)
        return whole

    def _buttons(self) -> QHBoxLayout:
        for button in (self.hand_back_button, self.stay_button):
            button.setAutoDefault(False)
        self.hand_back_button.setProperty("look", "primary")
        self.hand_back_button.setVisible(self._can_go)
        self.hand_back_button.clicked.connect(self._ask)
        self.stay_button.clicked.connect(self._stay)
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addStretch(1)
        line.addWidget(self.stay_button)
        line.addWidget(self.hand_back_button)
        return line


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
