"""A PDF as evidence: its pages, words to select and to find, regions to frame; it loads nothing but its own bytes."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import InvalidSelector, PageSelector, Selector
from assessor_app.domain.quoting import LONGEST_QUOTE, QuoteTooLong
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.marked_view import ZOOM_STEP, ShownMark
from assessor_app.gui.widgets.page_canvas import PageCanvas
from assessor_app.gui.widgets.page_layout import Fit
from assessor_app.gui.widgets.page_marks import Boxes
from assessor_app.gui.widgets.pdf_view_pictures import PdfPictures
from assessor_app.gui.widgets.pdf_view_search import PdfSearch
from assessor_app.gui.widgets.pdf_view_text import PdfPassage, PdfText

__all__ = ["ZOOM_STEP", "PdfView"]
MOST_PAGES = 5_000
_POINTS_PER_INCH = 72
_CHOSEN = "#2F5FD0"
_CHOSEN_ALPHA = 90


class PdfView(PageCanvas):
    """A mark means the words selected or the region framed on the page in sight, else that page.

    `failed` carries a sentence.
    """

    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(Fit.WIDTH, parent, tokens)
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self._pictures = PdfPictures(self._document, self)
        self._text = PdfText(self._document)
        self._search = PdfSearch(self._text, self)
        self._passage: PdfPassage | None = None
        self._hit = -1
        self._lost: frozenset[str] = frozenset()
        self._pictures.came.connect(lambda _: self.viewport().update())
        self._search.grew.connect(self._show_found)
        self._document.statusChanged.connect(self._look_at_status)
        self.setAccessibleName(self.tr("PDF"))
        self.setToolTip(
            self.tr("Drag over words to select them, elsewhere or with Shift to frame a region; or use the arrow keys")
        )

    def show_bytes(self, whole: QByteArray) -> None:
        """Show a PDF that is in memory: its pages are drawn on a thread of Qt's, which may not wait for Python."""
        self.release()
        self._buffer.setData(whole)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)

    def release(self) -> None:
        self._search.stop()
        self.set_pages(())
        self._passage, self._hit, self._lost = None, -1, frozenset()
        self._text.forget()
        self._pictures.forget()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())

    # ---- what a mark means -------------------------------------------------------------------

    def place(self) -> Selector:
        """Raises NoPlace."""
        if not self.pages.pages:
            raise NoPlace(self.tr("The page is not on the screen yet. Wait until it shows, then mark."))
        if self._passage is not None and self._is_in_sight(self._passage):
            return self._quoted(self._passage)
        region = self.region_in_sight()
        if region is None:
            return PageSelector(self.page + 1)
        return PageSelector(region.page + 1, rectangle=region.selector())

    def _quoted(self, passage: PdfPassage) -> Selector:
        try:
            return self._text.selector(passage)
        except QuoteTooLong as reason:
            words = self.tr("You selected {length} characters. Select at most {most}, or nothing to mark the page.")
            raise NoPlace(words.format(length=reason.length, most=LONGEST_QUOTE)) from None
        except InvalidSelector:
            raise NoPlace(self.tr("There are no words in what you selected. Select some, or frame a region.")) from None

    def _is_in_sight(self, passage: PdfPassage) -> bool:
        seen = QRectF(self.viewport().rect())
        return any(self.placed(passage.page, box).intersects(seen) for box in passage.boxes)

    # ---- words -------------------------------------------------------------------------------

    def begins_words(self, page: int, at: QPointF) -> bool:
        return self._text.is_on_words(page, at)

    def drag_words(self, page: int, begin: QPointF, end: QPointF) -> None:
        self._select(self._text.between(page, begin, end))

    def drop_words(self) -> bool:
        had, self._passage = self._passage is not None, None
        return had

    def quote_region(self) -> None:
        """Raises NoPlace."""
        passage = self._text.inside(self.region.page, self.region.share) if self.region is not None else None
        if passage is None:
            raise NoPlace(self.tr("No words are inside a region here. Frame some with the arrow keys first."))
        self.region = None
        self._select(passage)

    @property
    def chosen_words(self) -> str:
        """What is selected; empty for nothing."""
        passage = self._passage
        return "" if passage is None else self._text.page(passage.page).words[slice(*passage.span)]

    def _select(self, passage: PdfPassage | None) -> None:
        self._passage = passage
        self.setAccessibleDescription(self.tr("Selected: {words}").format(words=self.chosen_words) if passage else "")
        self.viewport().update()

    # ---- search ------------------------------------------------------------------------------

    def look_for(self, words: str) -> None:
        self._hit = -1
        self._search.begin(words, self.pages.pages)

    def go_to_found(self, step: int) -> None:
        """The first one is looked for from the page on show."""
        hits = self._search.hits
        if not hits:
            return
        if self._hit < 0:
            on = next((at for at, (page, _) in enumerate(hits) if page >= self.page), 0)
            self._hit = on if step > 0 else (on - 1) % len(hits)
        else:
            self._hit = (self._hit + step) % len(hits)
        page, span = hits[self._hit]
        self.let_go()
        passage = self._text.passage(page, span)
        if passage.boxes:
            self.bring(self.pages.placed(page, passage.boxes[0]), is_centred=True)
        self._select(passage)
        self._show_found()

    def _show_found(self) -> None:
        self.found.emit(self._hit + 1, len(self._search.hits))

    # ---- marks -------------------------------------------------------------------------------

    def boxes_of(self, mark: ShownMark) -> Boxes:
        selector = mark.annotation.selector
        if not isinstance(selector, PageSelector) or selector.quote is None or selector.page > self.pages.pages:
            return ()
        boxes = self._text.find(selector.page - 1, selector.quote)
        if bool(boxes) == (mark.name in self._lost):
            self._lost = self._lost - {mark.name} if boxes else self._lost | {mark.name}
            self.lost_changed.emit()
        return boxes

    @property
    def lost(self) -> frozenset[str]:
        return self._lost

    def show_marks(self, marks: Sequence[ShownMark]) -> None:
        self._lost &= {mark.name for mark in marks}
        super().show_marks(marks)

    # ---- painting ----------------------------------------------------------------------------

    def paint_page(self, painter: QPainter, page: int, box: QRectF) -> None:
        self._pictures.paint(painter, page, box)
        if self._passage is not None and self._passage.page == page:
            chosen = QColor(_CHOSEN)
            chosen.setAlpha(_CHOSEN_ALPHA)
            for each in self._passage.boxes:
                painter.fillRect(self.placed(page, each), chosen)

    # ---- opening -----------------------------------------------------------------------------

    def _look_at_status(self, status: QPdfDocument.Status) -> None:
        if status is QPdfDocument.Status.Ready:
            self._take_pages()
        elif status is QPdfDocument.Status.Error:
            self.failed.emit(self._why())

    def _take_pages(self) -> None:
        count = self._document.pageCount()
        if count > MOST_PAGES:
            words = self.tr("It has {count} pages, more than the {most} this program shows. Report it to the server.")
            self.failed.emit(words.format(count=count, most=MOST_PAGES))
            return
        scale = self.logicalDpiX() / _POINTS_PER_INCH
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.set_pages([QSizeF(self._document.pagePointSize(page) * scale) for page in range(count)])

    def _why(self) -> str:
        locked = (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme)
        if self._document.error() in locked:
            return self.tr("It is locked with a password. Ask the issuing server for a copy without one.")
        return self.tr("The file is damaged or not a PDF. Download it again, or report it to the issuing server.")
