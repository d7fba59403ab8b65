"""The composer: the feedback part by part, saved as it is typed, with a preview as the candidate will read it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor_app.domain.rubric import Criterion
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.pages.workbench.feedback_parts import FeedbackParts, PartState
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.candidate_view import CandidateView
from assessor_app.gui.widgets.kept_geometry import KeptSplitter
from assessor_app.gui.widgets.text_autosave import AutosaveEdit

_RUBRIC_WHILE_LARGE = 112
_TEXT_AND_PREVIEW = (200, 260)


class FeedbackPane(QWidget):
    """`settled` carries part id ("" overall) and text; `edit_made` part id and the new AutosaveEdit of that part."""

    settled = Signal(str, str)
    edit_made = Signal(str, object)
    stirred = Signal()
    preview_turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = FeedbackParts()
        self.preview = CandidateView()
        self.moment_button = QPushButton(self.tr("Moment"))
        self.preview_button = QPushButton(self.tr("Preview"))
        self.findings = QPushButton()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._kept: KeptSplitter | None = None
        self._stack = QStackedWidget()
        self._edits: dict[str, AutosaveEdit] = {}
        self._texts: dict[str, str] = {}
        self._criteria: tuple[Criterion, ...] = ()
        self._is_editable = True
        self._sizes_before: list[int] = []
        self.assignment_id = ""
        self._second_look = ""
        self._build()
        self.show_keys(default_words())
        self.set_parts("", ())

    # ---- what is shown --------------------------------------------------------------------

    def set_parts(self, assignment_id: str, criteria: tuple[Criterion, ...]) -> None:
        """Another assignment or rubric: new fields, empty, the overall feedback on top."""
        self.assignment_id, self._criteria = assignment_id, criteria
        for edit in self._edits.values():
            edit.blockSignals(True)  # hidden, it would hand over once more, in the name of what comes now
            self._stack.removeWidget(edit)
            edit.hide()
            edit.deleteLater()
        self._edits, self._texts = {}, {}
        self.parts.set_criteria(criteria)
        self.show_part("")

    def show_texts(self, texts: Mapping[str, str], *, is_editable: bool) -> None:
        """What is stored, by part id; what is newer in a field stays."""
        self._texts, self._is_editable = dict(texts), is_editable
        for part_id, edit in self._edits.items():
            edit.setReadOnly(not is_editable)
            edit.show_text(self._texts.get(part_id, ""))
        self.moment_button.setEnabled(is_editable)

    def show_part(self, part_id: str) -> None:
        """Turn to a part and its field; the focus goes with it if it was in another one."""
        had_focus = any(edit.hasFocus() for edit in self._edits.values())
        if part_id not in {part.part_id for part in self.parts.parts}:
            return
        self.parts.show_part(part_id)
        edit = self.edit_of(part_id)
        self._stack.setCurrentWidget(edit)
        if had_focus:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def part_id(self) -> str:
        return self.parts.current.part_id

    @property
    def edit(self) -> AutosaveEdit:
        """The field of the part on show."""
        return self.edit_of(self.part_id)

    def edit_of(self, part_id: str) -> AutosaveEdit:
        if part_id not in self._edits:
            self._edits[part_id] = self._make(part_id)
            self.edit_made.emit(part_id, self._edits[part_id])
        return self._edits[part_id]

    def texts(self) -> dict[str, str]:
        """Every part as it stands on the screen."""
        return self._texts | {part_id: edit.toPlainText() for part_id, edit in self._edits.items()}

    @property
    def is_settled(self) -> bool:
        return all(edit.is_settled for edit in self._edits.values())

    @property
    def unsettled(self) -> dict[str, str]:
        """What stands here and is not known to be on the disk, by part id."""
        return {part_id: edit.toPlainText() for part_id, edit in self._edits.items() if not edit.is_settled}

    def flush(self) -> None:
        for edit in self._edits.values():
            edit.flush()

    def say_findings(self, words: str, explanation: str) -> None:
        """The quiet line; empty words hide it without moving anything."""
        self.findings.setText(words.replace("&", "&&"))
        self.findings.setToolTip(plain_tip(explanation))
        self.findings.setEnabled(bool(words))

    def show_state(self, part_id: str, state: PartState) -> None:
        self.parts.show_state(part_id, state)

    # ---- the larger view ------------------------------------------------------------------

    @property
    def has_preview(self) -> bool:
        return self.preview_button.isChecked()

    def turn_preview(self) -> None:
        self.preview_button.toggle()

    def keep_in(self, settings: SettingsPort) -> None:
        """Remember how text and preview share the room."""
        self._kept = KeptSplitter(self.splitter, settings, "feedback")

    def _turn_preview(self, is_on: bool) -> None:
        """With the preview the composer takes the rubric's room, all but its head; without, all is as before."""
        self.preview.setVisible(is_on)
        around = self._around()
        if around is not None and is_on:
            self._sizes_before = around.sizes()
            whole = sum(self._sizes_before)
            around.setSizes([_RUBRIC_WHILE_LARGE, whole - _RUBRIC_WHILE_LARGE])
        elif around is not None and self._sizes_before:
            self._settle_within(around)
            around.setSizes(self._sizes_before)
        self.preview_turned.emit(is_on)

    def _settle_within(self, around: QSplitter) -> None:
        """Without the preview less height is needed: else the splitter keeps what was needed with it."""
        part: QWidget | None = self.splitter
        while part is not None and part is not around:
            part.updateGeometry()
            part = part.parentWidget()

    def _around(self) -> QSplitter | None:
        """The splitter between the rubric and what is below it."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QSplitter):
            parent = parent.parentWidget()
        return parent

    def show_keys(self, keys: KeyWords) -> None:
        """Name the keys as they are now."""
        self.preview_button.setToolTip(keys.after(self.tr("Read it as the candidate will"), "feedback.preview"))
        self.moment_button.setToolTip(keys.after(self.tr("Put a cited moment into the text"), "feedback.moment"))
        turn = self.tr("Next part: {next}. Part before: {before}. Comments: /")
        words = turn.format(next=keys.of("feedback.part", 1), before=keys.of("feedback.part", -1))
        self.parts.setAccessibleDescription(words)
        self._second_look = keys.after(self.tr("Go from one to the next"), "text.finding")

    # ---- building -------------------------------------------------------------------------

    def set_tokens(self, tokens: Tokens = LIGHT) -> None:
        self.preview.set_tokens(tokens)

    def _make(self, part_id: str) -> AutosaveEdit:
        edit = AutosaveEdit()
        number = next((c.number for c in self._criteria if c.criterion_id == part_id), 0)
        if number:
            edit.setAccessibleName(self.tr("Feedback on criterion {number}").format(number=number))
            edit.setPlaceholderText(self.tr("What the candidate did here, and what to try next. / brings comments."))
        else:
            edit.setAccessibleName(self.tr("Feedback for the candidate"))
            edit.setPlaceholderText(
                self.tr("What was convincing, and what one next step would be. The candidate reads this first.")
            )
        edit.start_over(self._texts.get(part_id, ""))
        edit.setReadOnly(not self._is_editable)
        edit.settled.connect(partial(self.settled.emit, part_id))
        edit.stirred.connect(self.stirred)
        self._stack.addWidget(edit)
        return edit

    def _build(self) -> None:
        self.moment_button.setAccessibleName(self.tr("Insert a cited moment"))
        self.moment_button.setMenu(QMenu(self.moment_button))
        self.moment_button.setProperty("look", "link")
        self.preview_button.setCheckable(True)
        self.preview_button.setProperty("look", "link")
        self.preview_button.toggled.connect(self._turn_preview)
        self.findings.setProperty("look", "link")
        self.findings.setMenu(QMenu(self.findings))
        self.findings.setAccessibleName(self.tr("What is worth a second look"))
        for button in (self.moment_button, self.preview_button, self.findings):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.parts.chosen.connect(self.show_part)
        above = QHBoxLayout()
        above.setSpacing(SPACE)
        above.addWidget(self.parts, 1)
        above.addWidget(self.moment_button)
        above.addWidget(self.preview_button)
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.preview)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes(list(_TEXT_AND_PREVIEW))
        self.preview.hide()
        below = QHBoxLayout()
        below.addWidget(self.findings)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(above)
        column.addWidget(self.splitter, 1)
        column.addLayout(below)
