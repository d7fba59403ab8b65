"""What the assessor may do with a stuck line: decide between versions, send again, take back, put aside, copy."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.conflict import ConflictKind
from assessor_app.domain.outbox import OutboxVerb
from assessor_app.gui.icons import put_icon
from assessor_app.gui.models.outbox_entries import Entry, Standing
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE, Tokens
from assessor_app.gui.widgets.flow_layout import FlowLayout

_OVER = (ConflictKind.WITHDRAWN, ConflictKind.GRADED_BY_ANOTHER)
_CHANGED = (ConflictKind.RUBRIC_CHANGED, ConflictKind.POLICY_CHANGED)


class Decision(QWidget):
    """Signals carry an op id, but for `decide_asked`, `open_asked` and `edit_again_asked`: an assignment id.

    Hidden when there is nothing to do.
    """

    decide_asked = Signal(str)
    open_asked = Signal(str)
    send_again_asked = Signal(str)
    edit_again_asked = Signal(str)
    put_aside_asked = Signal(str)
    copy_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.decide_button = QPushButton(self.tr("Decide…"))
        self.open_button = QPushButton(self.tr("Open the submission"))
        self.send_button = QPushButton(self.tr("Send again"))
        self.edit_button = QPushButton(self.tr("Edit again"))
        self.aside_button = QPushButton(self.tr("Put aside"))
        self.copy_button = QPushButton(self.tr("Save a copy…"))
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("look", "quiet")
        self.decide_button.setProperty("look", "primary")
        self.copy_button.setToolTip(self.tr("A plain file of exactly what waits here. It is not encrypted."))
        line = QWidget()
        flow = FlowLayout(line, gap=GAP_INSIDE)
        for button in self._buttons:
            button.setAccessibleName(button.text())
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_INSIDE)
        layout.addWidget(self.words)
        layout.addWidget(line)
        self._connect()

    def set_tokens(self, tokens: Tokens) -> None:
        put_icon(self.decide_button, "list-checks", tokens, tokens.on_accent)
        put_icon(self.send_button, "send", tokens)
        put_icon(self.edit_button, "pencil", tokens)
        put_icon(self.copy_button, "save", tokens)

    def show_entry(self, entry: Entry | None) -> None:
        is_parked = entry is not None and entry.standing is Standing.NEEDS_YOU and bool(entry.items)
        is_tried = entry is not None and entry.standing is Standing.WAITING and entry.tries > 0
        is_stuck = is_parked or is_tried
        self._entry = entry if is_stuck else None
        self.setVisible(is_stuck)
        conflict = self._entry.conflict if self._entry is not None and is_parked else None
        is_final = is_parked and entry is not None and entry.verb is OutboxVerb.PUT_FINAL
        is_other = conflict is ConflictKind.OTHER_LAPTOP
        self.decide_button.setVisible(is_other)
        self.decide_button.setEnabled(self._entry is not None and self._entry.is_comparable)
        self.open_button.setVisible(conflict in _CHANGED)
        self.send_button.setVisible(is_parked and not is_other and conflict not in _OVER)
        self.edit_button.setVisible(is_final and not is_other and conflict not in _OVER)
        self.aside_button.setVisible(conflict in _OVER and not is_final)
        self.copy_button.setVisible(self._entry is not None and len(self._entry.items) == 1)
        self.words.setText(self._sentence(conflict, is_final=is_final) if is_parked else "")
        self.words.setVisible(bool(self.words.text()))
        for button in self._buttons:
            button.setAccessibleDescription(self.words.text())

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        """In the order they stand."""
        first = (self.decide_button, self.open_button, self.send_button)
        return (*first, self.edit_button, self.aside_button, self.copy_button)

    def _sentence(self, conflict: ConflictKind | None, *, is_final: bool) -> str:
        told = self._told_of(conflict)
        if told:
            return told
        if is_final:
            return self.tr(
                "Send again: the assessment goes to the server once more, as it is now. "
                "Edit again: it becomes a draft, and nothing is sent until you submit it."
            )
        if self._entry is not None and self._entry.verb is OutboxVerb.POST_EVENTS:
            return self.tr(
                "Send again: the report goes to the server once more. Your assessments do not wait for it. "
                "If it is refused again, send a support bundle to those who look after the program."
            )
        return self.tr("Send again: this goes to the server once more, as it is now on this laptop.")

    def _told_of(self, conflict: ConflictKind | None) -> str:
        if conflict is ConflictKind.OTHER_LAPTOP and not (self._entry is not None and self._entry.is_comparable):
            return self.tr("The other version is not here yet. Go online and choose Send now, then decide.")
        told = {
            ConflictKind.OTHER_LAPTOP: self.tr(
                "Decide: both versions are shown side by side. Until then nothing is sent."
            ),
            ConflictKind.RUBRIC_CHANGED: self.tr(
                "Open the submission: the rubric pane shows both versions and carries over what is unchanged."
            ),
            ConflictKind.POLICY_CHANGED: self.tr(
                "Open the submission and see what is missing under the new rules, then submit again."
            ),
            ConflictKind.WITHDRAWN: self.tr(
                "Put aside: this line goes away. What you wrote stays on this laptop and can be read there."
            ),
            ConflictKind.GRADED_BY_ANOTHER: self.tr(
                "Put aside: this line goes away. What you wrote stays here. "
                "Ask the issuing organisation if it should count."
            ),
        }
        return told.get(conflict, "") if conflict is not None else ""

    def _connect(self) -> None:
        for button, signal in (
            (self.send_button, self.send_again_asked),
            (self.aside_button, self.put_aside_asked),
            (self.copy_button, self.copy_asked),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._emit_item(signal))
        for button, signal in (
            (self.decide_button, self.decide_asked),
            (self.open_button, self.open_asked),
            (self.edit_button, self.edit_again_asked),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._emit_assignment(signal))

    def _emit_item(self, signal: Signal) -> None:
        if self._entry is not None:
            signal.emit(self._entry.items[0].op_id)  # type: ignore[attr-defined]

    def _emit_assignment(self, signal: Signal) -> None:
        if self._entry is not None:
            signal.emit(self._entry.assignment_id)  # type: ignore[attr-defined]
