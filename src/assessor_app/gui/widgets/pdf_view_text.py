"""The words of a PDF, page by page: where they stand, which ones lie between two places, and passages found again."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF
from PySide6.QtPdf import QPdfDocument, QPdfSelection

from assessor_app.domain.annotation import PageSelector, TextSelector
from assessor_app.domain.quoting import CodeUnits, find_quote, normalised, quoted

_WHOLE = 100.0
_NEAR = 0.5  # percent of the page
_SLACK = 2.0
_HALF = 0.5
_CLEARLY = 1.5
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PdfPassage:
    """Words selected on a page (from 0): code points of its normalised text, and where they stand in percent."""

    page: int
    span: Span
    boxes: tuple[QRectF, ...]


class PageWords:
    """The text of one page, with line ends of one kind; PDF libraries count UTF-16 units and two for a line end."""

    def __init__(self, raw: str) -> None:
        self.words = normalised(raw)
        self._units = CodeUnits(raw)
        # The n-th pair of line end characters stands n places further to the left once each is one.
        pairs = (at for at in range(len(raw) - 1) if raw.startswith("\r\n", at)) if "\r\n" in raw else ()
        self._pairs = tuple(at - place for place, at in enumerate(pairs))

    def to_units(self, point: int) -> int:
        return self._units.to_units(point + bisect_left(self._pairs, point))

    def to_points(self, unit: int) -> int:
        raw = self._units.to_points(unit)
        before = bisect_left([at + place + 1 for place, at in enumerate(self._pairs)], raw)
        return min(raw - before, len(self.words))


class PdfText:
    """Pages count from 0. What was read is kept until `forget`."""

    def __init__(self, document: QPdfDocument) -> None:
        self._document = document
        self._pages: dict[int, PageWords] = {}
        self._on_page: dict[int, tuple[QRectF, ...]] = {}
        self._found: dict[tuple[int, TextSelector], tuple[QRectF, ...]] = {}

    def forget(self) -> None:
        """Another document."""
        self._pages.clear()
        self._on_page.clear()
        self._found.clear()

    def page(self, page: int) -> PageWords:
        if page not in self._pages:
            self._pages[page] = PageWords(self._document.getAllText(page).text())
        return self._pages[page]

    def passage(self, page: int, span: Span) -> PdfPassage:
        return PdfPassage(page, span, self._boxes(page, self._selection(page, span)))

    def between(self, page: int, begin: QPointF, end: QPointF) -> PdfPassage | None:
        """The words from one place (percent) to another, in the order of reading; None where none are."""
        first, last = (self._points(page, at) for at in (begin, end))
        chosen = self._document.getSelection(page, first, last)
        if not chosen.isValid() or chosen.startIndex() >= chosen.endIndex():
            return None
        beyond = chosen.endIndex()
        # The library leaves out the last letter unless the place lies beyond its middle on an upright page.
        letter = self._document.getSelectionAtIndex(page, beyond, 1)
        boxes = [_around(each) for each in letter.bounds()] if letter.isValid() else []
        if any(box.contains(at) for box in boxes for at in (first, last)):
            beyond += 1
        words = self.page(page)
        return self.passage(page, (words.to_points(chosen.startIndex()), words.to_points(beyond)))

    def inside(self, page: int, share: QRectF) -> PdfPassage | None:
        """The words that stand in a region (percent), from its first line to its last."""
        held = [box.intersected(share) for box in self._lines(page) if share.intersects(box) and _is_mostly(box, share)]
        if not held:
            return None
        if _is_column(held):
            return self.between(page, _middle_of(held[0], 0.5, 0.0), _middle_of(held[-1], 0.5, 1.0))
        return self.between(page, _middle_of(held[0], 0.0, 0.5), _middle_of(held[-1], 1.0, 0.5))

    def is_on_words(self, page: int, at: QPointF) -> bool:
        return any(box.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(at) for box in self._lines(page))

    def selector(self, passage: PdfPassage) -> PageSelector:
        """Raises InvalidSelector, QuoteTooLong."""
        return PageSelector(passage.page + 1, quote=quoted(self.page(passage.page).words, *passage.span))

    def find(self, page: int, quote: TextSelector) -> tuple[QRectF, ...]:
        """Where a quotation stands now, in percent; nothing when it is no longer to be found."""
        key = (page, quote)
        if key not in self._found:
            span = find_quote(self.page(page).words, quote)
            self._found[key] = self.passage(page, span).boxes if span is not None else ()
        return self._found[key]

    def _lines(self, page: int) -> tuple[QRectF, ...]:
        if page not in self._on_page:
            self._on_page[page] = self._boxes(page, self._document.getAllText(page))
        return self._on_page[page]

    def _selection(self, page: int, span: Span) -> QPdfSelection:
        words = self.page(page)
        first, last = words.to_units(span[0]), words.to_units(span[1])
        return self._document.getSelectionAtIndex(page, first, last - first)

    def _boxes(self, page: int, selection: QPdfSelection) -> tuple[QRectF, ...]:
        """One box for each line, in percent of the page; a turned page tells them with sides the other way round."""
        size = self._document.pagePointSize(page)
        if not selection.isValid() or size.isEmpty():
            return ()
        lines = _joined([each.boundingRect().normalized() for each in selection.bounds()])
        across, down = _WHOLE / size.width(), _WHOLE / size.height()
        return tuple(QRectF(b.x() * across, b.y() * down, b.width() * across, b.height() * down) for b in lines)

    def _points(self, page: int, at: QPointF) -> QPointF:
        size = self._document.pagePointSize(page)
        return QPointF(at.x() * size.width() / _WHOLE, at.y() * size.height() / _WHOLE)


def _around(letter: QPolygonF) -> QRectF:
    """The box of a letter with a hand's breadth around it, in points."""
    return letter.boundingRect().normalized().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)


def _joined(letters: list[QRectF]) -> list[QRectF]:
    """Letters as lines: across the page or, where it was turned, down it."""
    is_column, lines = _is_column(letters), list[QRectF]()
    for box in letters:
        if box.isEmpty():
            continue
        if lines and _is_beside(lines[-1], box, is_column=is_column):
            lines[-1] = lines[-1].united(box)
        else:
            lines.append(box)
    return lines


def _is_column(letters: list[QRectF]) -> bool:
    """Whether reading goes down the page: by the way from letter to letter, else by the shape of a single run."""
    across = sum(abs(b.center().x() - a.center().x()) for a, b in pairwise(letters))
    down = sum(abs(b.center().y() - a.center().y()) for a, b in pairwise(letters))
    if len(letters) == 1:
        across, down = letters[0].width(), letters[0].height()
    return down > _CLEARLY * across


def _is_beside(line: QRectF, box: QRectF, *, is_column: bool) -> bool:
    """Whether a letter goes on a line: on its height and not far away."""
    if is_column:
        line, box = _turned(line), _turned(box)
    shared = min(line.bottom(), box.bottom()) - max(line.top(), box.top())
    gap = max(line.left(), box.left()) - min(line.right(), box.right())
    return shared > _HALF * min(line.height(), box.height()) and gap < 2 * max(line.height(), box.height())


def _turned(box: QRectF) -> QRectF:
    return QRectF(box.y(), box.x(), box.height(), box.width())


def _is_mostly(box: QRectF, share: QRectF) -> bool:
    """Whether a line lies in the region by half of its height, or of its width where it runs down."""
    part = box.intersected(share)
    return part.height() >= _HALF * box.height() or part.width() >= _HALF * box.width()


def _middle_of(box: QRectF, across: float, down: float) -> QPointF:
    return QPointF(box.left() + across * box.width(), box.top() + down * box.height())
