"""Pages below each other, or a picture: scrolled, zoomed, fitted, turned."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from assessor_app.gui.widgets.marked_view import ZOOM_STEP
from assessor_app.gui.widgets.page_layout import Fit, PageLayout

_PAN = 60
_ALMOST_ALL = 0.9
_SLACK = 24.0
_MOST_SCROLLED = 2**31 - 1


class PageSheet(QAbstractScrollArea):
    """`page_changed` carries the page on show (1-based) and how many there are."""

    page_changed = Signal(int, int)

    def __init__(self, fit: Fit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fit
        self.pages = PageLayout((), fit)
        self._page = 0
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._scrolled)

    def set_pages(self, sizes: Sequence[QSizeF]) -> None:
        """Start over with pages of these sizes at zoom 1."""
        self.pages = PageLayout(sizes, self._fit)
        self._page = 0
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._say_page()

    @property
    def page(self) -> int:
        """The page on show, from 0: the one that takes most of the screen's middle."""
        return self._page

    @property
    def zoom(self) -> float:
        return self.pages.zoom

    def fit(self) -> None:
        self._zoom_to(None)

    def zoom_by(self, factor: float) -> None:
        self._zoom_to(self.zoom * factor)

    def pan(self, right: int, down: int) -> None:
        """By steps."""
        self.scroll_by(right * _PAN, down * _PAN)

    def scroll_by(self, right: int, down: int) -> None:
        """By pixels."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + right)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + down)

    def turn_page(self, step: int) -> None:
        """By a screen, and from the end of a page to the next one."""
        pages, bar = self.pages, self.verticalScrollBar()
        if not pages.pages:
            return
        here = self.shifted(pages.rect(self._page))
        room = self.viewport().height()
        rest = here.bottom() - room if step > 0 else -here.top()
        if rest > _SLACK:
            bar.setValue(bar.value() + round(step * min(rest, room * _ALMOST_ALL)))
            return
        self.go_to_page(self._page + step, at_end=step < 0)

    def go_to_page(self, page: int, *, at_end: bool = False) -> None:
        """`at_end` shows its lower edge."""
        pages = self.pages
        if 0 <= page < pages.pages:
            self.left_page()
            box = pages.rect(page)
            top = max(box.top(), box.bottom() - self.viewport().height()) if at_end else box.top()
            self.verticalScrollBar().setValue(round(top))
            self._take_page(page)

    def left_page(self) -> None:
        """A person goes to another page."""

    def go_to_edge(self, step: int) -> None:
        self.go_to_page(0 if step < 0 else self.pages.pages - 1, at_end=step > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    # ---- where things are ----------------------------------------------------------------------

    def focus_point(self) -> tuple[int, QPointF] | None:
        """The page and the place on it (percent) that stays in the middle when zoomed; None for what is there now."""
        return None

    def pages_in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self.pages.pages_between(top, top + self.viewport().height())

    def placed(self, page: int, share: QRectF) -> QRectF:
        return self.shifted(self.pages.placed(page, share))

    def shifted(self, box: QRectF) -> QRectF:
        return box.translated(-QPointF(self._offset()))

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _zoom_to(self, zoom: float | None) -> None:
        """What is in the middle stays there."""
        pages = self.pages
        if not pages.pages:
            return
        middle = QPointF(self.viewport().rect().center()) + QPointF(self._offset())
        page, point = self.focus_point() or (self._page, pages.share_of(self._page, middle))
        pages.choose_zoom(zoom)
        self._arrange()
        target = pages.placed(page, QRectF(point, QSizeF(0, 0))).topLeft()
        self.horizontalScrollBar().setValue(round(target.x() - self.viewport().width() / 2))
        self.verticalScrollBar().setValue(round(target.y() - self.viewport().height() / 2))
        self._take_page(page)

    def _arrange(self) -> None:
        pages, page = self.pages, self._page
        top = pages.rect(page).top() if pages.pages else 0.0
        below = self.verticalScrollBar().value() - top
        before = pages.zoom
        pages.set_room(QSizeF(self.viewport().size()))
        size, room = pages.size, self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, min(max(round(length) - seen, 0), _MOST_SCROLLED))
            bar.setPageStep(seen)
            bar.setSingleStep(_PAN // 2)
        if pages.pages and pages.zoom != before:
            self.verticalScrollBar().setValue(round(pages.rect(page).top() + below * pages.zoom / before))
        self.viewport().update()

    def bring(self, box: QRectF, *, is_centred: bool = False) -> None:
        """Scroll as little as brings it into sight, or to the middle when it is not there yet."""
        room = QRectF(self.viewport().rect()).translated(QPointF(self._offset()))
        if room.contains(box):
            return
        for bar, first, last, start, length in (
            (self.horizontalScrollBar(), box.left(), box.right(), room.left(), room.width()),
            (self.verticalScrollBar(), box.top(), box.bottom(), room.top(), room.height()),
        ):
            if first >= start and last <= start + length:
                continue
            if is_centred:
                bar.setValue(round((first + last - length) / 2))
            else:
                bar.setValue(round(first - _SLACK if first < start else last - length + _SLACK))

    def _scrolled(self) -> None:
        if self.pages.pages:
            top = self.verticalScrollBar().value()
            self._take_page(self.pages.page_at(top + self.viewport().height() / 2))
        self.viewport().update()

    def _take_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self._say_page()

    def _say_page(self) -> None:
        if self.pages.pages:
            self.page_changed.emit(self._page + 1, self.pages.pages)
