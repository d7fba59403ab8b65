"""Marks drawn on pages and pictures: outlined or tinted in the criterion's colour, tagged with number and shape."""

from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from assessor_app.domain.annotation import PageSelector, RectangleSelector
from assessor_app.domain.place_order import place_key
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.mark_tag import paint_tag, tag_size
from assessor_app.gui.widgets.marked_view import ShownMark
from assessor_app.gui.widgets.marker_shapes import criterion_path, marker_colour
from assessor_app.gui.widgets.page_region import share_of

_TINT = 70
_LINE = 2
_SHAPE = 9.0
_TRIES = 40
_WHITE, _BLACK = "#FFFFFF", "#000000"
Boxes = Sequence[QRectF]
Placed = Callable[[int, QRectF], QRectF]


class PageMarks:
    """Marks by page (from 0). `boxes_of` tells where the passage of a mark lies in percent; empty when it is lost.

    What was painted last is what can be pointed at.
    """

    def __init__(self, boxes_of: Callable[[ShownMark], Boxes], tokens: Tokens = LIGHT) -> None:
        self._boxes_of = boxes_of
        self._tokens = tokens
        self._marks: dict[str, ShownMark] = {}
        self._by_page: dict[int, list[ShownMark]] = {}
        self._hits: list[tuple[QRectF, str]] = []
        self.selected: frozenset[str] = frozenset()
        self.flashed = ""

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def show(self, marks: Sequence[ShownMark]) -> None:
        self._marks = {mark.name: mark for mark in marks}
        self._by_page = {}
        for mark in marks:
            self._by_page.setdefault(page_of(mark), []).append(mark)
        for on_page in self._by_page.values():
            on_page.sort(key=lambda mark: (place_key(mark.annotation.selector), mark.name))

    def select(self, names: Collection[str]) -> None:
        self.selected = frozenset(names)

    def get(self, name: str) -> ShownMark | None:
        return self._marks.get(name)

    def in_order(self) -> list[str]:
        return [mark.name for page in sorted(self._by_page) for mark in self._by_page[page]]

    def boxes(self, mark: ShownMark) -> Boxes:
        """Where it lies on its page; nothing for a mark on the page as a whole."""
        rectangle = _rectangle(mark)
        return [share_of(rectangle)] if rectangle is not None else self._boxes_of(mark)

    def name_at(self, at: QPointF) -> str:
        """The mark there, a tag before an outline, the smaller before the larger; empty for none."""
        hits = [(box.width() * box.height(), name) for box, name in self._hits if box.contains(at)]
        return min(hits)[1] if hits else ""

    # ---- painting ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Before the pages in sight are painted."""
        self._hits.clear()

    def paint(self, painter: QPainter, page: int, sheet: QRectF, placed: Placed, seen: QRectF) -> None:
        """Draw what lies on this page, `placed` turns its percent into pixels, as far as it is `seen`."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tags: list[QRectF] = []
        for mark in self._by_page.get(page, ()):
            boxes = [placed(page, box) for box in self.boxes(mark)]
            if boxes and not any(box.intersects(seen) for box in boxes):
                continue
            self._paint_boxes(painter, mark, boxes, is_region=_rectangle(mark) is not None)
            if boxes and _rectangle(mark) is None:
                anchor = QPointF(sheet.left(), boxes[0].center().y())  # beside its line: what is quoted stays readable
            else:
                anchor = boxes[0].topLeft() if boxes else sheet.topLeft() + QPointF(_LINE, _LINE)
            self._paint_tag(painter, mark, anchor, tags, sheet)
        painter.restore()

    def _paint_boxes(self, painter: QPainter, mark: ShownMark, boxes: Boxes, *, is_region: bool) -> None:
        colour = marker_colour(mark.number, self._tokens)
        is_strong = mark.name in self.selected
        for box in boxes:
            if is_region:
                _outline(painter, box, colour, _LINE + is_strong)
            else:
                tint = QColor(colour)
                tint.setAlpha(_TINT + 50 * is_strong)
                painter.fillRect(box, tint)
                _underline(painter, box, colour, _LINE + is_strong)
                if box is boxes[0]:
                    painter.setPen(QPen(QColor(_BLACK), 1))
                    painter.setBrush(colour)
                    painter.drawPath(criterion_path(mark.number, box.bottomLeft(), _SHAPE))
            if mark.name == self.flashed:
                _outline(painter, box.adjusted(-4, -4, 4, 4), QColor(self._tokens.focus), 4)
            self._hits.append((box, mark.name))

    def _paint_tag(
        self, painter: QPainter, mark: ShownMark, anchor: QPointF, tags: list[QRectF], sheet: QRectF
    ) -> None:
        size = tag_size(QFontMetricsF(_tag_font(painter)), mark.number)
        is_beside = _rectangle(mark) is None
        box = QRectF(anchor - QPointF(0, size.height() / (2 if is_beside else 1)), size)
        box.moveTop(max(box.top(), sheet.top()))
        box.moveLeft(min(max(box.left(), sheet.left()), max(sheet.right() - size.width(), sheet.left())))
        for _ in range(_TRIES):
            other = next((each for each in tags if each.intersects(box)), None)
            if other is None:
                break
            box.moveLeft(other.right() + 1)
        tags.append(box)
        painter.setFont(_tag_font(painter))
        is_flashed = mark.name == self.flashed
        paint_tag(painter, box, mark.number, self._tokens, is_selected=is_flashed or mark.name in self.selected)
        self._hits.append((box, mark.name))


def page_of(mark: ShownMark) -> int:
    selector = mark.annotation.selector
    return selector.page - 1 if isinstance(selector, PageSelector) else 0


def paint_region(painter: QPainter, box: QRectF) -> None:
    """The region being framed: black and white, so that it shows on every picture."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(_BLACK), 3))
    painter.drawRect(box)
    painter.setPen(QPen(QColor(_WHITE), 1, Qt.PenStyle.DashLine))
    painter.drawRect(box)
    painter.setPen(QPen(QColor(_BLACK), 1))
    painter.setBrush(QColor(_WHITE))
    for corner in _corners(box):
        painter.drawRect(QRectF(corner - QPointF(3, 3), corner + QPointF(3, 3)))
    painter.restore()


def _rectangle(mark: ShownMark) -> RectangleSelector | None:
    selector = mark.annotation.selector
    if isinstance(selector, PageSelector):
        return selector.rectangle
    return selector if isinstance(selector, RectangleSelector) else None


def _outline(painter: QPainter, box: QRectF, colour: QColor, width: int) -> None:
    """With a light and a dark line around the coloured one: one of them shows on any ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # sharp lines, however thin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen_colour, more in ((QColor(_BLACK), 4), (QColor(_WHITE), 2), (colour, 0)):
        painter.setPen(QPen(pen_colour, width + more))
        painter.drawRect(box.toAlignedRect())
    painter.restore()


def _underline(painter: QPainter, box: QRectF, colour: QColor, width: int) -> None:
    line = QRectF(box.left(), box.bottom(), box.width(), width)
    painter.fillRect(line.adjusted(-0.5, -0.5, 0.5, 0.5), QColor(_BLACK))
    painter.fillRect(line, colour)


def _corners(box: QRectF) -> Iterator[QPointF]:
    yield from (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight())


def _tag_font(painter: QPainter) -> QFont:
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font
