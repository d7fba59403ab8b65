"""Typing "/" in a text field: a list of comments under the cursor, narrowed as one types on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from assessor_app.gui.models.comment_offers import Offer, matching

LONGEST_SEARCH = 40
_WIDTH, _LEAST_WIDTH = 460, 240
_ROWS = 7
_MARGINS = 40  # frame, padding and scroll bar of the list
_INSERTING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class CommentInsert(QObject):
    """`offers` is asked each time a "/" is typed at the beginning of a line or after a space; anywhere else, and once
    the list was left with Esc, a "/" is only a "/". `inserted` carries the Offer.

    Enter and Tab insert, arrows move, Esc leaves what was typed. The focus stays in the field, so that typing goes on.
    """

    inserted = Signal(object)

    def __init__(self, edit: QPlainTextEdit, offers: Callable[[], tuple[Offer, ...]]) -> None:
        super().__init__(edit)
        self._edit = edit
        self._ask = offers
        self._all: tuple[Offer, ...] = ()
        self._shown: tuple[Offer, ...] = ()
        self._slash_at: int | None = None
        self._lines = QStringListModel(self)
        self._completer = QCompleter(self._lines, self)
        self._completer.setWidget(edit)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_ROWS)
        self._completer.activated.connect(lambda _: self._insert())
        self._popup = popup = QListView()
        self._completer.setPopup(popup)
        popup.setAccessibleName(self.tr("Comments. Enter inserts, Esc leaves what you typed"))
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.installEventFilter(self)
        edit.installEventFilter(self)
        edit.textChanged.connect(self._narrow)
        edit.cursorPositionChanged.connect(self._look)

    @property
    def is_open(self) -> bool:
        return self._popup.isVisible()

    @property
    def shown(self) -> tuple[Offer, ...]:
        return self._shown if self.is_open else ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The completer would hand Enter and Tab to the field first, which takes them for its own."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._edit and event.text() == "/" and self._may_begin():
                self._slash_at = self._edit.textCursor().position()
            elif watched is self._popup and event.key() in _INSERTING:
                self._insert()
                return True
            elif watched is self._popup and event.key() == Qt.Key.Key_Escape:
                self._close()  # from here on it is only a "/"
                return True
        return super().eventFilter(watched, event)

    def _may_begin(self) -> bool:
        """Only in front of nothing or after a space: "and/or", dates and addresses stay what they are."""
        cursor = self._edit.textCursor()
        if self._edit.isReadOnly() or cursor.hasSelection() or self.is_open:
            return False
        before = self._between(cursor.position() - 1, cursor.position()) if cursor.positionInBlock() else ""
        return not before or before.isspace()

    def _typed(self) -> str | None:
        """What stands between the "/" and the cursor; None when the cursor is elsewhere or the "/" is gone."""
        cursor, at = self._edit.textCursor(), self._slash_at
        block = cursor.block().position()
        if at is None or not block <= at < cursor.position() or cursor.position() - at > LONGEST_SEARCH:
            return None
        typed = self._between(at, cursor.position())
        return typed[1:] if typed[:1] == "/" and typed[1:2] != " " else None

    def _between(self, start: int, end: int) -> str:
        """Qt counts in UTF-16, where an emoji is two: so the document is asked, and no string is cut."""
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _narrow(self) -> None:
        if self._slash_at is None:
            return
        typed = self._typed()
        if typed is None:
            self._close()
            return
        if not typed:
            self._all = self._ask()
        self._shown = matching(self._all, typed)
        if not self._shown:
            self._popup.hide()
            return
        self._show()

    def _look(self) -> None:
        if self._slash_at is not None and self.is_open and self._typed() is None:
            self._close()

    def _show(self) -> None:
        self._completer.setCompletionPrefix("")
        place = self._edit.cursorRect()
        place.setWidth(max(min(_WIDTH, self._edit.viewport().width()), _LEAST_WIDTH))
        self._lines.setStringList([self._line(offer, place.width() - _MARGINS) for offer in self._shown])
        place.moveLeft(min(place.left(), max(self._edit.viewport().width() - place.width(), 0)))
        self._completer.complete(place)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _line(self, offer: Offer, width: int) -> str:
        """One line, cut where it must be, so that where the words come from is always to be read."""
        metrics, origin = self._popup.fontMetrics(), f"   ({offer.origin})"
        room = max(width - metrics.horizontalAdvance(origin), width // 3)
        return metrics.elidedText(offer.line, Qt.TextElideMode.ElideRight, room) + origin

    def _close(self) -> None:
        self._slash_at = None
        self._popup.hide()

    def _insert(self) -> None:
        row, typed = self._popup.currentIndex().row(), self._typed()
        at = self._slash_at
        if at is None or typed is None or not 0 <= row < len(self._shown):
            self._close()
            return
        offer = self._shown[row]
        cursor = self._edit.textCursor()
        end = cursor.position()
        self._close()
        cursor.setPosition(at)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(offer.text)
        self._edit.setTextCursor(cursor)
        self.inserted.emit(offer)
