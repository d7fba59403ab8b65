"""The page a candidate reads, shown as it will be read: nothing in it is active but its links to moments."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from assessor_app.gui.tokens import GAP_BETWEEN, LIGHT, SPACE, Tokens
from assessor_app.services.markdown import moment_id


class CandidateView(QTextBrowser):
    """`moment_asked` carries an annotation id. Other links lead nowhere here; their address can be read."""

    moment_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._html = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName(self.tr("The feedback as the candidate will read it"))
        self.anchorClicked.connect(self._follow)
        self.set_tokens(tokens)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched for a text somebody typed."""
        return None

    def set_tokens(self, tokens: Tokens) -> None:
        self.document().setDefaultStyleSheet(_style(tokens))
        shown, self._html = self._html, ""
        self.show_html(shown)

    def show_html(self, html: str) -> None:
        """Show a page of `services.candidate_page`; where one has read to stays."""
        if html == self._html:
            return
        self._html = html
        bar = self.verticalScrollBar()
        place = bar.value()
        self.setHtml(html)
        bar.setValue(place)

    def go_to(self, anchor: str) -> None:
        self.scrollToAnchor(anchor)

    def _follow(self, address: QUrl) -> None:
        annotation_id = moment_id(address.toString())
        if annotation_id is not None:
            self.moment_asked.emit(annotation_id)


def _style(tokens: Tokens) -> str:
    return f"""
a {{ color: {tokens.accent}; }}
h2 {{ font-size: large; margin-bottom: {SPACE}px; }}
h3 {{ font-size: medium; margin-top: {GAP_BETWEEN}px; margin-bottom: {SPACE}px; }}
h4, h5, h6 {{ font-size: medium; margin-bottom: {SPACE}px; }}
p {{ margin-top: {SPACE}px; margin-bottom: {SPACE}px; }}
.level {{ font-weight: 600; }}
.decision {{ font-weight: 600; }}
.descriptor, .moments {{ color: {tokens.quiet}; }}
.label {{ color: {tokens.quiet}; margin-top: {2 * SPACE}px; }}
"""
