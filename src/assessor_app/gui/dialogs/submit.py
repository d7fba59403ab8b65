"""The submit dialog: what is still missing, what the levels decide, and the feedback as it will be read."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Gap, Missing, missing_parts
from assessor_app.domain.decision import explain_assessment
from assessor_app.gui.dialogs.submit_names import NamesPart
from assessor_app.gui.dialogs.submit_preview import FeedbackPreview
from assessor_app.gui.dialogs.submit_watched import WatchedPart
from assessor_app.gui.icons import icon
from assessor_app.gui.models.decision_words import explanation_text
from assessor_app.gui.models.rubric_words import missing_sentence
from assessor_app.gui.models.text_findings import Finding, Looks
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, SPACE, Tokens
from assessor_app.gui.widgets.wrapping_link import WrappingLink
from assessor_app.services.views import WorkbenchView

_SIZE = QSize(1060, 620)
_LEFT = 460
_ICON = QSize(16, 16)


class SubmitDialog(QDialog):
    """Accepted when the assessor submits; `part_asked` (criterion id or "", what is missing) to go there instead.

    `moment_asked` (annotation id) to play a moment first; `finding_asked` (where, Finding) to look at a name first,
    `text_asked` (criterion id or "") at a text.
    """

    part_asked = Signal(str, str)
    moment_asked = Signal(str)
    finding_asked = Signal(str, object)
    text_asked = Signal(str)

    def __init__(
        self,
        view: WorkbenchView,
        annotations: Mapping[str, Annotation],
        tokens: Tokens,
        parent: QWidget | None = None,
        looks: Looks | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._tokens = tokens
        self._told = PlainLabel(self.tr("After submitting it can only be read."))
        self._missing = missing_parts(view.assessment, view.rubric, view.policy, annotations)
        self.preview = FeedbackPreview(tokens=tokens)
        self.preview.moment_asked.connect(self._play)
        self.preview.show_assessment(view, annotations)
        self.watched = WatchedPart(view, tokens)
        self.watched.moment_asked.connect(self._play)
        self.names = NamesPart(view, annotations, looks or Looks(), tokens)
        self.names.finding_asked.connect(self._go_to_finding)
        self.names.text_asked.connect(self._go_to_text)
        self.parts: list[QPushButton] = []
        self.submit_button = QPushButton(self.tr("Submit"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.setWindowTitle(self.tr("Submit {code}").format(code=view.assignment.code))
        self.resize(_SIZE)
        self._build()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_late(self, words: str) -> None:
        """The lease is over: what that means. Without words nothing changes."""
        if words:
            self._told.setText(words)
            self._told.setProperty("look", "warn")
            self._told.style().polish(self._told)

    @property
    def is_complete(self) -> bool:
        return not self._missing

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        assignment = self._view.assignment
        title = PlainLabel(assignment.micro_credential)
        title.setProperty("look", "title")
        title.setWordWrap(True)
        attempt = self.tr("{code} · attempt {number} · for {server}")
        words = attempt.format(code=assignment.code, number=assignment.attempt, server=self._view.server_name)
        under = PlainLabel(words)
        under.setProperty("look", "quiet")
        column.addWidget(title)
        column.addWidget(under)
        beside = QHBoxLayout()
        beside.setSpacing(GAP_BETWEEN)
        beside.addWidget(self._left(), 1)
        beside.addLayout(self._right(), 1)
        column.addLayout(beside, 1)
        column.addLayout(self._buttons())

    def _left(self) -> QScrollArea:
        """What there is to decide on; it scrolls where texts are large."""
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, GAP_INSIDE, 0)
        lines.setSpacing(GAP_INSIDE)
        for part in (self._checklist(), self._decision(), self.names, self.watched):
            lines.addWidget(part)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setMinimumWidth(_LEFT // 2)
        area.setWidget(inside)
        return area

    def _right(self) -> QVBoxLayout:
        reading = PlainLabel(self.tr("What the candidate will read"))
        reading.setProperty("look", "section")
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addWidget(reading)
        column.addWidget(self.preview, 1)
        return column

    def _checklist(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "panel")
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(3 * SPACE, GAP_INSIDE, 3 * SPACE, GAP_INSIDE)
        lines.setSpacing(SPACE)
        if self.is_complete:
            lines.addWidget(self._line("check", self._tokens.good, PlainLabel(self.tr("Nothing is missing."))))
            return frame
        count = len(self._missing)
        words = self.tr("1 thing is missing:") if count == 1 else self.tr("{count} things are missing:")
        lines.addWidget(PlainLabel(words.format(count=count)))
        for missing in self._missing:
            lines.addWidget(self._line("circle-alert", self._tokens.warn, self._part(missing)))
        return frame

    def _line(self, name: str, colour: str, words: QWidget) -> QWidget:
        whole, picture = QWidget(), PlainLabel()
        picture.setPixmap(icon(name, self._tokens, colour).pixmap(_ICON))
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE)
        line.addWidget(picture)
        line.addWidget(words, 1)
        return whole

    def _part(self, missing: Missing) -> QPushButton:
        """One missing thing: pressing it goes there."""
        button = WrappingLink(self._missing_words(missing).replace("&", "&&"))
        criterion_id = missing.criterion.criterion_id if missing.criterion else ""
        button.clicked.connect(lambda: self._go_to(criterion_id, missing.gap))
        self.parts.append(button)
        return button

    def _go_to(self, criterion_id: str, gap: Gap) -> None:
        self.reject()
        self.part_asked.emit(criterion_id, gap.value)

    def _play(self, annotation_id: str) -> None:
        self.reject()
        self.moment_asked.emit(annotation_id)

    def _missing_words(self, missing: Missing) -> str:
        """As everywhere; a condition code needs no reason for a level, but one for itself."""
        criterion = missing.criterion
        score = self._view.assessment.score_of(criterion.criterion_id) if criterion else None
        if criterion is None or score is None or score.condition_code is None or missing.gap is not Gap.RATIONALE:
            return missing_sentence(missing, self._view.policy)
        known = self._view.policy.condition(score.condition_code)
        words = self.tr("Criterion {number}, {name}: write why it cannot be scored ({reason})")
        reason = known.name if known else score.condition_code
        return words.format(number=criterion.number, name=criterion.name, reason=reason)

    def _go_to_finding(self, where: str, finding: Finding) -> None:
        self.reject()
        self.finding_asked.emit(where, finding)

    def _go_to_text(self, where: str) -> None:
        self.reject()
        self.text_asked.emit(where)

    def _decision(self) -> QLabel:
        """The decision as the rubric computes it, with what each criterion and each condition code brings to it."""
        explained = explain_assessment(self._view.rubric, self._view.policy, self._view.assessment)
        label = PlainLabel(explanation_text(explained, self._view.policy))
        label.setWordWrap(True)
        return label

    def _buttons(self) -> QHBoxLayout:
        self.submit_button.setProperty("look", "primary")
        self.submit_button.setEnabled(self.is_complete)
        self.submit_button.setAutoDefault(False)
        self.cancel_button.setDefault(True)
        self.submit_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._told.setProperty("look", "quiet")
        self._told.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self._told, 1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.submit_button)
        return line
