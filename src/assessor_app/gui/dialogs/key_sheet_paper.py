"""Draws the key sheet on A4 paper in two columns, in black on white: one page, two at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

Sheet = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Headings, each with its rows of (keys, what they do)."""
MARGIN_MM = 12.0
SIZES_PT = (9.0, 8.5, 8.0, 7.5, 7.0)
COLUMNS = 2
KEY_SHARE = 0.36
_LINE = 0.4


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the sheet; a heading has no help. Heights in the device's units."""

    key: str
    help: str
    height: float


@dataclass(frozen=True, slots=True)
class _Placed:
    line: _Line
    page: int
    at: QRectF


class KeyPaper:
    """`title` stands above the columns. Words that are too long for a line are wrapped, none is cut."""

    def __init__(self, title: str, sheet: Sheet) -> None:
        self._title, self._sheet = title, sheet

    def pdf(self) -> bytes:
        """The sheet as a PDF document."""
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(self._title)
        writer.setResolution(300)
        self.draw(writer)
        buffer.close()
        return bytes(held.data())

    def draw(self, device: QPagedPaintDevice) -> int:
        """Draw on a printer or a PDF writer and return how many pages it took. Raises OSError when it cannot draw."""
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        a4 = QPageSize(QPageSize.PageSizeId.A4)
        device.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
        painter = QPainter()
        if not painter.begin(device):
            raise OSError("the printer cannot be reached")
        try:
            return self._drawn(painter, device)
        finally:
            painter.end()

    def _drawn(self, painter: QPainter, device: QPagedPaintDevice) -> int:
        page = painter.viewport()
        size, placed = self._fitted(painter, QSizeF(page.size()))
        pages = max((each.page for each in placed), default=0) + 1
        for number in range(pages):
            if number:
                device.newPage()
            _Brush(painter, size).title(self._title, page.width())
            for each in placed:
                if each.page == number:
                    _Brush(painter, size).line(each.line, each.at)
        return pages

    def _fitted(self, painter: QPainter, page: QSizeF) -> tuple[float, list[_Placed]]:
        """The largest type with which all fits on one page; else the smallest, over two."""
        for size in SIZES_PT:
            brush = _Brush(painter, size)
            placed = list(brush.place(self._sheet, page))
            if not placed or placed[-1].page == 0:
                break
        return size, placed


class _Brush:
    """Measures and draws at one type size."""

    def __init__(self, painter: QPainter, size_pt: float) -> None:
        self._painter = painter
        self._plain = QFont(QGuiApplication.font().family())
        self._plain.setPointSizeF(size_pt)
        self._bold = QFont(self._plain)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._large = QFont(self._bold)
        self._large.setPointSizeF(size_pt * 1.3)
        self._gap = self._metrics(self._plain).height() * 0.3

    def place(self, sheet: Sheet, page: QSizeF) -> Iterator[_Placed]:
        top = self._metrics(self._large).height() + 3 * self._gap
        between = 6 * self._gap
        width = (page.width() - between * (COLUMNS - 1)) / COLUMNS
        column, y = 0, top
        for heading, rows in sheet:
            lines = [self._heading(heading), *(self._row(key, words, width) for key, words in rows)]
            for place, line in enumerate(lines):
                # A heading never stands alone at the foot of a column.
                needed = line.height + (lines[1].height if place == 0 and len(lines) > 1 else 0)
                if y + needed > page.height() and y > top:
                    column, y = column + 1, top
                x = (column % COLUMNS) * (width + between)
                yield _Placed(line, column // COLUMNS, QRectF(x, y, width, line.height))
                y += line.height

    def title(self, words: str, width: float) -> None:
        self._painter.setPen(Qt.GlobalColor.black)
        self._painter.setFont(self._large)
        self._painter.drawText(QRectF(0, 0, width, self._metrics(self._large).height()), words)

    def line(self, line: _Line, at: QRectF) -> None:
        painter = self._painter
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(self._bold)
        if not line.help:
            painter.drawText(at, int(Qt.AlignmentFlag.AlignBottom), line.key)
            return
        split = at.width() * KEY_SHARE
        inner = at.adjusted(0, self._gap, 0, -self._gap)
        keys = QRectF(inner.topLeft(), QSizeF(split - 2 * self._gap, inner.height()))
        painter.drawText(keys, self._wrap(self._bold, line.key, keys.width()), line.key)
        painter.setFont(self._plain)
        words = inner.adjusted(split, 0, 0, 0)
        painter.drawText(words, self._wrap(self._plain, line.help, words.width()), line.help)
        painter.setPen(QPen(Qt.GlobalColor.gray, _LINE * self._gap / 4))
        painter.drawLine(QPointF(at.left(), at.bottom()), QPointF(at.right(), at.bottom()))

    def _heading(self, words: str) -> _Line:
        return _Line(words, "", self._metrics(self._bold).height() + 3 * self._gap)

    def _row(self, key: str, words: str, width: float) -> _Line:
        split = width * KEY_SHARE
        keys = self._height(self._bold, key, split - 2 * self._gap)
        return _Line(key, words, max(keys, self._height(self._plain, words, width - split)) + 2 * self._gap)

    def _height(self, font: QFont, words: str, width: float) -> float:
        room = QRectF(0, 0, width, 1e6)
        return self._metrics(font).boundingRect(room, self._wrap(font, words, width), words).height()

    def _wrap(self, font: QFont, text: str, width: float) -> int:
        """Between words; inside one only where it is wider than the line."""
        widest = max((self._metrics(font).horizontalAdvance(word) for word in text.split()), default=0)
        return int(Qt.TextFlag.TextWordWrap if widest <= width else Qt.TextFlag.TextWrapAnywhere)

    def _metrics(self, font: QFont) -> QFontMetricsF:
        return QFontMetricsF(font, self._painter.device())
