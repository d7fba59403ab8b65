"""The part of the submit dialog that looks through the texts: who may be named, and what they may still lack."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.icons import icon
from assessor_app.gui.models.checklist_words import explanation, lacking_words
from assessor_app.gui.models.text_drafts import rationale_of
from assessor_app.gui.models.text_findings import Finding, Looks
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE, SPACE, Tokens
from assessor_app.gui.widgets.wrapping_link import WrappingLink
from assessor_app.services.feedback_checks import check
from assessor_app.services.moment_times import live
from assessor_app.services.views import WorkbenchView

MOST_NAMED = 6
_ICON = QSize(16, 16)


class NamesPart(QFrame):
    """`finding_asked` carries where (criterion id, "" overall, `rationale:ID`) and the Finding.

    `names` are the buttons that lead to names, `advice` those that lead to texts that may lack something.
    """

    finding_asked = Signal(str, object)
    text_asked = Signal(str)

    def __init__(
        self,
        view: WorkbenchView,
        annotations: Mapping[str, Annotation],
        looks: Looks,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.names: list[QPushButton] = []
        self.advice: list[QPushButton] = []
        self.setProperty("look", "panel")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(3 * SPACE, GAP_INSIDE, 3 * SPACE, GAP_INSIDE)
        self._lines.setSpacing(SPACE)
        self._name_all(view, looks)
        self._advise(view, annotations)

    def _name_all(self, view: WorkbenchView, looks: Looks) -> None:
        found = [(where, title, each) for where, title, text in self._texts(view) for each in looks.names(text)]
        if not found:
            self._say("check", self._tokens.good, self.tr("No person and no school was found in your texts."))
            return
        self._say(
            "triangle-alert", self._tokens.warn, self.tr("Somebody may be named. You can submit without a change:")
        )
        for where, title, each in found[:MOST_NAMED]:
            self.names.append(self._lead(f"{title}: {each.reason}", partial(self._ask, where, each)))
        if len(found) > MOST_NAMED:
            self._lines.addWidget(PlainLabel(self.tr("And {count} more.").format(count=len(found) - MOST_NAMED)))

    def _advise(self, view: WorkbenchView, annotations: Mapping[str, Annotation]) -> None:
        """Only of what is written: that something is empty is said by the checklist where it matters."""
        for where, title, text in self._texts(view):
            if where.startswith(rationale_of("")) or not text.strip():
                continue
            scores = (s for s in view.assessment.scores if where in ("", s.criterion_id))
            cited = sum(len(live(score.cited, annotations)) for score in scores)
            lacking = lacking_words(check(text, cited))
            if lacking:
                self.advice.append(self._lead(f"{title}. {lacking}", partial(self.text_asked.emit, where)))
                self.advice[-1].setToolTip(explanation())

    def _texts(self, view: WorkbenchView) -> Iterator[tuple[str, str, str]]:
        """Where, in words, and the text: the overall feedback, then feedback and rationale of each criterion."""
        yield "", self.tr("Overall"), view.assessment.feedback
        for criterion in view.rubric.criteria:
            score = view.assessment.score_of(criterion.criterion_id)
            if score is not None:
                words = self.tr("Feedback {number}").format(number=criterion.number)
                yield criterion.criterion_id, words, score.feedback
                words = self.tr("Rationale {number}").format(number=criterion.number)
                yield rationale_of(criterion.criterion_id), words, score.rationale

    def _ask(self, where: str, finding: Finding) -> None:
        self.finding_asked.emit(where, finding)

    def _say(self, name: str, colour: str, words: str) -> None:
        picture, label = PlainLabel(), PlainLabel(words)
        picture.setPixmap(icon(name, self._tokens, colour).pixmap(_ICON))
        label.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        self._lines.addLayout(line)

    def _lead(self, words: str, go: Callable[[], None]) -> QPushButton:
        button = WrappingLink(words.replace("&", "&&"))
        button.setToolTip(self.tr("Go there"))
        button.clicked.connect(lambda _=False: go())
        self._lines.addWidget(button)
        return button
