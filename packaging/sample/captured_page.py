"""Prints the page a link leads to, as the issuing server captured it when the work was handed in."""

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

ADDRESS = "https://class-pages.example/thumbs"
FILE = "gestures-class-page.pdf"
_STYLE = """
h1 { font-size: 20pt; color: #1a7f4b; }
h2 { font-size: 12pt; color: #1a7f4b; margin-top: 14px; }
p, li { font-size: 10.5pt; color: #22262c; }
.foot { color: #5b636b; font-size: 8.5pt; }
"""
_PAGE = f"""
<h1>Thumbs: our signals</h1>
<p>We agreed on these signals together. They hang on the wall, and here you find them at home.</p>
<h2>What they mean</h2>
<ul><li>Thumb up: I agree and can say why.</li><li>Thumb sideways: I am not sure yet.</li>
<li>Thumb down: I disagree and can say why.</li></ul>
<h2>What we promised each other</h2>
<ul><li>Everybody shows something.</li><li>We look at our own thumb first.</li>
<li>Sideways is a good answer. It starts the next conversation.</li></ul>
<h2>For families</h2>
<p>Try it at supper: ask something you do not know yourselves, wait, and let everybody show a thumb.</p>
<p class="foot">{ADDRESS} &nbsp;·&nbsp; captured by the issuing server when the work was handed in</p>
"""


def make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    writer = QPdfWriter(str(folder / FILE))
    writer.setTitle("Thumbs: our signals")
    writer.setCreator("sample data")
    page = QPageSize(QPageSize.PageSizeId.A4)
    margins = QMarginsF(4, 4, 4, 4)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    document = QTextDocument()
    document.setDefaultFont(QFont(["DejaVu Sans"], 10))
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(_PAGE)
    document.print_(writer)
