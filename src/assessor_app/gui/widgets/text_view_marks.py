"""Marks drawn on a text: tinted and underlined in the criterion's colour, tagged in the margin by number and shape."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextBlock, QTextDocument, QTextLine

from assessor_app.gui.tokens import LIGHT, Tokens, mix
from assessor_app.gui.widgets.mark_tag import paint_tag, tag_size
from assessor_app.gui.widgets.marked_view import ShownMark
from assessor_app.gui.widgets.marker_shapes import criterion_path, marker_colour

TINT, STRONG_TINT = 0.2, 0.34
_LINE = 2.0
_SHAPE = 9.0
_GAP = 4.0
Span = tuple[int, int]
"""UTF-16 units of the text."""


@dataclass(frozen=True, slots=True)
class SpannedMark:
    """A mark and where it stands now; None where its passage is lost or it means the text as a whole."""

    shown: ShownMark
    span: Span | None


class TextMarks:
    """Paints on the view of a document whose words begin at `left`; what was painted last can be pointed at."""

    def __init__(self, document: QTextDocument, tokens: Tokens = LIGHT) -> None:
        self._document = document
        self._tokens = tokens
        self._marks: tuple[SpannedMark, ...] = ()
        self._hits: list[tuple[QRectF, str]] = []
        self._begun: list[QPointF] = []
        self.selected: frozenset[str] = frozenset()
        self.flashed = ""

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def show(self, marks: Sequence[SpannedMark]) -> None:
        self._marks = tuple(sorted(marks, key=_from_outside))

    def select(self, names: Collection[str]) -> None:
        self.selected = frozenset(names)

    def get(self, name: str) -> SpannedMark | None:
        return next((mark for mark in self._marks if mark.shown.name == name), None)

    def in_order(self) -> list[str]:
        return [mark.shown.name for mark in self._marks]

    def name_at(self, at: QPointF) -> str:
        """The mark there, the shorter before the longer; empty for none."""
        hits = [(box.width() * box.height(), name) for box, name in self._hits if box.contains(at)]
        return min(hits)[1] if hits else ""

    def paint_under(self, painter: QPainter, seen: Span, shift: QPointF) -> None:
        """The tints, before the words are painted; only what reaches into `seen`."""
        self._hits.clear()
        for mark in self._in(seen):
            is_strong = mark.shown.name in (*self.selected, self.flashed)
            colour = marker_colour(mark.shown.number, self._tokens).name()
            tint = QColor(mix(self._tokens.surface, colour, STRONG_TINT if is_strong else TINT))
            for box in self._boxes(mark, seen):
                painter.fillRect(box.translated(shift), tint)
                self._hits.append((box.translated(shift), mark.shown.name))

    def paint_over(self, painter: QPainter, seen: Span, shift: QPointF, left: float) -> None:
        """Lines below the words, a shape where each begins, and the tags in the margin."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tags: list[QRectF] = []
        self._begun.clear()
        for mark in self._in(seen):
            boxes = [box.translated(shift) for box in self._boxes(mark, seen)]
            if boxes:
                self._paint_lines(painter, mark.shown, boxes)
                self._paint_tag(painter, mark.shown, boxes[0], tags, left)
        painter.restore()

    def _in(self, seen: Span) -> Iterator[SpannedMark]:
        for mark in self._marks:
            if mark.span is not None and mark.span[0] <= seen[1] and mark.span[1] >= seen[0]:
                yield mark

    def _paint_lines(self, painter: QPainter, shown: ShownMark, boxes: Sequence[QRectF]) -> None:
        colour = marker_colour(shown.number, self._tokens)
        width = _LINE + (shown.name in self.selected)
        for box in boxes:
            painter.fillRect(QRectF(box.left(), box.bottom() - width, box.width(), width), colour)
            if shown.name in (*self.selected, self.flashed):
                strength = 3.0 if shown.name == self.flashed else 1.0
                painter.setPen(QPen(QColor(self._tokens.focus), strength))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
        painter.setPen(QPen(QColor(self._tokens.text), 1))
        painter.setBrush(colour)
        painter.drawPath(
            criterion_path(shown.number, self._begin(QPointF(boxes[0].left(), boxes[0].bottom() - 1)), _SHAPE)
        )

    def _begin(self, at: QPointF) -> QPointF:
        """Where the shape of a passage goes: beside those of others that begin there."""
        while any((at - other).manhattanLength() < _SHAPE for other in self._begun):
            at += QPointF(_SHAPE, 0)
        self._begun.append(at)
        return at

    def _paint_tag(self, painter: QPainter, shown: ShownMark, line: QRectF, tags: list[QRectF], left: float) -> None:
        font = QFont(self._document.defaultFont())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        size = tag_size(QFontMetricsF(font), shown.number)
        box = QRectF(QPointF(left - _GAP - size.width(), line.center().y() - size.height() / 2), size)
        while (other := next((each for each in tags if each.intersects(box)), None)) is not None:
            if other.left() - 1 - size.width() >= 0:
                box.moveRight(other.left() - 1)
            else:
                box.moveTopLeft(QPointF(left - _GAP - size.width(), other.bottom() + 1))
        tags.append(box)
        is_selected = shown.name in (*self.selected, self.flashed)
        paint_tag(painter, box, shown.number, self._tokens, is_selected=is_selected)
        self._hits.append((box, shown.name))

    def _boxes(self, mark: SpannedMark, seen: Span) -> list[QRectF]:
        """Where the lines of a mark stand in the document, one box for each run of words, as far as they are seen."""
        if mark.span is None:
            return []
        first, last = max(mark.span[0], seen[0]), min(mark.span[1], seen[1])
        boxes = []
        block = self._document.findBlock(first)
        while block.isValid() and block.position() < last:
            boxes += list(self._boxes_in(block, first - block.position(), last - block.position()))
            block = block.next()
        return boxes

    def _boxes_in(self, block: QTextBlock, first: int, last: int) -> Iterator[QRectF]:
        lines, origin = block.layout(), self._document.documentLayout().blockBoundingRect(block).topLeft()
        first, last = max(first, 0), min(last, block.length() - 1)
        if not lines.lineCount() or first >= last:
            return
        for number in range(max(lines.lineForTextPosition(first).lineNumber(), 0), lines.lineCount()):
            line = lines.lineAt(number)
            if line.textStart() >= last:
                break
            begin, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if begin < end:
                for left, right in _runs(line, begin, end, is_mixed=_is_mixed(block)):
                    yield QRectF(left, line.y(), right - left, line.height()).translated(origin)


def _from_outside(mark: SpannedMark) -> tuple[int, int, str]:
    """In the order of the text, and a passage before what is marked inside it, which is drawn over it."""
    first, last = mark.span or (-1, 0)
    return first, -last, mark.shown.name


def _runs(line: QTextLine, begin: int, end: int, *, is_mixed: bool) -> Iterator[tuple[float, float]]:
    """From where to where the words reach; text in both directions has several stretches."""
    if not is_mixed:
        yield _x(line, begin), _x(line, end)
        return
    for run in line.glyphRuns(begin, end - begin):
        box = run.boundingRect()
        if box.width() > 0:
            yield box.left(), box.right()


def _x(line: QTextLine, at: int) -> float:
    # PySide tells where and which character: the place is the first of both.
    found: object = line.cursorToX(at)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _is_mixed(block: QTextBlock) -> bool:
    return block.textDirection() is Qt.LayoutDirection.RightToLeft or any(_is_rtl(each) for each in block.text())


def _is_rtl(character: str) -> bool:
    return "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc"
