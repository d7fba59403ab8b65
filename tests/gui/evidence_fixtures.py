"""Evidence without a player for tests: real PDFs of every page kind, pictures, and marks on them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from assessor_app.domain.annotation import Annotation, MarkType, Selector
from assessor_app.gui.widgets.marked_view import ShownMark
from assessor_app.gui.widgets.page_canvas import PageCanvas

POINTS_PER_INCH = 72
PLAIN = Qt.KeyboardModifier.NoModifier
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
EMOJI_FONT = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
    b"endcodespacerange 2 beginbfchar <41> <D83DDE00> <42> <05E9> endbfchar endcmap end end"
)


def written_pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF as a person's program writes it: A4 pages with these lines, the first 100 points from left and top."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(POINTS_PER_INCH)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.setFont(QFont("DejaVu Sans", 12))
    for number, lines in enumerate(pages):
        if number:
            writer.newPage()
        for at, line in enumerate(lines):
            painter.drawText(100, 100 + 30 * at, line)
    painter.end()
    return bytes(buffer.data().data())


def plain_pdf(page: bytes = b"", text: bytes = b"Lesson plan") -> bytes:
    """One page of 600 by 800 points with `text` at 100, 100 from the top; `page` adds to it (/Rotate, /CropBox).

    `A` is read as an emoji and `B` as a Hebrew letter.
    """
    stream = b"BT /F1 24 Tf 100 700 Td (" + text + b") Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
        + page
        + b" /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(EMOJI_FONT), EMOJI_FONT),
    )
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


def as_bytes(data: bytes) -> QByteArray:
    return QByteArray(data)


def a_picture_of(width: int, height: int, colour: str) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def mark_at(selector: Selector, name: str = "mark-1", number: int = 1, text: str = "") -> ShownMark:
    plain = Annotation(name, "a-1", "artifact-1", "0" * 64, selector, "c-1", MarkType.NOTE, text, "", 0, 1, NOW, NOW)
    return ShownMark(replace(plain, criterion_id=f"c-{number}" if number else None), number)


def on_screen(canvas: PageCanvas, page: int, x: float, y: float) -> QPoint:
    """Where a place of a page (percent) is in the view."""
    box = canvas.shifted(canvas.pages.rect(page))
    return QPointF(box.left() + x * box.width() / 100, box.top() + y * box.height() / 100).toPoint()


def drag(
    widget: QWidget, begin: QPoint, end: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """With the left button, in three moves."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, keys, begin)
    for share in (0.3, 0.7, 1.0):
        step = begin + (QPointF(end - begin) * share).toPoint()
        QTest.mouseMove(widget, step)
        QTest.qWait(0)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, keys, end)


def has_colour(image: QImage, wanted: Callable[[QColor], bool], left: int, top: int, width: int, height: int) -> bool:
    """Whether any pixel of that part is so."""
    return any(
        wanted(image.pixelColor(x, y))
        for y in range(max(top, 0), min(top + height, image.height()))
        for x in range(max(left, 0), min(left + width, image.width()))
    )
