"""The feedback as the candidate will read it: criterion by criterion, then overall; nothing in it is active."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.rubric_rows import in_order
from assessor_app.gui.models.rubric_words import place_words
from assessor_app.gui.tokens import GAP_BETWEEN, SPACE
from assessor_app.services.views import WorkbenchView

# A picture cannot be sent along with words: only what it would have been called is left.
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_DIALECT = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class FeedbackPreview(QTextBrowser):
    """Plain words stay plain; Markdown of the overall feedback is shown without HTML and without any resource."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName(self.tr("The feedback as the candidate will read it"))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched for a text somebody typed."""
        return None

    def show_assessment(self, view: WorkbenchView, annotations: Mapping[str, Annotation]) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        _heading(cursor, _tr("Overall"), is_first=True)
        self._insert_markdown(cursor, view.assessment.feedback or _tr("No feedback yet."))
        for criterion in view.rubric.criteria:
            self._insert_criterion(cursor, criterion, view.assessment.score_of(criterion.criterion_id), annotations)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert_markdown(self, cursor: QTextCursor, words: str) -> None:
        inner = QTextDocument()
        inner.setDefaultFont(self.font())
        inner.setMarkdown(_PICTURE.sub(r"\1", words), _DIALECT)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertFragment(QTextDocumentFragment(inner))

    def _insert_criterion(
        self,
        cursor: QTextCursor,
        criterion: Criterion,
        score: CriterionScore | None,
        annotations: Mapping[str, Annotation],
    ) -> None:
        _heading(cursor, f"{criterion.number}  {criterion.name}")
        level = criterion.level(score.level_id).name if score and score.level_id else _tr("No level yet")
        if score and score.condition_code:
            level = _tr("Could not be scored: {code}").format(code=score.condition_code)
        _line(cursor, level, is_strong=True)
        if score and score.rationale.strip():
            _line(cursor, score.rationale.strip())
        times = moments_named(score, annotations)
        if times:
            _line(cursor, _tr("Look at: {times}").format(times=times))


def moments_named(score: CriterionScore | None, annotations: Mapping[str, Annotation]) -> str:
    """The places of the cited moments, in order."""
    cited = (annotations.get(annotation_id) for annotation_id in (score.cited if score else ()))
    return ", ".join(place_words(a) for a in sorted((a for a in cited if a is not None), key=in_order))


def _heading(cursor: QTextCursor, words: str, *, is_first: bool = False) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(0 if is_first else GAP_BETWEEN)
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    if is_first:
        cursor.setBlockFormat(block)
        cursor.setCharFormat(strong)
    else:
        cursor.insertBlock(block, strong)
    cursor.insertText(words, strong)


def _line(cursor: QTextCursor, words: str, *, is_strong: bool = False) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(SPACE)
    letters = QTextCharFormat()
    letters.setFontWeight(QFont.Weight.Medium if is_strong else QFont.Weight.Normal)
    cursor.insertBlock(block, letters)
    cursor.insertText(words, letters)


def _tr(words: str) -> str:
    return QCoreApplication.translate("SubmitPreview", words)
