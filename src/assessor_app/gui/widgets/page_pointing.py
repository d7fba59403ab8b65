"""The mouse on pages and pictures: frame a region, select words, pick a mark, push the page about."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from assessor_app.gui.widgets.page_layout import PageLayout
from assessor_app.gui.widgets.page_marks import PageMarks
from assessor_app.gui.widgets.page_region import Region

_NUDGE = 8.0  # how far from the edge of the view a drag scrolls


class Canvas(Protocol):
    """What is pointed at."""

    pages: PageLayout
    marks: PageMarks
    region: Region | None
    mark_picked: SignalInstance

    def shifted(self, box: QRectF) -> QRectF: ...
    def bring(self, box: QRectF, *, is_centred: bool = False) -> None: ...
    def scroll_by(self, right: int, down: int) -> None: ...
    def take_region(self, region: Region) -> None: ...
    def let_go(self) -> bool: ...
    def begins_words(self, page: int, at: QPointF) -> bool: ...
    def drag_words(self, page: int, begin: QPointF, end: QPointF) -> None: ...


@dataclass(slots=True)
class _Drag:
    """`began` is in the view, `at` in percent of the page."""

    page: int
    began: QPointF
    at: QPointF
    is_words: bool
    is_under_way: bool = False


class PagePointing:
    """With Shift or Alt a drag frames a region even where words stand; the middle button pushes the page about."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._drag: _Drag | None = None
        self._grabbed: QPointF | None = None

    def press(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self._grabbed = event.position()
        elif event.button() is Qt.MouseButton.LeftButton and self._canvas.pages.pages:
            page = self._page_at(event.position())
            at = self._share(page, event.position())
            is_framed = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
            is_words = not is_framed and self._canvas.begins_words(page, at)
            self._drag = _Drag(page, event.position(), at, is_words)

    def move(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._push(event.position())
        elif self._drag is not None:
            self._go_on(self._drag, event.position())

    def release(self, event: QMouseEvent) -> None:
        drag, self._drag, self._grabbed = self._drag, None, None
        if drag is None:
            return
        if drag.is_under_way:
            self._go_on(drag, event.position())  # where it was let go, whatever moves were told before
        if not drag.is_under_way:
            self._click(event.position())
        elif not drag.is_words and self._canvas.region is not None and self._canvas.region.is_slip:
            self._canvas.let_go()

    def _click(self, at: QPointF) -> None:
        name = self._canvas.marks.name_at(at)
        if name:
            self._canvas.mark_picked.emit(name)
        else:
            self._canvas.let_go()

    def _go_on(self, drag: _Drag, at: QPointF) -> None:
        if not drag.is_under_way:
            if (at - drag.began).manhattanLength() < QApplication.startDragDistance():
                return
            drag.is_under_way = True
            self._canvas.let_go()
        self._canvas.bring(QRectF(at, at).adjusted(-_NUDGE, -_NUDGE, _NUDGE, _NUDGE).translated(self._scrolled()))
        end = self._share(drag.page, at)
        if drag.is_words:
            self._canvas.drag_words(drag.page, drag.at, end)
        else:
            self._canvas.take_region(Region(drag.page, _between(drag.at, end)))

    def _push(self, at: QPointF) -> None:
        grabbed, self._grabbed = self._grabbed, at
        if grabbed is not None:
            self._canvas.scroll_by(round(grabbed.x() - at.x()), round(grabbed.y() - at.y()))

    def _scrolled(self) -> QPointF:
        return -self._canvas.shifted(QRectF()).topLeft()

    def _page_at(self, at: QPointF) -> int:
        return self._canvas.pages.page_at((at + self._scrolled()).y())

    def _share(self, page: int, at: QPointF) -> QPointF:
        return self._canvas.pages.share_of(page, at + self._scrolled())


def _between(begin: QPointF, end: QPointF) -> QRectF:
    """The part of the page (percent) between two places that may lie beyond its edges."""
    return QRectF(begin, end).normalized().intersected(QRectF(0, 0, 100, 100))
