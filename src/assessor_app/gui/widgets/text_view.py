"""A text as evidence, plain and in a measure that reads well, with passages marked: nothing in it is active."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import InvalidSelector, Selector, TextSelector, WholeSelector
from assessor_app.domain.quoting import (
    LONGEST_QUOTE,
    CodeUnits,
    QuoteTooLong,
    find_quote,
    normalised,
    paragraph_around,
    quoted,
)
from assessor_app.gui.models.passages import places_of
from assessor_app.gui.tokens import GAP_BETWEEN, LIGHT, Tokens
from assessor_app.gui.widgets.marked_view import FLASH_MS, ShownMark
from assessor_app.gui.widgets.text_view_marks import SpannedMark, TextMarks
from assessor_app.gui.widgets.text_view_sheet import TextSheet

_LINE_PERCENT = 140.0
_CARET = 2


class TextView(TextSheet):
    """A mark means the words selected, else the paragraph of the caret.

    `mark_picked` carries the id of a mark that was clicked; `found` which hit of a search is on show (1-based, 0 for
    none) and how many there are.
    """

    mark_picked = Signal(str)
    found = Signal(int, int)
    lost_changed = Signal()

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._words, self._units = "", CodeUnits("")
        self._marks = TextMarks(self.document(), tokens)
        self._shown: tuple[ShownMark, ...] = ()
        self._hits: list[tuple[int, int]] = []
        self._hit = -1
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(self._end_flash)
        self.setProperty("look", "reading")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(_CARET)
        self.setAccessibleName(self.tr("Text"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_words(self, words: str) -> None:
        """Line ends of every kind are one from here on."""
        self._words = normalised(words)
        self._units = CodeUnits(self._words)
        self._hits, self._hit = [], -1
        self.setCurrentCharFormat(QTextCharFormat())  # else it looks like the first line of what was shown before
        self.setPlainText(self._words)
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(GAP_BETWEEN / 2)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.keep_measure()
        self.show_marks(())

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._marks.set_tokens(tokens)
        self.viewport().update()

    # ---- what a mark means -------------------------------------------------------------------

    def place(self) -> Selector:
        """Raises NoPlace."""
        cursor = self.textCursor()
        first, last = self._points(cursor.selectionStart(), cursor.selectionEnd())
        if cursor.hasSelection() and not self._words[:first].strip() and not self._words[last:].strip():
            return WholeSelector()
        if not self._is_in_sight(cursor):
            raise NoPlace(self.tr("The cursor is not on the screen. Click into the passage you mean, or select it."))
        if not cursor.hasSelection():
            first, last = paragraph_around(self._words, first)
        try:
            return quoted(self._words, first, last)
        except QuoteTooLong as reason:
            words = self.tr("That would quote {length} characters. Select the passage you mean, {most} at most.")
            raise NoPlace(words.format(length=reason.length, most=LONGEST_QUOTE)) from None
        except InvalidSelector:
            words = self.tr("There are no words here. Put the cursor into a paragraph, or select some.")
            raise NoPlace(words) from None

    def let_go(self) -> bool:
        cursor = self.textCursor()
        had = cursor.hasSelection()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        return had

    def _points(self, *units: int) -> tuple[int, ...]:
        return tuple(self._units.to_points(unit) for unit in units)

    def _seen(self) -> tuple[int, int]:
        """The first and the last UTF-16 unit in sight."""
        corner = self.viewport().rect().bottomRight()
        return self.cursorForPosition(QPoint(0, 0)).position(), self.cursorForPosition(corner).position()

    def _is_in_sight(self, cursor: QTextCursor) -> bool:
        if not cursor.hasSelection():
            return self.viewport().rect().intersects(self.cursorRect())
        first, last = self._seen()
        return cursor.selectionStart() <= last and cursor.selectionEnd() >= first

    # ---- marks -------------------------------------------------------------------------------

    def show_marks(self, marks: Sequence[ShownMark]) -> None:
        before = self.lost
        self._shown = tuple(marks)
        self._marks.show([SpannedMark(mark, self._span(mark)) for mark in marks])
        if self.lost != before:
            self.lost_changed.emit()
        self.viewport().update()

    def select_marks(self, names: Collection[str]) -> None:
        self._marks.select(names)
        self.viewport().update()

    def in_order(self) -> list[str]:
        return self._marks.in_order()

    @property
    def lost(self) -> frozenset[str]:
        if not self._words:
            return frozenset()  # nothing is open
        quoted_ones = (mark.name for mark in self._shown if isinstance(mark.annotation.selector, TextSelector))
        found = (self._marks.get(name) for name in quoted_ones)
        return frozenset(mark.shown.name for mark in found if mark is not None and mark.span is None)

    def reveal(self, name: str) -> bool:
        mark = self._marks.get(name)
        if mark is None or mark.span is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(mark.span[1])
        self.setTextCursor(cursor)
        cursor.setPosition(mark.span[0])
        self.setTextCursor(cursor)
        self._marks.flashed = name
        self._flash.start()
        self.viewport().update()
        return True

    def _span(self, mark: ShownMark) -> tuple[int, int] | None:
        selector = mark.annotation.selector
        found = find_quote(self._words, selector) if isinstance(selector, TextSelector) else None
        return None if found is None else (self._units.to_units(found[0]), self._units.to_units(found[1]))

    def _end_flash(self) -> None:
        self._marks.flashed = ""
        self.viewport().update()

    # ---- search ------------------------------------------------------------------------------

    def look_for(self, words: str) -> None:
        self._hits, self._hit = places_of(words, self._words), -1
        self.found.emit(0, len(self._hits))

    def go_to_found(self, step: int) -> None:
        """The first one is looked for from the caret."""
        if not self._hits:
            return
        if self._hit < 0:
            (here,) = self._points(self.textCursor().selectionStart())
            on = next((at for at, hit in enumerate(self._hits) if hit[0] >= here), 0)
            self._hit = on if step > 0 else (on - 1) % len(self._hits)
        else:
            self._hit = (self._hit + step) % len(self._hits)
        first, last = self._hits[self._hit]
        cursor = self.textCursor()
        cursor.setPosition(self._units.to_units(first))
        cursor.setPosition(self._units.to_units(last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.found.emit(self._hit + 1, len(self._hits))

    # ---- getting around ----------------------------------------------------------------------

    def move_region(self, right: int, down: int) -> None:
        """A text has no regions: its caret moves by itself."""

    def size_region(self, right: int, down: int) -> None:
        """A text has no regions."""

    def quote_region(self) -> None:
        """Raises NoPlace: a text has no regions."""
        raise NoPlace(self.tr("A text has no regions: select its words with Shift and the arrow keys."))

    # ---- painting and events -----------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        seen, shift = self._seen(), QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        under = QPainter(self.viewport())
        self._marks.paint_under(under, seen, shift)
        under.end()
        super().paintEvent(event)
        over = QPainter(self.viewport())
        self._marks.paint_over(over, seen, shift, self.document().rootFrame().frameFormat().leftMargin())
        if self.hasFocus():
            over.fillRect(self.cursorRect(), QColor(self._tokens.text))
            over.setPen(QPen(QColor(self._tokens.focus), 2))
            over.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        over.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        name = "" if self.textCursor().hasSelection() else self._marks.name_at(event.position())
        if name and event.button() is Qt.MouseButton.LeftButton:
            self.mark_picked.emit(name)
