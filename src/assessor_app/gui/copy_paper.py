"""Puts the candidate's copy on paper: HTML that was written here, drawn page by page into a PDF."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

STYLE = """
body { color: #000000; }
a { color: #1f3fa0; }
.level, .decision { font-weight: 600; }
.descriptor, .label, footer { color: #444444; }
"""
_MARGIN_MM = 18
_DPI = 300
_POINTS = 10


def pdf_of(html: str, title: str) -> bytes:
    """Return an A4 document. May be called on any thread once there is an application object."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    writer.setPageLayout(layout)
    page = QTextDocument()  # what it is given names no picture and no style sheet: there is nothing to load
    font = QFont()
    font.setPointSize(_POINTS)
    page.setDefaultFont(font)
    page.setDefaultStyleSheet(STYLE)
    page.setHtml(html)
    page.print_(writer)
    del writer  # ends the document
    return bytes(buffer.data().data())
