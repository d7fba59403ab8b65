"""Lines under unknown words and under names while a text is being written; the text itself is never changed."""

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from assessor_app.gui.models.text_findings import Finding, FindingKind, Looks
from assessor_app.gui.tokens import Tokens

LONGEST_DOCUMENT = 300_000  # characters: beyond, the lines would be felt while typing


class TextMarks(QSyntaxHighlighter):
    """A wave under words the list does not know, dashes under what may name somebody: not told by colour alone."""

    def __init__(self, document: QTextDocument, looks: Looks, tokens: Tokens) -> None:
        super().__init__(document)
        self._looks = looks
        self._formats: dict[FindingKind, QTextCharFormat] = {}
        self.set_tokens(tokens)

    def use(self, looks: Looks) -> None:
        self._looks = looks
        self.rehighlight()

    def set_tokens(self, tokens: Tokens) -> None:
        lines = {
            FindingKind.SPELLING: (tokens.bad, QTextCharFormat.UnderlineStyle.WaveUnderline),
            FindingKind.NAME: (tokens.warn, QTextCharFormat.UnderlineStyle.DashUnderline),
        }
        for kind, (colour, style) in lines.items():
            made = QTextCharFormat()
            made.setUnderlineColor(QColor(colour))
            made.setUnderlineStyle(style)
            self._formats[kind] = made
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if not text or self.document().characterCount() > LONGEST_DOCUMENT:
            return
        for finding in reversed(self._looks.findings(text)):
            self.setFormat(finding.start, finding.end - finding.start, self._formats[finding.kind])

    def found_at(self, position: int) -> Finding | None:
        """What is marked at a position of the document, with `start` and `end` in the document."""
        block = self.document().findBlock(position)
        inside = position - block.position()
        for each in self._looks.findings(block.text()):
            if each.start <= inside <= each.end:
                return Finding(
                    block.position() + each.start, block.position() + each.end, each.kind, each.words, each.reason
                )
        return None
