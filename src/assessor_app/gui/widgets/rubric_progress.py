"""Above the rubric: how far it is, what is missing with a way to each of it, and the provisional decision."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assessor_app.domain.assessment import Decision, Missing
from assessor_app.gui.models.decision_words import explanation_text, provisional_words
from assessor_app.gui.models.rubric_rows import RubricSummary
from assessor_app.gui.models.rubric_words import missing_sentence, summary_words
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE, SPACE
from assessor_app.gui.widgets.text_elided import ElidedLabel

_LISTED = 24


class RubricProgress(QFrame):
    """`part_asked` carries the criterion id ("" for the feedback) and the Gap."""

    part_asked = Signal(str, str)
    whole_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.missing = _ShortenedButton()
        self.whole = QPushButton(self.tr("Whole rubric"))
        self.decision = _DecisionLine()
        self._menu = QMenu(self.missing)
        self._summary: RubricSummary | None = None
        self.setProperty("look", "bar")
        self._build()

    def show_summary(self, summary: RubricSummary) -> None:
        self._summary = summary
        words = summary_words(summary)
        self.missing.say(words)
        self.missing.setAccessibleName(self.tr("{progress}: what is missing").format(progress=words))
        self.decision.show_words(
            provisional_words(summary.explained, summary.policy), explanation_text(summary.explained, summary.policy)
        )
        tone = {Decision.AWARDED: "good", Decision.NOT_YET: "warn", Decision.RETURNED: "warn"}
        self.decision.dress(tone.get(summary.decision, "quiet"))

    def next_missing(self, after: Missing | None = None) -> Missing | None:
        """What is missing, the first of it or what comes after `after`; it starts again from the top."""
        missing = self._summary.missing if self._summary is not None else ()
        if not missing:
            return None
        place = missing.index(after) + 1 if after in missing else 0
        return missing[place % len(missing)]

    def show_keys(self, whole: str, missing: str) -> None:
        """Name the keys as they are now."""
        self.whole.setToolTip(f"{self.tr('All levels of all criteria side by side')}  {whole}".strip())
        self.missing.setToolTip(f"{self.tr('What is missing; choose one to go there')}  {missing}".strip())

    def _fill_menu(self) -> None:
        self._menu.clear()
        summary = self._summary
        if summary is None or not summary.missing:
            self._menu.addAction(self.tr("Nothing is missing")).setEnabled(False)
            return
        for each in summary.missing[:_LISTED]:
            action = self._menu.addAction(missing_sentence(each, summary.policy).replace("&", "&&"))
            criterion_id = each.criterion.criterion_id if each.criterion is not None else ""
            action.triggered.connect(lambda _=False, c=criterion_id, g=each.gap: self.part_asked.emit(c, g.value))
        if len(summary.missing) > _LISTED:
            more = self.tr("{count} more").format(count=len(summary.missing) - _LISTED)
            self._menu.addAction(more).setEnabled(False)

    def _build(self) -> None:
        title = PlainLabel(self.tr("Rubric"))
        title.setProperty("look", "section")
        for button in (self.missing, self.whole):
            button.setProperty("look", "link")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.missing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.missing.setMenu(self._menu)
        self.whole.clicked.connect(self.whole_asked)
        self.show_keys("", "")
        first = QHBoxLayout()
        first.setSpacing(GAP_INSIDE)
        first.addWidget(title)
        first.addWidget(self.missing, 1)
        first.addWidget(self.whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self.decision)  # a line of its own: a reason cut in half is none


class _ShortenedButton(QPushButton):
    """Ends in an ellipsis where its words do not fit; the menu behind it has all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str) -> None:
        self._words = words
        self._shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = self.width() - 2 * GAP_INSIDE
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class _DecisionLine(ElidedLabel):
    """One line; the tooltip and the accessible description explain it criterion by criterion."""

    def __init__(self) -> None:
        super().__init__()
        self.dress("quiet")

    def show_words(self, words: str, explained: str) -> None:
        self.setText(words)
        self.explain(explained)

    def dress(self, look: str) -> None:
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().polish(self)
