"""The submit dialog: what is still missing, what the levels decide, and the feedback as it will be read."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Gap, Missing, missing_parts
from assessor_app.domain.decision import explain_assessment
from assessor_app.gui.dialogs.submit_preview import FeedbackPreview
from assessor_app.gui.dialogs.submit_watched import WatchedPart
from assessor_app.gui.icons import icon
from assessor_app.gui.models.rubric_words import decision_sentence, missing_sentence
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, SPACE, Tokens
from assessor_app.services.views import WorkbenchView

_SIZE = QSize(720, 560)
_ICON = QSize(16, 16)


class SubmitDialog(QDialog):
    """Accepted when the assessor submits; `part_asked` (criterion id or "", what is missing) to go there instead.

    `moment_asked` (annotation id) to play a moment that was never watched first.
    """

    part_asked = Signal(str, str)
    moment_asked = Signal(str)

    def __init__(
        self,
        view: WorkbenchView,
        annotations: Mapping[str, Annotation],
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._tokens = tokens
        self._missing = missing_parts(view.assessment, view.rubric, view.policy, annotations)
        self.preview = FeedbackPreview()
        self.preview.show_assessment(view, annotations)
        self.watched = WatchedPart(view, tokens)
        self.watched.moment_asked.connect(self._play)
        self.parts: list[QPushButton] = []
        self.submit_button = QPushButton(self.tr("Submit"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.setWindowTitle(self.tr("Submit {code}").format(code=view.assignment.code))
        self.resize(_SIZE)
        self._build()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

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
        column.addSpacing(GAP_INSIDE)
        column.addWidget(self._checklist())
        column.addWidget(self.watched)
        column.addWidget(self._decision())
        column.addSpacing(GAP_INSIDE)
        reading = PlainLabel(self.tr("What the candidate will read"))
        reading.setProperty("look", "section")
        column.addWidget(reading)
        column.addWidget(self.preview, 1)
        column.addLayout(self._buttons())

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
        line.addWidget(words)
        line.addStretch(1)
        return whole

    def _part(self, missing: Missing) -> QPushButton:
        """One missing thing: pressing it goes there."""
        button = QPushButton(missing_sentence(missing, self._view.policy).replace("&", "&&"))
        button.setProperty("look", "link")
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
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

    def _decision(self) -> QLabel:
        explained = explain_assessment(self._view.rubric, self._view.policy, self._view.assessment)
        label = PlainLabel(decision_sentence(explained.decision))
        label.setWordWrap(True)
        return label

    def _buttons(self) -> QHBoxLayout:
        self.submit_button.setProperty("look", "primary")
        self.submit_button.setEnabled(self.is_complete)
        self.submit_button.setAutoDefault(False)
        self.cancel_button.setDefault(True)
        self.submit_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        told = PlainLabel(self.tr("After submitting it can only be read."))
        told.setProperty("look", "quiet")
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addWidget(told)
        line.addStretch(1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.submit_button)
        return line
