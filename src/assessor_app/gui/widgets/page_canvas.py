"""Pages or a picture to look at: scrolled, zoomed, with regions framed by mouse or keys and marks drawn on them."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.marked_view import FLASH_MS, ShownMark
from assessor_app.gui.widgets.page_layout import Fit
from assessor_app.gui.widgets.page_marks import Boxes, PageMarks, page_of, paint_region
from assessor_app.gui.widgets.page_pointing import PagePointing
from assessor_app.gui.widgets.page_regions import PageRegions


class PageCanvas(PageRegions):
    """For views of pages to inherit: they say how large pages are, paint them, and know their words.

    `mark_picked` carries the id of a mark that was clicked.
    """

    mark_picked = Signal(str)
    found = Signal(int, int)
    """Which hit of a search is on show (1-based, 0 for none) and how many there are."""
    lost_changed = Signal()

    def __init__(self, fit: Fit, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(fit, parent)
        self._tokens = tokens
        self.marks = PageMarks(self.boxes_of, tokens)
        self._pointing = PagePointing(self)
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(self._end_flash)
        self.setProperty("look", "picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    # ---- for views to fill in ----------------------------------------------------------------

    def boxes_of(self, mark: ShownMark) -> Boxes:
        """Where the passage of a mark lies, in percent of its page."""
        return ()

    def paint_page(self, painter: QPainter, page: int, box: QRectF) -> None:
        raise NotImplementedError

    # ---- what is shown -----------------------------------------------------------------------

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.marks.set_tokens(tokens)
        self.viewport().update()

    # ---- marks -------------------------------------------------------------------------------

    def show_marks(self, marks: Sequence[ShownMark]) -> None:
        self.marks.show(marks)
        self.viewport().update()

    def select_marks(self, names: Collection[str]) -> None:
        self.marks.select(names)
        self.viewport().update()

    def in_order(self) -> list[str]:
        return self.marks.in_order()

    def reveal(self, name: str) -> bool:
        mark = self.marks.get(name)
        if mark is None or page_of(mark) >= self.pages.pages:
            return False
        page = page_of(mark)
        boxes = self.marks.boxes(mark)
        if boxes:
            self.bring(self.pages.placed(page, boxes[0]), is_centred=True)
            self._take_page(page)
        else:
            self.go_to_page(page)
        self.marks.flashed = name
        self._flash.start()
        self.viewport().update()
        return True

    def _end_flash(self) -> None:
        self.marks.flashed = ""
        self.viewport().update()

    # ---- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        seen = QRectF(event.rect())
        self.marks.begin()
        for page in self.pages_in_sight():
            box = self.shifted(self.pages.rect(page))
            self.paint_page(painter, page, box)
            self.marks.paint(painter, page, box, self.placed, seen)
        if self.region is not None:
            paint_region(painter, self.placed(self.region.page, self.region.share))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # ---- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointing.release(event)
